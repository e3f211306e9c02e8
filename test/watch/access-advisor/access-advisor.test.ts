import { App, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import { handler } from '../../../src/handlers/access-advisor/handler';
import { JobFunction } from '../../../src/permissions/job-function';
import { AccessAdvisor, AccessAdvisorProps } from '../../../src/watch/access-advisor/access-advisor';
import { AlertTopic } from '../../../src/watch/alerts/alert-topic';
import { Edge, xml } from '../../handlers/edge';
import { testRulePacks } from '../../nag/rule-packs';
import { ACCOUNT, FunctionPermissions } from '../permissions';

function synth(props: AccessAdvisorProps = {}, withTopic = true): { app: App; template: Template; advisor: AccessAdvisor } {
  const app = new App();
  const stack = new Stack(app, 'watch');
  const advisor = new AccessAdvisor(stack, 'Advisor', { topic: withTopic ? new AlertTopic(stack, 'Topic') : undefined, ...props });
  return { app, template: Template.fromStack(stack), advisor };
}
function options(props: AccessAdvisorProps = {}): any {
  const [{ Properties }] = Object.values(synth(props).template.findResources('AWS::Lambda::Function'));
  return JSON.parse(Properties.Environment.Variables.OPTIONS);
}

test('looks at the baseline, 90 days back, and knows which group and role implement a job function', () => {
  const { unused, path, jobFunctions } = options();
  expect([unused, path]).toEqual([90, '/account-baseline/']);
  expect(jobFunctions).toMatchObject({ Administrators: 'Administrator', PowerUsers: 'PowerUser', ViewOnlyUsers: 'ViewOnly' });
  expect(jobFunctions).not.toHaveProperty('Billing');
});

test('job functions of one\'s own are known as well', () => {
  const own = JobFunction.of({ name: 'ReleaseManager', groupName: 'ReleaseManagers', awsManagedPolicies: ['ReadOnlyAccess'] });
  expect(options({ jobFunctions: [own], path: '/people/', unusedAfter: Duration.days(400) })).toEqual({
    unused: 400, path: '/people/', jobFunctions: { ReleaseManagers: 'ReleaseManager' },
  });
});

test.each<[string, AccessAdvisorProps, string]>([
  ['no time', { unusedAfter: Duration.days(0) }, 'unusedAfter'],
  ['more than IAM looks back', { unusedAfter: Duration.days(401) }, 'unusedAfter'],
  ['hours', { unusedAfter: Duration.hours(25) }, 'unusedAfter'],
  ['a path that is none', { path: 'people' }, 'path'],
])('refuses %s', (_, props, property) => {
  expect(() => synth(props)).toThrow(new RegExp(`^Invalid \`${property}\` .*: `));
});

test('a path that only the deployment knows passes', () => {
  synth({ path: Fn.ref('Path') }).template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({
        Action: 'iam:GenerateServiceLastAccessedDetails',
        Resource: ['role', 'user', 'group'].map((kind) => ({
          'Fn::Sub': ['arn:${AWS::Partition}:iam::${AWS::AccountId}:${Resource}', { Resource: { 'Fn::Join': ['', [kind, { Ref: 'Path' }, '*']] } }],
        })),
      })]),
    },
  });
});

test('runs monthly unless told otherwise, and needs no topic', () => {
  synth({}, false).template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(30 days)' });
  synth({ schedule: events.Schedule.cron({ minute: '0', hour: '6', weekDay: 'MON' }) }).template
    .hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'cron(0 6 ? * MON *)' });
});

test('its role may read what it reads, and nothing else: each action is used, each call allowed on its very resource', async () => {
  const log = jest.spyOn(console, 'log').mockImplementation();
  const { template } = synth();
  const permissions = new FunctionPermissions(template);
  const arn = (kind: string) => `arn:aws:iam::${ACCOUNT}:${kind}/account-baseline/one`;
  const edge = new Edge((action) => {
    const [, kind] = /^iam:List(Role|User|Group)s$/.exec(action) ?? [];
    if (kind) return xml({ [`${kind}s`]: [{ [`${kind}Name`]: 'one', Arn: arn(kind.toLowerCase()), CreateDate: new Date(0) }], IsTruncated: false });
    if (action === 'iam:GenerateServiceLastAccessedDetails') return xml({ JobId: '0'.repeat(36) });
    if (action === 'iam:GetServiceLastAccessedDetails') {
      return xml({ JobStatus: 'COMPLETED', JobCreationDate: new Date(), ServicesLastAccessed: [{ ServiceName: 'S3', ServiceNamespace: 's3' }], IsTruncated: false });
    }
    return xml({ MessageId: 'id' });
  });
  Object.assign(process.env, { TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:alerts', OPTIONS: JSON.stringify(options()) });
  await handler({}, { invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:f', getRemainingTimeInMillis: () => 900_000 });
  log.mockRestore();
  expect([...new Set(edge.calls.map(({ action }) => action))].sort()).toEqual(permissions.granted);
  expect(await permissions.denied(edge.calls.filter(({ action }) => action.startsWith('iam:')), ({ input }) => input.Arn ?? '*')).toEqual([]);
  expect(await permissions.allows('iam:GenerateServiceLastAccessedDetails', `arn:aws:iam::${ACCOUNT}:role/other/one`)).toBe(false);
  expect(permissions.granted.filter((action) => !/^iam:(List|Get|GenerateServiceLast)/.test(action))).toEqual(['sns:Publish']);
});

test('a second one in a stack is refused, since the first covers any path', () => {
  const stack = new Stack(new App(), 'Stack');
  new AccessAdvisor(stack, 'First');
  expect(() => new AccessAdvisor(stack, 'Second', { path: '/workload/' })).toThrow('the stack already has an access advisor at Stack/First');
});

testRulePacks(() => synth({ path: '/people/' }).app);
