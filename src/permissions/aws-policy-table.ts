import { packageTable } from '../private/package-table';
import { nearest } from '../private/text/nearest';

/** The kinds of permissions that only an administrator should have. */
export type WideRight = 'fullAccess' | 'identityWrites' | 'passRole' | 'assumeRole';

/** The format of the table, which tools/aws-policy-table.ts writes. */
interface Table {
  readonly updated: string;
  readonly names: Record<string, string>;
}

const KINDS: Record<string, WideRight> = { F: 'fullAccess', I: 'identityWrites', P: 'passRole', S: 'assumeRole' };

let updated = '';
let known: Map<string, WideRight[]> | undefined;

/**
 * The permissions of an AWS managed policy that only an administrator should have. Empty if the policy is not in the table. The first
 * call reads the table.
 *
 * @param name with its path, such as `job-function/ViewOnlyAccess`
 */
export function wideRightsOfAwsPolicy(name: string): WideRight[] {
  return table().get(name) ?? [];
}

/** A problem with the name of an AWS managed policy. */
export interface NameProblem {
  /** False if AWS may have added the policy since the table was written. */
  readonly certain: boolean;
  readonly rule: string;
}

/** The problem with the name of an AWS managed policy. Undefined if AWS has the policy. */
export function problemOfAwsPolicyName(name: string): NameProblem | undefined {
  const names = [...table().keys()];
  if (table().has(name)) return undefined;
  if (/^arn:[^:]*:iam::(?!aws:)/.test(name)) {
    return { certain: true, rule: 'it is not an AWS managed policy. Set it in managedPolicies, with iam.ManagedPolicy.fromManagedPolicyArn' };
  }
  const bare = name.replace(/^(arn:[^:]*:iam::aws:)?(policy\/)?\/?/, '');
  const meant = names.find((each) => each.toLowerCase() === bare.toLowerCase()) ?? names.find((each) => each.toLowerCase().endsWith(`/${bare.toLowerCase()}`));
  if (bare !== name) return { certain: true, rule: `it must be a name with its path, not an ARN. Use ${meant ?? bare}` };
  if (meant) return { certain: true, rule: `AWS names the policy ${meant}` };
  if (!/^([\w+=,.@-]+\/)*[\w+=,.@-]+$/.test(name)) {
    return {
      certain: true,
      rule: 'it must be the name of an AWS managed policy with its path, '
    + 'such as job-function/ViewOnlyAccess',
    };
  }
  const similar = nearest(name, names, 0.2);
  return { certain: false, rule: `AWS had no such policy on ${updated}${similar ? `: do you mean ${similar}?` : ''}` };
}

function table(): Map<string, WideRight[]> {
  if (!known) {
    const held = packageTable<Table>('aws-policy-table');
    updated = held.updated;
    known = new Map(Object.entries(held.names).flatMap(([letters, names]) => names.split(' ').map((name) => [name, [...letters].map((letter) => KINDS[letter])])));
  }
  return known;
}
