import { Budget } from '../retry';
import { managed } from './declarative-policy';
import { Fields, form, pick } from './fields';
import { Setting } from './setting';
import { ec2 } from '../clients/ec2';

/** No preference is left out. */
export interface InstanceMetadataDefaults {
  readonly HttpTokens?: 'optional' | 'required';
  readonly HttpPutResponseHopLimit?: number;
}

const FIELDS: Fields = { HttpTokens: /^(optional|required)$/, HttpPutResponseHopLimit: [1, 64] };

/** How instances launched in this region give their metadata, unless AMI or launch say otherwise. Other defaults are left alone. */
export function instanceMetadataDefaults({ call }: Budget): Setting<InstanceMetadataDefaults> {
  const apply = (HttpTokens: InstanceMetadataDefaults['HttpTokens'] | 'no-preference' = 'no-preference', HttpPutResponseHopLimit = -1) =>
    call(ec2(), 'ec2:ModifyInstanceMetadataDefaults', { HttpTokens, HttpPutResponseHopLimit });
  return managed<InstanceMetadataDefaults>({
    ...form(FIELDS),
    async look() {
      const found: any = (await call(ec2(), 'ec2:GetInstanceMetadataDefaults', {})).AccountLevel ?? {};
      const value = pick(FIELDS, (field) => found[field]);
      return { ...found, value: value.HttpTokens || value.HttpPutResponseHopLimit ? value : undefined };
    },
    // Without a preference the limit is 1, or 2 if the AMI asks for it.
    suffices: ({ HttpTokens, HttpPutResponseHopLimit: limit = 2 }, wanted) =>
      [wanted.HttpTokens, 'required'].includes(HttpTokens) && limit <= (wanted.HttpPutResponseHopLimit ?? 64),
    apply: ({ HttpTokens, HttpPutResponseHopLimit }) => apply(HttpTokens, HttpPutResponseHopLimit),
    remove: () => apply(),
  });
}
