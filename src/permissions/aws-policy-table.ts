import { brotliDecompressSync } from 'zlib';
import { packageFile } from '../private/package-file';
import { nearest } from '../private/text/nearest';

/** The kinds of rights that no identity but an administrator's should have. */
export type WideRight = 'fullAccess' | 'identityWrites' | 'passRole' | 'assumeRole';

/** Described in tools/aws-policy-table.ts, which writes it. */
interface Table {
  readonly updated: string;
  readonly names: Record<string, string>;
}

const KINDS: Record<string, WideRight> = { F: 'fullAccess', I: 'identityWrites', P: 'passRole', S: 'assumeRole' };

let updated = '';
let known: Map<string, WideRight[]> | undefined;

/**
 * What a policy that AWS maintains allows that only an administrator should be allowed; nothing if it is not in the table. The table is
 * read on the first call.
 *
 * @param name with its path, such as `job-function/ViewOnlyAccess`
 */
export function wideRightsOfAwsPolicy(name: string): WideRight[] {
  return table().get(name) ?? [];
}

/** What is wrong with the name of a policy that AWS maintains. */
export interface NameProblem {
  /** False if AWS may have the policy since the table was made. */
  readonly certain: boolean;
  readonly rule: string;
}

/** What is wrong with the name of a policy that AWS maintains; nothing if AWS has the policy. */
export function problemOfAwsPolicyName(name: string): NameProblem | undefined {
  const names = [...table().keys()];
  if (table().has(name)) return undefined;
  if (/^arn:[^:]*:iam::(?!aws:)/.test(name)) {
    return { certain: true, rule: 'AWS does not maintain it: give it in managedPolicies, by iam.ManagedPolicy.fromManagedPolicyArn' };
  }
  const bare = name.replace(/^(arn:[^:]*:iam::aws:)?(policy\/)?\/?/, '');
  const meant = names.find((each) => each.toLowerCase() === bare.toLowerCase()) ?? names.find((each) => each.toLowerCase().endsWith(`/${bare.toLowerCase()}`));
  if (bare !== name) return { certain: true, rule: `it is a name with its path and no ARN: give ${meant ?? bare}` };
  if (meant) return { certain: true, rule: `AWS calls the policy ${meant}` };
  if (!/^([\w+=,.@-]+\/)*[\w+=,.@-]+$/.test(name)) return { certain: true, rule: 'it must be the name of a policy of AWS with its path, such as job-function/ViewOnlyAccess' };
  const similar = nearest(name, names, 0.2);
  return { certain: false, rule: `AWS had no such policy on ${updated}${similar ? `: do you mean ${similar}?` : ''}` };
}

function table(): Map<string, WideRight[]> {
  if (!known) {
    const held = JSON.parse(brotliDecompressSync(packageFile('data', 'aws-policy-table.json.br')).toString('utf8')) as Table;
    updated = held.updated;
    known = new Map(Object.entries(held.names).flatMap(([letters, names]) => names.split(' ').map((name) => [name, [...letters].map((letter) => KINDS[letter])])));
  }
  return known;
}
