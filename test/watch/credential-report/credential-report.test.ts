import { App, Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import { deactivate } from '../../../src/handlers/credential-report/deactivate';
import { reportCredentials } from '../../../src/handlers/credential-report/handler';
import { AlertTopic } from '../../../src/watch/alerts/alert-topic';
import { CredentialAgeStandard } from '../../../src/watch/credential-report/credential-age-standard';
import { CredentialReport } from '../../../src/watch/credential-report/credential-report';
import { CredentialReportAction } from '../../../src/watch/credential-report/credential-report-action';
import { CredentialReportProps } from '../../../src/watch/credential-report/credential-report-props';
import { ago, DAY, FakeAccount, NOW } from '../../handlers/credential-report/fake-account';
import { testRulePacks } from '../../nag/rule-packs';
import { ACCOUNT, FunctionPermissions } from '../permissions';

function synth(props: CredentialReportProps = {}, withTopic = true): { app: App; template: Template; report: CredentialReport } {
  const app = new App();
  const stack = new Stack(app, 'watch');
  const topic = withTopic ? new AlertTopic(stack, 'Topic') : undefined;
  const report = new CredentialReport(stack, 'Report', { topic, ...props });
  return { app, template: Template.fromStack(stack), report };
}
const DEACTIVATE: CredentialReportProps = {
  action: CredentialReportAction.DEACTIVATE, exemptPaths: ['/break-glass/', '/robots/'], owners: { 'alice': 'alice@example.com', '=1+1': 'eve@example.com' },
};
function options(template: Template): any {
  const [{ Properties }] = Object.values(template.findResources('AWS::Lambda::Function'));
  const text = Properties.Environment.Variables.OPTIONS;
  return JSON.parse(typeof text === 'string' ? text : text['Fn::Join'][1].map((part: any) => typeof part === 'string' ? part : 'the-parameter').join(''));
}

test.each([
  [undefined, { unused: 45, keyAge: 90, passwordAge: undefined }],
  [CredentialAgeStandard.CIS, { unused: 45, keyAge: 90, passwordAge: undefined }],
  [CredentialAgeStandard.FSBP, { unused: 90, keyAge: 90, passwordAge: undefined }],
  [CredentialAgeStandard.PCI_DSS_4, { unused: 90, keyAge: 90, passwordAge: 90 }],
])('the standard %s sets the ages, of which each can be overridden', (standard, ages) => {
  const { template } = synth({ standard });
  expect(options(template)).toMatchObject({ ...JSON.parse(JSON.stringify(ages)), warning: 7 });
  expect(options(synth({ standard, unusedAfter: Duration.days(30), maxPasswordAge: Duration.days(60), warningBefore: Duration.days(14) }).template))
    .toMatchObject({ unused: 30, keyAge: 90, passwordAge: 60, warning: 14 });
});

test.each<[string, CredentialReportProps, string]>([
  ['no time', { unusedAfter: Duration.days(0) }, 'unusedAfter'],
  ['too long', { unusedAfter: Duration.days(1_096) }, 'unusedAfter'],
  ['hours', { maxKeyAge: Duration.hours(36) }, 'maxKeyAge'],
  ['less than a day', { maxPasswordAge: Duration.hours(1) }, 'maxPasswordAge'],
  ['a warning of no time', { warningBefore: Duration.days(0) }, 'warningBefore'],
  ['a warning of a year', { warningBefore: Duration.days(31) }, 'warningBefore'],
  ['a warning as long as the threshold', { unusedAfter: Duration.days(7) }, 'warningBefore'],
  ['a duration that is not known yet', { unusedAfter: Duration.days(Lazy.number({ produce: () => 45 })) }, 'unusedAfter'],
  ['an exempt path without DEACTIVATE', { exemptPaths: ['/a/'] }, 'exemptPaths'],
  ['an exempt tag without DEACTIVATE', { exemptTag: 'a' }, 'exemptTag'],
  ['administrators without DEACTIVATE', { administratorGroups: ['a'] }, 'administratorGroups'],
  ['a path that is none', { ...DEACTIVATE, exemptPaths: ['a'] }, 'exemptPaths'],
  ['a tag that is none', { ...DEACTIVATE, exemptTag: '' }, 'exemptTag'],
  ['a group that is none', { ...DEACTIVATE, administratorGroups: ['a b'] }, 'administratorGroups'],
  ['a list of paths that is not known yet', { ...DEACTIVATE, exemptPaths: Fn.split(',', Fn.ref('Paths')) }, 'exemptPaths'],
  ['a list of groups that is not known yet', { ...DEACTIVATE, administratorGroups: Fn.split(',', Fn.ref('Groups')) }, 'administratorGroups'],
  ['an owner whose name is not known yet', { owners: { [Fn.ref('Name')]: 'a@example.com' } }, 'owners'],
  ['DEACTIVATE without a topic', { action: CredentialReportAction.DEACTIVATE, topic: undefined }, 'action'],
  ['an owner without a topic', { topic: undefined, owners: { alice: 'a@example.com' } }, 'owners'],
  ['an owner without an address', { owners: { alice: 'alice' } }, 'owners'],
  ['an owner of nobody', { owners: { 'a b': 'a@example.com' } }, 'owners'],
])('refuses %s', (_, props, property) => {
  expect(() => synth(props)).toThrow(new RegExp(`^Invalid \`${property}\` .*: `));
});

test('a path and an address that only the deployment knows pass', () => {
  const { template } = synth({ ...DEACTIVATE, exemptPaths: [Fn.ref('Path')], owners: { alice: Fn.ref('Address') } });
  template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: { Ref: 'Address' } });
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([{
        Effect: 'Deny',
        Action: ['iam:UpdateAccessKey', 'iam:DeleteLoginProfile'],
        Resource: { 'Fn::Sub': ['arn:${AWS::Partition}:iam::${AWS::AccountId}:${Resource}', { Resource: { 'Fn::Join': ['', ['user', { Ref: 'Path' }, '*']] } }] },
      }]),
    },
  });
});

test('a second one in a stack is refused: what it remembers has one place', () => {
  const stack = new Stack(new App(), 'watch');
  new CredentialReport(stack, 'Report');
  expect(() => new CredentialReport(stack, 'Second')).toThrow("Invalid `scope` 'watch': the stack already has a credential report at watch/Report");
});

test('without a topic the log has it all', () => {
  const { template } = synth({}, false);
  template.resourceCountIs('AWS::SNS::Topic', 0);
  expect(new FunctionPermissions(template).granted).not.toContain('sns:Publish');
});

test('runs daily unless told otherwise', () => {
  synth().template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' });
  synth({ schedule: events.Schedule.rate(Duration.hours(12)) }).template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(12 hours)' });
});

test('an owner gets the emails that name the user', () => {
  synth(DEACTIVATE).template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'eve@example.com', FilterPolicy: { users: ['=1+1'] } });
});

test('another action or threshold forgets what was announced', () => {
  const value = (props: CredentialReportProps) => {
    const [{ Properties }] = Object.values(synth(props).template.findResources('AWS::SSM::Parameter'));
    return Properties.Value as string;
  };
  const values = [
    {}, DEACTIVATE, { unusedAfter: Duration.days(44) }, { warningBefore: Duration.days(8) }, { maxKeyAge: Duration.days(91) },
  ].map(value);
  expect(new Set(values).size).toBe(values.length);
  expect(value({ owners: { alice: 'alice@example.com' } })).toBe(value({}));
});

test('a topic that exists already is told', () => {
  const app = new App();
  const stack = new Stack(app, 'watch');
  new CredentialReport(stack, 'Report', { topic: sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:123456789012:alerts') });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { TOPIC_ARN: Match.anyValue() } } });
});

describe.each<[string, CredentialReportProps]>([['REPORT', {}], ['DEACTIVATE', DEACTIVATE]])('with %s', (action, props) => {
  const { app, template } = synth(props);
  const permissions = new FunctionPermissions(template);
  let account: FakeAccount;
  let restore: () => void;

  beforeAll(async () => {
    const log = jest.spyOn(console, 'log').mockImplementation();
    restore = () => log.mockRestore();
    account = new FakeAccount();
    Object.assign(process.env, { TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:alerts', OPTIONS: JSON.stringify(options(template)) });
    account.user('admin', { groups: ['Administrators'], password: { made: ago(10), used: NOW } });
    account.user('other', { groups: ['Administrators'], password: { made: ago(300) } });
    account.user('alice', { path: '/people/', password: { made: ago(300) }, keys: [{ id: 'AKIA1', made: ago(300), active: true }] });
    account.user('saved', { path: '/break-glass/', keys: [{ id: 'AKIA2', made: ago(300), active: true }] });
    const context = { invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:f', getRemainingTimeInMillis: () => 900_000 };
    for (const time of [NOW - 7 * DAY, NOW]) {
      account.time = time;
      await reportCredentials(context, action === 'DEACTIVATE' ? deactivate : undefined);
    }
  });
  afterAll(() => restore());

  const resourceOf = ({ action: called, input }: { action: string; input: any }) => {
    const user = account.users.find(({ name, keys }) => name === input.UserName || keys.some(({ id }) => id === input.AccessKeyId));
    if (user) return `arn:aws:iam::${ACCOUNT}:user${user.path}${user.name}`;
    if (called.startsWith('ssm:')) return `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/account-baseline/watch/credential-report`;
    return called === 'sns:Publish' ? permissionsTopic : '*';
  };
  const permissionsTopic = `arn:aws:sns:eu-west-1:${ACCOUNT}:stack-Topic`;

  test('every action that is granted is used, and nothing else is called', () => {
    expect([...new Set(account.edge.calls.map(({ action: called }) => called))].sort()).toEqual(permissions.granted);
  });

  test('every call is allowed on its very resource', async () => {
    const calls = account.edge.calls.filter(({ action: called }) => called !== 'sns:Publish' && called !== 'ssm:GetParameter' && called !== 'ssm:PutParameter');
    expect(await permissions.denied(calls, resourceOf)).toEqual([]);
    expect(account.edge.calls.length).toBeGreaterThan(9);
  });

  testRulePacks(() => app);
});

test('exempt paths are closed to the function by its policy as well', async () => {
  const permissions = new FunctionPermissions(synth(DEACTIVATE).template);
  const user = (name: string) => `arn:aws:iam::${ACCOUNT}:user${name}`;
  for (const action of ['iam:UpdateAccessKey', 'iam:DeleteLoginProfile']) {
    expect(await permissions.allows(action, user('/people/alice'))).toBe(true);
    expect(await permissions.allows(action, user('/break-glass/alice'))).toBe(false);
    expect(await permissions.allows(action, user('/robots/alice'))).toBe(false);
  }
});

test('nothing can be deleted but a console password', () => {
  const { granted } = new FunctionPermissions(synth(DEACTIVATE).template);
  expect(granted.filter((action) => !/:(Get|List|Generate)/.test(action))).toEqual(['iam:DeleteLoginProfile', 'iam:UpdateAccessKey', 'sns:Publish', 'ssm:PutParameter']);
});
