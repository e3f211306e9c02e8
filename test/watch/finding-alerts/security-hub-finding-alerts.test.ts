import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { CallerCredentialsSynthesizer } from '../../../src/caller-credentials-synthesizer';
import { AlertTopic } from '../../../src/watch/alerts/alert-topic';
import { FindingSeverity } from '../../../src/watch/finding-alerts/finding-severity';
import { SecurityHubFindingAlerts, SecurityHubFindingAlertsProps } from '../../../src/watch/finding-alerts/security-hub-finding-alerts';
import { failed, World } from '../../handlers/finding-alerts/world';
import { testRulePacks } from '../../nag/rule-packs';
import { matches } from '../alerts/event-pattern';
import { FunctionPermissions } from '../permissions';
import { sentLength } from '../sent-length';

const emailAddresses = ['security@example.com'];
const CHANNEL = { workspaceId: 'T01234ABCDE', channelId: 'C01234ABCDE' };
const OTHER = { workspaceId: 'T01234ABCDE', channelId: 'G01234ABCDE' };

function make(props: SecurityHubFindingAlertsProps = { emailAddresses }, region?: string) {
  const app = new App();
  const stack = new Stack(app, 'account-baseline-findings', { synthesizer: new CallerCredentialsSynthesizer(), ...region && { env: { region } } });
  const alerts = new SecurityHubFindingAlerts(stack, 'Findings', props);
  return { app, stack, alerts, template: Template.fromStack(stack) };
}

const only = (template: Template, type: string) => {
  const [found, ...others] = Object.values(template.findResources(type));
  expect(others).toEqual([]);
  return found.Properties;
};
const patternOf = (template: Template) => only(template, 'AWS::Events::Rule').EventPattern;

/** The event of a finding, as EventBridge has it. */
const event = (finding: object) => ({ 'source': 'aws.securityhub', 'detail-type': 'Security Hub Findings - Imported', 'detail': { findings: [finding] } });

describe('the rule', () => {
  test.each<[string, SecurityHubFindingAlertsProps, object, boolean]>([
    ['a new failed check of high severity', {}, {}, true],
    ['a critical one', {}, { Severity: { Label: 'CRITICAL' } }, true],
    ['a finding that is no check', {}, { Compliance: undefined, GeneratorId: 'arn:aws:guardduty:eu-central-1:111122223333:detector/d' }, true],
    ['a medium one', {}, { Severity: { Label: 'MEDIUM' } }, false],
    ['a medium one where they are asked for', { minimumSeverity: FindingSeverity.MEDIUM }, { Severity: { Label: 'MEDIUM' } }, true],
    ['a low one where medium ones are asked for', { minimumSeverity: FindingSeverity.MEDIUM }, { Severity: { Label: 'LOW' } }, false],
    ['a high one where only critical ones are asked for', { minimumSeverity: FindingSeverity.CRITICAL }, {}, false],
    ['one that was reported', {}, { Workflow: { Status: 'NOTIFIED' } }, false],
    ['a suppressed one', {}, { Workflow: { Status: 'SUPPRESSED' } }, false],
    ['an archived one', {}, { RecordState: 'ARCHIVED' }, false],
    ['a check with a warning where only failed ones are asked for', { onlyFailedChecks: true }, { Compliance: { Status: 'WARNING' } }, false],
    ['a failed check where only those are asked for', { onlyFailedChecks: true }, {}, true],
    ['one of SecurityStatus', {}, { GeneratorId: 'account-baseline/USER_MFA' }, false],
    ['one of SecurityStatus where they are asked for', { securityStatus: true }, { GeneratorId: 'account-baseline/USER_MFA' }, true],
  ])('of %s', (_, props, finding, expected) => {
    expect(matches(patternOf(make({ emailAddresses, ...props }).template), event(failed(finding)))).toBe(expected);
  });

  test('ignores the event that setting the status causes, and events of other services', () => {
    const pattern = patternOf(make().template);
    expect(matches(pattern, { ...event(failed()), source: 'aws.guardduty' })).toBe(false);
    expect(matches(pattern, { ...event(failed()), 'detail-type': 'Security Hub Findings - Custom Action' })).toBe(false);
  });

  test('calls the function, which is complete by then, and alone may do so', () => {
    const { template } = make();
    template.hasResource('AWS::Events::Rule', { DependsOn: ['FindingAlertsReady'], Properties: { Name: 'account-baseline-finding-alerts', Targets: [{ Arn: { 'Fn::GetAtt': ['FindingAlertsFunction', 'Arn'] } }] } });
    expect(only(template, 'AWS::Lambda::Permission')).toMatchObject({ Principal: 'events.amazonaws.com', SourceArn: { 'Fn::GetAtt': ['FindingAlertsRule', 'Arn'] } });
  });
});

describe('the function', () => {
  test('has the options, and sends an event that it could not handle to the topic', () => {
    const { template } = make({ emailAddresses, minimumSeverity: FindingSeverity.MEDIUM, onlyFailedChecks: true });
    const { Environment, FunctionName } = only(template, 'AWS::Lambda::Function');
    expect(FunctionName).toBe('account-baseline-finding-alerts');
    expect(JSON.parse(Environment.Variables.OPTIONS)).toEqual({ severities: ['MEDIUM', 'HIGH', 'CRITICAL'], onlyFailedChecks: true, securityStatus: false });
    expect(only(template, 'AWS::Lambda::EventInvokeConfig').DestinationConfig).toEqual({ OnFailure: { Destination: { Ref: 'SecurityHubFindingsTopic' } } });
  });

  const permissions = new FunctionPermissions(make().template);
  const hub = 'arn:aws:securityhub:eu-west-1:123456789012:hub/default';
  const update = (context: Record<string, string>) => (
    permissions.allows('securityhub:BatchUpdateFindings', hub, Object.fromEntries(Object.entries(context).map(([name, value]) => [`securityhub:ASFFSyntaxPath/${name}`, value])))
  );

  test('makes every call that its role may make, and no other', async () => {
    const world = new World();
    try {
      world.findings.push(failed());
      await world.event();
      expect(world.edge.calls.map(({ action }) => action).sort()).toEqual(permissions.granted);
    } finally {
      world.restore();
    }
  });

  test('may set NOTIFIED with a note, and no other status', async () => {
    const note = { 'Note.Text': 'Reported.', 'Note.UpdatedBy': 'account-baseline-finding-alerts' };
    expect(await update({ 'Workflow.Status': 'NOTIFIED', ...note })).toBe(true);
    for (const status of ['NEW', 'RESOLVED', 'SUPPRESSED']) expect([status, await update({ 'Workflow.Status': status, ...note })]).toEqual([status, false]);
  });

  test.each(['Confidence', 'Criticality', 'RelatedFindings', 'Severity.Label', 'Severity.Normalized', 'Severity.Product', 'Types', 'UserDefinedFields', 'VerificationState'])(
    'may not change %s', async (field) => {
      expect(await update({ 'Workflow.Status': 'NOTIFIED', [field]: '1' })).toBe(false);
    });

  test('uses the key of an encrypted topic', () => {
    const stack = new Stack(new App(), 'Stack');
    new SecurityHubFindingAlerts(stack, 'Findings', { topic: new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') }) });
    const { Statement } = only(Template.fromStack(stack), 'AWS::IAM::ManagedPolicy').PolicyDocument;
    expect(Statement.find(({ Action }: any) => Action.includes('kms:GenerateDataKey')).Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });
  });
});

describe('channels of Slack', () => {
  const { template } = make({ slackChannels: [CHANNEL, OTHER] });

  test('subscribe to the topic, and their members may do nothing', () => {
    template.resourceCountIs('AWS::Chatbot::SlackChannelConfiguration', 2);
    template.hasResourceProperties('AWS::Chatbot::SlackChannelConfiguration', {
      ConfigurationName: 'account-baseline-findings-C01234ABCDE',
      SlackWorkspaceId: 'T01234ABCDE',
      SlackChannelId: 'C01234ABCDE',
      GuardrailPolicies: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AWSDenyAll' }],
      IamRoleArn: { 'Fn::GetAtt': ['FindingAlertsSlackRole', 'Arn'] },
      SnsTopicArns: [{ Ref: 'SecurityHubFindingsTopic' }],
    });
    const role = template.findResources('AWS::IAM::Role').FindingAlertsSlackRole.Properties;
    expect(role).toEqual({
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'chatbot.amazonaws.com' } }] },
      Path: '/account-baseline/',
    });
    expect(only(template, 'AWS::IAM::ManagedPolicy').Roles).toEqual([{ Ref: 'FindingAlertsRole' }]);
  });

  test('may be known at deployment only', () => {
    const stack = new Stack(new App(), 'Stack');
    const [workspace, channel] = ['Workspace', 'Channel'].map((id) => new CfnParameter(stack, id).valueAsString);
    new SecurityHubFindingAlerts(stack, 'Findings', { slackChannels: [{ workspaceId: workspace, channelId: channel }] });
    Template.fromStack(stack).hasResourceProperties('AWS::Chatbot::SlackChannelConfiguration', {
      SlackWorkspaceId: { Ref: 'Workspace' }, SlackChannelId: { Ref: 'Channel' }, ConfigurationName: { 'Fn::Join': ['', ['account-baseline-findings-', { Ref: 'Channel' }]] },
    });
  });

  test('are not needed', () => {
    make().template.resourceCountIs('AWS::Chatbot::SlackChannelConfiguration', 0);
    make().template.resourceCountIs('AWS::IAM::Role', 1);
  });

  test.each(['cn-north-1', 'us-gov-west-1'])('are refused in %s, where alone emails are sent', (region) => {
    expect(() => make({ slackChannels: [CHANNEL] }, region)).toThrow('Amazon Q Developer in chat applications does not exist in the partition');
    make({ emailAddresses }, region);
  });
});

test('the topic of a watch is notified, instead of a new one', () => {
  const stack = new Stack(new App(), 'Stack');
  const topic = new AlertTopic(stack, 'Alerts', { emailAddresses });
  const { topic: used } = new SecurityHubFindingAlerts(stack, 'Findings', { topic, slackChannels: [CHANNEL] });
  expect(used).toBe(topic);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::SNS::Topic', 1);
  template.hasResourceProperties('AWS::Chatbot::SlackChannelConfiguration', { SnsTopicArns: [Match.objectLike({ Ref: Match.stringLikeRegexp('^Alerts') })] });
});

test('an email address that is known at deployment only is one', () => {
  make({ emailAddresses: [Fn.importValue('Address')] }).template.resourceCountIs('AWS::SNS::Subscription', 1);
});

test('a stack with everything is far from the limit of a template', () => {
  const { app } = make({ emailAddresses, slackChannels: [CHANNEL, OTHER] });
  expect(sentLength(app.synth().getStackByName('account-baseline-findings').template)).toBeLessThan(13_000);
});

testRulePacks(() => make({ emailAddresses, slackChannels: [CHANNEL] }).stack);
