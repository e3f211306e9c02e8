import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { App } from 'aws-cdk-lib';
import { ALL_OF_IAM, OWN_USER, rowOf, ROWS } from './service-rows';
import { concerningStatements, idOf, namedResources, speakingOnlyOf, unconditional } from './statements';
import { SecureAccountBaselineStack } from '../../src';
import { Account } from '../engine/account';
import { Action, takes, targets } from '../engine/actions';
import { awsManagedPolicy } from '../engine/aws-managed-policies';
import { CREDENTIALS, refusedToSession } from '../engine/credentials';
import { decide } from '../engine/decide';
import { openPaths } from '../engine/escalation';
import { Policy } from '../engine/policy';
import { loadTemplate } from '../engine/template';
import { everythingOn } from '../everything-on';

const SELF = '/account-baseline/alice';

/** The access levels of AWS, in the order in which they are printed. */
export const LEVELS = ['List', 'Read', 'Tagging', 'Write', 'Permissions management'];

/** How many actions of one row and one access level are allowed. */
export interface Count {
  allowed: number;
  total: number;
}

/** How many actions are allowed, by row and by access level. */
export type Levels = Record<string, Record<string, Count>>;

/** An account with the stack of the baseline: all job functions, and every other option at its default. */
export class DeployedBaseline {
  public readonly account: Account;
  private readonly answers = new Map<string, boolean>();

  constructor() {
    const template = loadTemplate(new SecureAccountBaselineStack(new App(), 'Baseline', { groups: everythingOn.groups }));
    this.account = Account.withTemplate(template);
  }

  /** The policies of a member of the job's group. An administrator is in a session of the role that the group may assume. */
  public policiesOf(job: string): Policy[] {
    return job === 'Administrator' ? this.account.policiesOfRole('Administrator') : this.account.policiesOfPerson([job], []);
  }

  /** Whether the policies of an identity allow an action on at least one of these resources. */
  public async isAllowed(policies: Policy[], action: Action, arns: string[], credentials = 'console with MFA'): Promise<boolean> {
    if (refusedToSession(CREDENTIALS[credentials], action.name)) return false;
    const statements = concerningStatements(action.name, policies);
    if (!statements.some(({ Effect }) => Effect === 'Allow')) return false;
    for (const arn of arns) {
      // The statements are chosen by action already, so the answer depends only on them, the resource, the service and the credentials.
      const key = [action.name.split(':')[0], arn, credentials, ...statements.map(idOf)].join(' ');
      if (!this.answers.has(key)) this.answers.set(key, await this.evaluate(statements, action, arn, credentials));
      if (this.answers.get(key)) return true;
    }
    return false;
  }

  /** How many of these actions the policies allow, by row and access level. */
  public async levelsOf(policies: Policy[], actions: Action[]): Promise<Levels> {
    const none = () => Object.fromEntries(LEVELS.map((level) => [level, { allowed: 0, total: 0 }]));
    const levels: Levels = Object.fromEntries(ROWS.map((row) => [row, none()]));
    const named = new Map<string, string[]>();
    for (const arn of namedResources(policies).map((each) => this.located(each))) {
      named.set(serviceOf(arn), [...named.get(serviceOf(arn)) ?? [], arn]);
    }
    for (const action of actions) {
      const services = new Set(action.resourceTypes.map(serviceOf));
      const singledOut = [...services].flatMap((service) => named.get(service) ?? []).filter((arn) => takes(action, arn));
      const arns = [...targets(action, this.account, SELF).map(({ arn }) => arn), ...singledOut];
      for (const [row, some] of this.rowsOf(action, arns)) {
        if (some.length === 0) continue;
        const count = levels[row][levelOf(action)];
        count.total++;
        if (await this.isAllowed(policies, action, some)) count.allowed++;
      }
    }
    return levels;
  }

  /** The known privilege-escalation paths that the policies leave open, whatever service a role is passed to. */
  public openPaths(policies: Policy[]): Promise<string[]> {
    return openPaths(this.account, SELF, (action, arns) => this.isAllowed(policies, action, arns));
  }

  /** The actions that credentials without MFA reach if MFA enforcement is all that limits their user. */
  public async openWithoutMfa(actions: Action[], credentials: string): Promise<string[]> {
    const { template } = this.account;
    const enforcement = template.managedPolicy(template.find('AWS::IAM::ManagedPolicy', 'BaselineMfaEnforcement'));
    const policies = unconditional([enforcement, awsManagedPolicy('AdministratorAccess')]);
    const open = new Set<string>();
    for (const action of actions) {
      for (const { target, arn } of targets(action, this.account, SELF)) {
        if (await this.isAllowed(policies, action, [arn], credentials)) open.add(`${action.name} on ${target}`);
      }
    }
    return [...open].sort();
  }

  private async evaluate(statements: any[], action: Action, arn: string, credentials: string): Promise<boolean> {
    const { account } = this.account.deployment;
    const principal = this.account.arn(`user${SELF}`);
    const context = { 'aws:username': 'alice', 'aws:PrincipalArn': principal, ...CREDENTIALS[credentials].context };
    const concerned = statements.map((each) => speakingOnlyOf(each, action.name));
    const policies = [{ name: 'Concerned', policy: { Version: '2012-10-17', Statement: concerned } }];
    const request = { principal, action: action.name, resource: arn, account, context, policies };
    // The quick evaluation matches `*` with any suitable resource, and does not evaluate key policies.
    if (arn === '*') return await decide(request) === 'Allowed';
    if (action.name.startsWith('kms:')) return await decide({ ...request, trust: defaultKeyPolicy(account) }) === 'Allowed';
    return runUnsafeSimulation({
      request: { principal, action: action.name, resource: { resource: arn, accountId: account }, contextVariables: context },
      identityPolicies: policies,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    }, {}) === 'Allowed';
  }

  private rowsOf(action: Action, arns: string[]): [string, string[]][] {
    if (!action.name.startsWith('iam:')) return [[rowOf(action.name), arns]];
    const own = arns.filter((arn) => arn.endsWith(`:user${SELF}`) || /:mfa\//.test(arn));
    return [[OWN_USER, own], [ALL_OF_IAM, arns.filter((arn) => !own.includes(arn))]];
  }

  private located(arn: string): string {
    const { partition, account, region } = this.account.deployment;
    const [, , service, givenRegion, givenAccount, ...resource] = arn.split(':');
    const here = ['arn', partition, service, givenRegion.replace('*', region), givenAccount.replace('*', account), ...resource];
    return here.join(':').replace(/\*/g, 'target');
  }
}

/** The key policy that the KMS console writes: the account's own policies decide. */
function defaultKeyPolicy(account: string): any {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }] };
}

function serviceOf(arn: string): string {
  return arn.split(':', 3)[2];
}

function levelOf(action: Action): string {
  // AWS classifies tagging and permissions management as writing too.
  return ['Permissions management', 'Tagging'].find((level) => action.level.includes(level)) ?? action.level;
}
