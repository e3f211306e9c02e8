import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { Account, AccountOptions } from './account';
import { CREDENTIALS, refusedToSession } from './credentials';
import { decide, Decision, trustingTheAccount } from './decide';
import { Policy } from './policy';
import { COMMERCIAL, Deployment } from './template';

/** A series of calls with the expected result of each. */
export interface Case {
  readonly about: string;
  readonly partition?: 'aws' | 'aws-cn' | 'aws-us-gov';
  readonly account?: AccountOptions;
  /** The caller: a user, or a session of a role. */
  readonly who: {
    readonly user?: string;
    readonly path?: string;
    readonly jobs?: string[];
    /** AWS managed policies in addition to those of the jobs. */
    readonly policies?: string[];
    readonly role?: string;
    /** The account of the caller. */
    readonly account?: string;
  };
  readonly steps: Step[];
}

export interface Step {
  readonly with: string;
  readonly call: string | string[];
  /** Short form for IAM (`user/alice`), or an ARN; `*` if left out. */
  readonly on?: string;
  readonly context?: Record<string, string>;
  /** The trust of a role that is not in the template. */
  readonly trust?: 'the account';
  readonly expect: Decision;
  readonly why?: string;
}

const REGIONS = { 'aws': COMMERCIAL.region, 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

const accounts = new Map<string, Account>();

/** Cases with the same account share it, since synthesis is the slowest part. */
export function accountOf({ account, partition = 'aws' }: Pick<Case, 'account' | 'partition'>): Account {
  const key = JSON.stringify([account, partition]);
  const deployment: Deployment = { ...COMMERCIAL, partition, region: REGIONS[partition] };
  if (!accounts.has(key)) accounts.set(key, new Account(account, deployment));
  return accounts.get(key)!;
}

export async function outcomeOf(given: Case, step: Step, call: string, change: (policies: Policy[]) => Policy[] = (same) => same): Promise<Decision> {
  const account = accountOf(given);
  const { context, principal, policies } = actor(given, account);
  const credentials = given.who.role ? { context: { 'aws:ViaAWSService': 'false' } } : CREDENTIALS[step.with];
  if (!credentials) throw new Error(`There are no credentials '${step.with}': ${Object.keys(CREDENTIALS).join(', ')}`);
  if (refusedToSession(credentials, call)) return 'Denied';
  return decide({
    principal,
    action: call,
    resource: account.arn(step.on ?? '*'),
    account: account.arn(step.on ?? '*').split(':')[4] || account.deployment.account,
    context: { ...context, ...credentials.context, ...resolved(step.context ?? {}, account) },
    policies: change(policies),
    trust: call === 'sts:AssumeRole' ? trustFor(step, account) : undefined,
  });
}

/** Every case of the folder, by the path of its file. */
export function casesIn(folder: string): [string, Case][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [relative(folder, file), JSON.parse(readFileSync(file, 'utf8'))]);
}

function actor({ who }: Case, account: Account): { principal: string; context: Record<string, string>; policies: Policy[] } {
  const { partition } = account.deployment;
  const home = who.account ?? account.deployment.account;
  if (who.role) {
    const arn = account.template.arnOf(account.template.find('AWS::IAM::Role', who.role));
    return {
      principal: `arn:${partition}:sts::${home}:assumed-role/${who.role}/${who.user ?? 'alice'}`,
      context: { 'aws:PrincipalArn': arn },
      policies: account.policiesOfRole(who.role),
    };
  }
  const user = who.user ?? 'alice';
  const principal = `arn:${partition}:iam::${home}:user${who.path ?? '/account-baseline/'}${user}`;
  return {
    principal,
    context: { 'aws:username': user, 'aws:PrincipalArn': principal },
    policies: account.policiesOfPerson(who.jobs ?? [], who.policies ?? []),
  };
}

function trustFor(step: Step, account: Account): any {
  if (step.trust) return trustingTheAccount(account.deployment.account);
  return account.trustOf(step.on!.split('/').pop()!);
}

function resolved(context: Record<string, string>, account: Account): Record<string, string> {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, account.arn(value)]));
}
