import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ACCOMPANIES, Action, actionsOf, isWrite, takes } from '../../proof/engine/actions';
import { awsManagedPolicy } from '../../proof/engine/aws-managed-policies';
import { CREDENTIALS } from '../../proof/engine/credentials';
import { Policy } from '../../proof/engine/policy';
import { isDenied } from '../../proof/engine/quick';
import { COMMERCIAL, LoadedTemplate, loadTemplate, policiesOfGroup } from '../../proof/engine/template';
import { CONSTRUCTS, constructsOfLibrary, STACKS } from '../../proof/protected/constructs';
import { NOT_PROTECTED, ownedResources, OwnedResource, unknownTypes, WITHOUT_ARN } from '../../proof/protected/owned';
import { grantsOfFunctions, NATIVE_SETTINGS } from '../../proof/protected/settings';
import { BaselinePart, JobFunction, JobFunctionGroup, SecureAccountBaseline, WorkloadBoundary } from '../../src';

const { account } = COMMERCIAL;
const EVERYTHING = awsManagedPolicy('AdministratorAccess');

/** Where the policies come from, and where what they protect is made. */
interface Arrangement {
  readonly name: string;
  readonly made: Stack;
  readonly guardedBy: Stack;
}

/** People whom the policies hold: everybody else is an administrator. */
function addPeople(scope: Construct, facade = false): void {
  // Names of their own: a baseline that is tried beside them has groups of the usual ones.
  const groups = [JobFunction.POWER_USER, JobFunction.SYSTEM_ADMINISTRATOR].map((jobFunction) => ({ jobFunction, groupName: `Eve${jobFunction.groupName}` }));
  if (facade) {
    new SecureAccountBaseline(scope, 'Baseline', { groups, omit: [BaselinePart.PASSWORD_POLICY, BaselinePart.SUPPORT_ROLE] });
  } else {
    groups.forEach((group) => new JobFunctionGroup(scope, group.groupName, group));
  }
  new WorkloadBoundary(scope, 'Boundary');
}

/** An app for each construct: some checks look at all of an app. */
function arrangements(): Arrangement[] {
  const people = new Stack(new App(), 'people');
  addPeople(people);
  const inOneStack = (id: string, name: string, ...steps: ((scope: Stack) => void)[]): Arrangement => {
    const stack = new Stack(new App(), `${id}-${name}`);
    steps.forEach((step) => step(stack));
    return { name: `${name} ${id.replace(/-/g, ' ')}`, made: stack, guardedBy: stack };
  };
  const constructs = Object.entries(CONSTRUCTS).flatMap(([name, make]) => [
    { ...inOneStack('account-baseline', name, make), name: `${name} in another stack`, guardedBy: people },
    inOneStack('after-the-guardrail', name, (stack) => addPeople(stack), make),
    inOneStack('before-the-guardrail', name, make, (stack) => addPeople(stack)),
    ...name === 'SecureAccountBaseline' ? [] : [
      inOneStack('after-the-facade', name, (stack) => addPeople(stack, true), make),
      inOneStack('before-the-facade', name, make, (stack) => addPeople(stack, true)),
    ],
  ]);
  const stacks = Object.entries(STACKS).flatMap(([name, make]) => {
    const own = make(new App(), `own-${name}`);
    addPeople(new Construct(own, 'People'));
    return [
      { name: `${name} in another stack`, made: make(new App(), `account-baseline-${name}`), guardedBy: people },
      { name: `${name} with the guardrail`, made: own, guardedBy: own },
    ];
  });
  return [...constructs, ...stacks];
}

/** What each of them may do at most: everything that is not denied. */
function policiesOfActors(template: LoadedTemplate): Record<string, Policy[]> {
  return {
    'a power user': [...policiesOfGroup(template, 'EvePowerUsers'), EVERYTHING],
    'a system administrator': [...policiesOfGroup(template, 'EveSystemAdministrators'), EVERYTHING],
    'a bounded administrator': [template.managedPolicy(template.find('AWS::IAM::ManagedPolicy', 'WorkloadBoundary')), EVERYTHING],
  };
}

/** Policies, with a text that is the same for those that differ by nothing but the name of their stack. */
interface Actor {
  readonly who: string;
  readonly policies: Policy[];
  readonly key: number;
}

const actorsOf = new Map<Stack, Actor[]>();
const texts: string[] = [];

function actors(stack: Stack): Actor[] {
  if (!actorsOf.has(stack)) {
    actorsOf.set(stack, Object.entries(policiesOfActors(templates.get(stack)!)).map(([who, policies]) => {
      const text = JSON.stringify(policies).replaceAll(stack.stackName, 'own');
      if (!texts.includes(text)) texts.push(text);
      return { who, policies, key: texts.indexOf(text) };
    }));
  }
  return actorsOf.get(stack)!;
}

const ALL = arrangements();
const templates = new Map([...new Set(ALL.flatMap(({ made, guardedBy }) => [made, guardedBy]))].map((stack) => [stack, loadTemplate(stack)]));

const SERVICES = ['access-analyzer', 'cloudformation', 'cloudtrail', 'events', 'iam', 'identitystore', 'lambda', 'logs', 'rolesanywhere', 's3', 'secretsmanager', 'sns', 'ssm', 'sso', 'sts'];
let actions: Action[];
const ofType = new Map<string, Action[]>();
beforeAll(async () => { actions = await actionsOf(SERVICES); });

function actionsOn({ type, arns: [arn] }: OwnedResource): Action[] {
  if (!ofType.has(type)) ofType.set(type, actions.filter((action) => takes(action, arn)));
  return ofType.get(type)!;
}

/** Decisions by what was asked, but for the name of the stack that the policies are in: most arrangements differ by no more. */
const decided = new Map<string, boolean>();

/** Whether the policies deny it to a user with MFA. */
function denied({ policies, key: text }: Actor, stackName: string, action: string, resource: string, context: Record<string, string> = {}): boolean {
  const key = `${text} ${action} ${resource} ${Object.values(context)}`.replaceAll(stackName, 'own');
  if (!decided.has(key)) {
    decided.set(key, isDenied({
      principal: `arn:aws:iam::${account}:user/account-baseline/eve`,
      action,
      resource,
      account,
      context: { 'aws:username': 'eve', ...CREDENTIALS['console with MFA'].context, ...context },
      policies,
    }));
  }
  return decided.get(key)!;
}

/** Asks for each of the actors, and names what is open as `who: action on resource`. */
function openTo(guardedBy: Stack, requests: { action: string; resource: string; context?: Record<string, string> }[]): string[] {
  return actors(guardedBy).flatMap((actor) => (
    requests.filter(({ action, resource, context }) => !denied(actor, guardedBy.stackName, action, resource, context))
      .map(({ action, resource }) => `${actor.who}: ${action} on ${resource}`)
  ));
}

function requestsOn(resource: OwnedResource, suits: (action: Action) => boolean) {
  return actionsOn(resource).filter(suits).flatMap(({ name }) => resource.arns.map((arn) => ({ action: name, resource: arn })));
}

/** Changes that are open to everybody, and why. */
const OPEN: Record<string, string> = {
  ...ACCOMPANIES,
  'rolesanywhere:PutNotificationSettings': 'who is notified before a certificate expires',
  'rolesanywhere:ResetNotificationSettings': 'who is notified before a certificate expires',
  'rolesanywhere:TagResource': 'a label that no policy of the baseline asks for',
};

test('no construct of the library is forgotten', () => {
  const notByPrograms = ['AccountSetting', 'AccountSettingsProvider'];
  expect([...Object.keys(CONSTRUCTS), ...Object.keys(STACKS), ...notByPrograms].sort()).toEqual(constructsOfLibrary().sort());
});

test('no kind of resource is forgotten, and none is there in vain', () => {
  expect([...new Set([...templates.values()].flatMap(unknownTypes))]).toEqual([]);
  const types = new Set([...templates.values()].flatMap(({ types: ofTemplate }) => ofTemplate));
  expect(Object.keys({ ...WITHOUT_ARN, ...NOT_PROTECTED, ...NATIVE_SETTINGS }).filter((type) => !types.has(type))).toEqual([]);
});

test('a guardrail and a workload boundary say the same in every stack, in whatever order they are made', () => {
  const stacks = [...new Set(ALL.map(({ guardedBy }) => guardedBy))];
  expect(stacks.length).toBeGreaterThan(100);
  for (const policy of ['Guardrail', 'WorkloadBoundary']) {
    const said = stacks.map((stack) => {
      const template = templates.get(stack)!;
      return JSON.stringify(template.managedPolicy(template.find('AWS::IAM::ManagedPolicy', policy)).policy).replaceAll(`stack/${stack.stackName}/`, 'stack/own/');
    });
    expect(new Set(said).size).toBe(1);
  }
});

describe.each(ALL.map((arrangement) => [arrangement.name, arrangement] as const))('%s', (_, { made, guardedBy }) => {
  const template = templates.get(made)!;
  const owned = ownedResources(template);

  test('is changed and used by nobody but an administrator', () => {
    for (const resource of owned) expect(actionsOn(resource).filter(isWrite).length).toBeGreaterThan(0);
    const changes = owned.flatMap((resource) => requestsOn(resource, (action) => isWrite(action) && !(action.name in OPEN)));
    expect(openTo(guardedBy, changes)).toEqual([]);
  });

  test('is invoked by no event source of another owner', () => {
    const mappings = owned.filter(({ type }) => type === 'AWS::Lambda::Function').flatMap(({ arns }) => arns.flatMap((arn) => (
      ['Create', 'Delete', 'Update'].map((verb) => ({ action: `lambda:${verb}EventSourceMapping`, resource: '*', context: { 'lambda:FunctionArn': arn } }))
    )));
    expect(openTo(guardedBy, mappings)).toEqual([]);
  });

  test('changes nothing that others can change as well', async () => {
    expect(openTo(guardedBy, [...await grantsOfFunctions(template), ...template.types.flatMap((type) => NATIVE_SETTINGS[type] ?? [])])).toEqual([]);
  });

  test('can be read', () => {
    const reads = owned.filter(({ type }) => type !== 'AWS::SecretsManager::Secret').flatMap((resource) => requestsOn(resource, (action) => !isWrite(action)));
    const refused = reads.filter(({ action, resource }) => actors(guardedBy).some((actor) => denied(actor, guardedBy.stackName, action, resource)));
    expect([...new Set(refused.map(({ action }) => action))].filter((action) => !NOT_REALLY_READS.includes(action))).toEqual([]);
  });
});

/** What AWS counts as reading and writes all the same, or shows what is masked. */
const NOT_REALLY_READS = ['logs:Unmask', 's3:AllowVendedLogDeliveryForResource'];

test.each(['StackSet-account-baseline-watch-0a1b2c3d', 'Production-account-baseline', 'account-baseline'])('a stack called %s is protected in every account and region', (name) => {
  const people = templates.get(ALL[0].guardedBy)!;
  const stacks = ['arn:aws:cloudformation:us-east-1:123456789012', 'arn:aws-cn:cloudformation:cn-north-1:444455556666'].map((start) => `${start}:stack/${name}/0a1b`);
  const requests = stacks.flatMap((resource) => ['UpdateStack', 'DeleteStack', 'CreateChangeSet', 'SetStackPolicy', 'CreateStackRefactor'].map((action) => ({ action: `cloudformation:${action}`, resource })));
  expect(people.stackName).toBe('people');
  expect(openTo(ALL[0].guardedBy, requests)).toEqual([]);
});

test('what only looks alike is not protected', () => {
  const others = [
    ['lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:123456789012:function:account-baselines'],
    ['cloudformation:DeleteStack', 'arn:aws:cloudformation:eu-west-1:123456789012:stack/account-watch/1'],
    ['s3:DeleteObject', 'arn:aws:s3:::accounts/1'],
    ['sns:DeleteTopic', 'arn:aws:sns:eu-west-1:123456789012:alerts'],
    ['ssm:PutParameter', 'arn:aws:ssm:eu-west-1:123456789012:parameter/account/x'],
    ['ssm:UpdateServiceSetting', 'arn:aws:ssm:eu-west-1:123456789012:servicesetting/ssm/parameter-store/default-parameter-tier'],
    ['events:DisableRule', 'arn:aws:events:eu-west-1:123456789012:rule/nightly'],
    ['logs:DeleteLogGroup', 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/account-baseline-x'],
  ].map(([action, resource]) => ({ action, resource }));
  expect(openTo(ALL[0].guardedBy, others)).toHaveLength(3 * others.length);
});
