import { readFileSync } from 'fs';
import { join } from 'path';
import { gunzipSync } from 'zlib';

/** Fails if anything public has no description: reads the assembly that jsii has just compiled. */
interface Documented {
  readonly name?: string;
  readonly docs?: { readonly summary?: string };
  /** The type of another package that declares the member. */
  readonly overrides?: string;
  readonly optional?: boolean;
}

interface Type extends Documented {
  readonly fqn: string;
  readonly kind: string;
  readonly methods?: Documented[];
  readonly properties?: Documented[];
  readonly members?: Documented[];
}

const assembly = JSON.parse(gunzipSync(readFileSync(join(__dirname, '..', '.jsii.gz'))).toString()) as { name: string; types: Record<string, Type> };

const undocumented = Object.values(assembly.types).flatMap((type) => {
  const members = [...type.methods ?? [], ...type.properties ?? [], ...type.members ?? []]
    .filter((member) => !member.docs?.summary && !member.overrides)
    .map((member) => `${type.name}.${member.name}`);
  return type.docs?.summary ? members : [type.name!, ...members];
});

const withoutDefault = Object.values(assembly.types).filter(({ kind, name }) => kind === 'interface' && /Props$|Options$/.test(name!))
  .flatMap((type) => (type.properties ?? [])
    .filter((property) => property.optional && !(property.docs as { default?: string })?.default)
    .map((property) => `${type.name}.${property.name}`));

if (undocumented.length > 0) console.error(`Without a description: ${undocumented.join(', ')}`);
if (withoutDefault.length > 0) console.error(`Optional, without @default: ${withoutDefault.join(', ')}`);
process.exit(undocumented.length + withoutDefault.length > 0 ? 1 : 0);
