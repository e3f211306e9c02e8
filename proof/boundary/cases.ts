import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { BoundedAccount } from './account';
import { Decision } from '../engine/decide';
import { COMMERCIAL } from '../engine/template';

/** Calls of an identity with the boundary that is allowed everything else, with the expected results. */
export interface Case {
  readonly about: string;
  readonly partition?: 'aws' | 'aws-cn' | 'aws-us-gov';
  /** `user/...`, or `role/...` for a session of it. */
  readonly who: string;
  readonly steps: Step[];
}

export interface Step {
  readonly call: string | string[];
  /** Short form for IAM (`role/workload/app`), or an ARN; `*` if left out. */
  readonly on?: string | string[];
  /** The boundary that the role or user carries or is to carry, as IAM provides it to a policy. */
  readonly boundary?: string;
  readonly context?: Record<string, string>;
  readonly expect: Decision;
  readonly why?: string;
}

const REGIONS = { 'aws': COMMERCIAL.region, 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

const accounts = new Map<string, BoundedAccount>();

export function accountOf({ partition = 'aws' }: Pick<Case, 'partition'>): BoundedAccount {
  if (!accounts.has(partition)) accounts.set(partition, new BoundedAccount({ ...COMMERCIAL, partition, region: REGIONS[partition] }));
  return accounts.get(partition)!;
}

export function casesIn(folder: string): [string, Case][] {
  return readdirSync(folder).filter((file) => file.endsWith('.json')).sort()
    .map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))]);
}

/** Each call of a step on each of its resources. */
export function triesOf(step: Step): { call: string; on: string }[] {
  return [step.call].flat().flatMap((call) => [step.on ?? '*'].flat().map((on) => ({ call, on })));
}

export async function outcomeOf(given: Case, step: Step, call: string, on: string, document?: any): Promise<Decision> {
  const account = accountOf(given);
  return account.decide({
    actor: given.who,
    action: call,
    resource: on,
    context: {
      ...Object.fromEntries(Object.entries(step.context ?? {}).map(([key, value]) => [key, account.arn(value)])),
      ...step.boundary ? { 'iam:PermissionsBoundary': account.arn(step.boundary) } : {},
    },
    trust: call === 'sts:AssumeRole' ? trusting(account.deployment.account) : undefined,
  }, document);
}

function trusting(account: string): any {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }] };
}
