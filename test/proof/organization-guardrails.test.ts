import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { Account } from '../../proof/engine/account';
import { Action, actionsOf, takes, targets } from '../../proof/engine/actions';
import { evaluate as evaluateCompiled } from '../../proof/engine/compiled';
import { guardrailPolicies } from '../../proof/engine/guardrails';
import { LandingZone, ResourceControl, ServiceControl } from '../../src';
import { evaluate } from '../../src/proof/decide/evaluate';
import { readPolicy } from '../../src/proof/policy/read-policy';
import { Access } from '../../src/proof/policy/statement';
import { Colons } from '../../src/proof/text/pattern';

/**
 * Every action of AWS under every control at once. The simulator, which others wrote, and the decision procedure answer once for each class of
 * requests: those whose actions and resources match the same patterns of the policies, which no statement can tell apart.
 */
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const ORGANIZATION = 'o-a1b2c3d4e5';
const account = new Account();
const ACCOUNT = account.deployment.account;

const { services, resources } = guardrailPolicies({
  landingZone: LandingZone.CONTROL_TOWER,
  deployers: ['arn:*:iam::*:role/Deploy'],
  serviceControls: [
    ServiceControl.leaveOrganization(), ServiceControl.rootUser(), ServiceControl.protectBaseline(), ServiceControl.protectAudit(),
    ServiceControl.regions(['eu-west-1', 'us-east-1']), ServiceControl.iamUsers(), ServiceControl.unboundedRoles(), ServiceControl.instanceMetadata(), ServiceControl.publicSharing(), ServiceControl.purchases(),
  ],
  resourceControls: [
    ResourceControl.identityPerimeter(ORGANIZATION), ResourceControl.confusedDeputy(ORGANIZATION), ResourceControl.secureTransport(),
    ResourceControl.oidcTenants('token.actions.githubusercontent.com', ['repo:octo-org/*']),
  ],
});
const SCP = { Version: '2012-10-17', Statement: [ALL, ...services.flatMap(({ policy }) => policy.Statement)] };
const RCP = { Version: '2012-10-17', Statement: [{ ...ALL, Principal: '*' }, ...resources.flatMap(({ policy }) => policy.Statement)] };
const POLICIES = [{ name: 'scp', policy: SCP }, { name: 'rcp', policy: { ...RCP, Statement: RCP.Statement.map(({ Principal, ...statement }: any) => statement) } }];
const layer = (name: string, document: object) => ({ name, mustAllow: true, statements: readPolicy(name, document) });
const ACCESS: Access = { layers: [layer('scp', SCP), layer('rcp', RCP)] };

type Context = Record<string, string>;
const ENCRYPTED = { 'aws:SecureTransport': 'true', 'aws:PrincipalIsAWSService': 'false', 'aws:PrincipalOrgID': ORGANIZATION, 'aws:RequestedRegion': 'eu-west-1' };
const role = (name: string, more: Context = {}): Context => ({ ...ENCRYPTED, 'aws:PrincipalArn': account.arn(`role/${name}`), ...more });

const PRINCIPALS: Record<string, Context> = {
  'an administrator': role('Admin'),
  'an administrator elsewhere': role('Admin', { 'aws:RequestedRegion': 'sa-east-1' }),
  'a deployer': role('Deploy'),
  'StackSets': role('stacksets-exec-0123456789abcdef'),
  'Control Tower': role('AWSControlTowerExecution', { 'aws:RequestedRegion': 'sa-east-1' }),
  'the function of the settings': role('account-baseline/account-baseline-AccountSettingsRole-1A2B3C', { 'aws:RequestedRegion': 'sa-east-1' }),
  'the root user': { ...ENCRYPTED, 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:root` },
  'central root access': { ...ENCRYPTED, 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:root`, 'aws:AssumedRoot': 'true' },
  'a stranger': { ...ENCRYPTED, 'aws:PrincipalArn': 'arn:aws:iam::999900001111:role/Admin', 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' },
  'emergency access': role('account-baseline/BreakGlass'),
  'the deploy role of cdk bootstrap': role('cdk-hnb659fds-deploy-role-123456789012-eu-west-1'),
  'the publishing role of cdk bootstrap': role('cdk-hnb659fds-file-publishing-role-123456789012-eu-west-1'),
  'credentials of IMDSv1': role('Admin', { 'ec2:RoleDelivery': '1.0' }),
};

/** The patterns of one element of all statements, each as an expression. */
function expressions(...elements: string[]): [pattern: string, expression: RegExp][] {
  const written = [...SCP.Statement, ...RCP.Statement].flatMap((statement: any) => elements.flatMap((element) => statement[element] ?? []));
  return [...new Set<string>(written)].map((text) => [text, new RegExp(`^${text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'i')]);
}

const ACTIONS = expressions('Action', 'NotAction');
const RESOURCES = expressions('Resource', 'NotResource');
const ofService = new Map<string, typeof ACTIONS>();

/** The patterns that a request matches. */
function classOf({ action: { name }, resource }: { action: Action; resource: string }): string[] {
  const [service] = name.split(':');
  if (!ofService.has(service)) ofService.set(service, ACTIONS.filter(([pattern]) => ['*', service.toLowerCase()].includes(pattern.split(':')[0].toLowerCase())));
  const matched = (all: typeof ACTIONS, text: string) => all.filter(([, expression]) => expression.test(text)).map(([pattern]) => pattern);
  return [...matched(ofService.get(service)!, name), ...matched(RESOURCES, resource)];
}

/** What `cdk bootstrap` makes. */
const BOOTSTRAP = [
  'arn:${partition}:s3:::cdk-hnb659fds-assets-${account}-${region}', 'arn:${partition}:s3:::cdk-hnb659fds-assets-${account}-${region}/code.zip',
  'arn:${partition}:ecr:${region}:${account}:repository/cdk-hnb659fds-container-assets-${account}-${region}', 'arn:${partition}:cloudformation:${region}:${account}:stack/CDKToolkit/1',
  'arn:${partition}:ssm:${region}:${account}:parameter/cdk-bootstrap/hnb659fds/version',
].map((arn) => account.arn(arn));

let requests: { action: Action; resource: string }[];
/** One request of each class. */
let representatives: Map<string, { action: Action; resource: string }>;
beforeAll(async () => {
  const targetsOf = (action: Action) => targets(action, account, '/account-baseline/alice').slice(0, 2)
    .map(({ arn }) => ({ action, resource: arn === '*' ? 'arn:aws:none:::none' : arn }));
  const actions = await actionsOf();
  requests = [
    ...actions.flatMap(targetsOf).filter(({ resource }) => !resource.includes('*') && resource.split(':').length >= 6),
    ...BOOTSTRAP.flatMap((resource) => actions.filter((action) => takes(action, resource)).map((action) => ({ action, resource }))),
  ];
  representatives = new Map(requests.map((request) => [classOf(request).join(' '), request]));
}, 60_000);

function simulated(action: string, resource: string, contextVariables: Context): boolean {
  return runUnsafeSimulation({
    request: { principal: contextVariables['aws:PrincipalArn'].replace(/\d{12}/, ACCOUNT), action, resource: { resource, accountId: ACCOUNT }, contextVariables },
    identityPolicies: [{ name: 'all', policy: { Version: '2012-10-17', Statement: [ALL] } }],
    serviceControlPolicies: [{ orgIdentifier: 'root', policies: [{ name: 'scp', policy: SCP }] }],
    resourceControlPolicies: [{ orgIdentifier: 'root', policies: [{ name: 'rcp', policy: RCP }] }],
  }, {}) === 'ExplicitlyDenied';
}

const deniedTo: Record<string, string[]> = {};
const deniedOfBootstrapTo: Record<string, string[]> = {};

test('there are thousands of requests, of a hundred classes at least', () => {
  expect(requests.length).toBeGreaterThan(20_000);
  expect(representatives.size).toBeGreaterThan(100);
});

test('each pattern of an action is for an action that AWS has', () => {
  const met = new Set([...representatives.keys()].flatMap((name) => name.split(' ')));
  expect(ACTIONS.map(([pattern]) => pattern).filter((pattern) => !met.has(pattern))).toEqual([]);
});

test.each(Object.entries(PRINCIPALS))('what is denied to %s is denied by the simulator and the decision procedure in every class of requests, and nothing else', (who, context) => {
  const keys = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  const isDenied = ({ action: { name }, resource }: { action: Action; resource: string }) => evaluateCompiled(POLICIES, { action: name, resource, context }) === 'ExplicitlyDenied';
  for (const request of representatives.values()) {
    const { action: { name }, resource } = request;
    const decided = evaluate(ACCESS, { action: name, resource, context: keys }, Colons.LAST_SEGMENT)!;
    const opinions = [simulated(name, resource, context), !decided.isAllowed];
    if (opinions.includes(!isDenied(request))) throw new Error(`${name} on ${resource}: the compiled policies say ${isDenied(request)}, the simulator and the decision procedure ${opinions}`);
  }
  const namesOf = (denied: typeof requests) => [...new Set(denied.map(({ action: { name } }) => name))];
  const denied = requests.filter(isDenied);
  deniedTo[who] = namesOf(denied.filter(({ resource }) => !BOOTSTRAP.includes(resource)));
  deniedOfBootstrapTo[who] = namesOf(denied.filter(({ resource }) => BOOTSTRAP.includes(resource)));
}, 60_000);

const LIMITS_OF_EVERYONE = /^(account:CloseAccount|organizations:(LeaveOrganization|AcceptHandshake)|ecr-public:CreateRepository|ec2:RunInstances|iam:(CreateAccessKey|CreateLoginProfile|CreateServiceSpecificCredential|CreateUser|UpdateUser|UploadSSHPublicKey|UploadSigningCertificate))$/;
const PURCHASES = /Purchase|Reserved|Agreement|Subscribe|CreateSubscription|SavingsPlan|(Register|Renew|Transfer)Domain|^aws-marketplace:|^bedrock:|^outposts:|^snowball:|^devicefarm:/;

test.each(['a deployer', 'StackSets', 'Control Tower'])('%s is denied what everyone is, and nothing else', (who) => {
  expect(deniedTo[who].filter((name) => !LIMITS_OF_EVERYONE.test(name) && !PURCHASES.test(name))).toEqual([]);
  expect(deniedTo[who]).toEqual(expect.arrayContaining(['organizations:LeaveOrganization', 'savingsplans:CreateSavingsPlan']));
});

test('the function of the settings may make settings in every region', () => {
  for (const name of ['iam:UpdateAccountPasswordPolicy', 's3:PutAccountPublicAccessBlock', 'ec2:EnableEbsEncryptionByDefault', 'ssm:PutParameter', 'logs:PutLogEvents']) expect(deniedTo['the function of the settings']).not.toContain(name);
});

test('emergency access may fix the account', () => {
  for (const name of ['iam:DeleteAccessKey', 'ec2:StopInstances', 's3:PutBucketPolicy', 'kms:PutKeyPolicy', 'cloudtrail:LookupEvents', 'iam:AttachRolePolicy']) expect(deniedTo['emergency access']).not.toContain(name);
});

test('the root user and credentials of IMDSv1 may do nothing, central root access may unlock', () => {
  const names = [...new Set(requests.map(({ action: { name } }) => name))];
  expect(names.filter((name) => !deniedTo['the root user'].includes(name))).toEqual([]);
  expect(names.filter((name) => !deniedTo['credentials of IMDSv1'].includes(name))).toEqual([]);
  for (const name of ['s3:DeleteBucketPolicy', 's3:PutBucketPolicy', 'sqs:SetQueueAttributes', 'iam:DeleteLoginProfile', 'iam:DeactivateMFADevice']) expect(deniedTo['central root access']).not.toContain(name);
});

test('a role of cdk bootstrap is denied what an administrator is, but for publishing', () => {
  for (const who of ['the deploy role of cdk bootstrap', 'the publishing role of cdk bootstrap']) expect(deniedTo[who]).toEqual(deniedTo['an administrator']);
  expect(deniedOfBootstrapTo['the deploy role of cdk bootstrap']).toEqual(deniedOfBootstrapTo['an administrator']);
  const open = deniedOfBootstrapTo['an administrator'].filter((name) => !deniedOfBootstrapTo['the publishing role of cdk bootstrap'].includes(name));
  expect(open.sort()).toEqual(['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart', 's3:AbortMultipartUpload', 's3:PutObject']);
});

test('a stranger reaches no data', () => {
  const reached = requests.map(({ action: { name } }) => name).filter((name) => /^(s3|kms|secretsmanager|sqs|dynamodb|ecr|logs|aoss):/.test(name) && !deniedTo['a stranger'].includes(name));
  expect(reached).toEqual([]);
});

test('an administrator works in the regions, and only global services answer elsewhere', () => {
  for (const name of ['ec2:StartInstances', 'lambda:CreateFunction', 's3:CreateBucket', 'cloudformation:CreateStack', 'rds:CreateDBInstance', 'iam:PutRolePolicy']) expect(deniedTo['an administrator']).not.toContain(name);
  expect(deniedTo['an administrator elsewhere'].length).toBeGreaterThan(15_000);
  for (const name of ['iam:CreatePolicy', 'cloudfront:CreateDistribution', 'route53:CreateHostedZone', 'support:CreateCase', 's3:ListAllMyBuckets']) expect(deniedTo['an administrator elsewhere']).not.toContain(name);
});
