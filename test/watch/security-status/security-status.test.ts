import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import { AlertTopic } from '../../../src/watch/alerts/alert-topic';
import { OnFinding } from '../../../src/watch/security-status/on-finding';
import { SecurityCheck } from '../../../src/watch/security-status/security-check';
import { SecurityStatus, SecurityStatusProps } from '../../../src/watch/security-status/security-status';
import { testRulePacks } from '../../nag/rule-packs';

function make(props: SecurityStatusProps = {}, withTopic = false) {
  const app = new App();
  const stack = new Stack(app, 'stack');
  const status = new SecurityStatus(stack, 'Status', { ...withTopic && { topic: new AlertTopic(stack, 'Alerts') }, ...props });
  return { app, stack, status, template: () => Template.fromStack(stack) };
}

test('it warns about everything, every day, and tells nobody', () => {
  const template = make().template();
  template.hasResourceProperties('Custom::SecurityStatus', { OnFinding: { '*': 'WARN' }, Revision: Match.absent(), ServiceTimeout: '900' });
  template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { ON_FINDING: '{"*":"WARN"}', TOPIC_ARN: Match.absent() } } });
  template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' });
});

test('what is asked for about findings reaches the function, and changes the custom resource so that it is called', () => {
  const template = make({ onFinding: OnFinding.FAIL, checks: [{ check: SecurityCheck.SUPPORT_ROLE, onFinding: OnFinding.IGNORE }], revision: 'abc' }).template();
  template.hasResourceProperties('Custom::SecurityStatus', { OnFinding: { '*': 'FAIL', 'SUPPORT_ROLE': 'IGNORE' }, Revision: 'abc' });
  template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { ON_FINDING: '{"*":"FAIL","SUPPORT_ROLE":"IGNORE"}' } } });
});

test('its role may make exactly the calls that its function makes', () => {
  const [looking, { Properties }] = Object.values(make({ securityHub: true }, true).template().findResources('AWS::IAM::ManagedPolicy'));
  const actionsOf = ({ PolicyDocument }: any) => PolicyDocument.Statement
    .map(({ Action }: any) => Array.isArray(Action) ? [...Action].sort() : Action);
  expect(actionsOf(looking.Properties)).toEqual([
    ['access-analyzer:ListAnalyzers', 'iam:GenerateCredentialReport', 'iam:GetAccountAuthorizationDetails', 'iam:GetAccountPasswordPolicy',
      'iam:GetAccountSummary', 'iam:GetCredentialReport', 'iam:ListSAMLProviders', 'iam:ListServerCertificates'],
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
  ]);
  expect(actionsOf(Properties)).toEqual([
    'lambda:InvokeFunction',
    ['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:PutParameter'],
    'cloudformation:DescribeStacks',
    'securityhub:BatchImportFindings',
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    'sns:Publish',
  ]);
  expect(Properties.PolicyDocument.Statement[0].Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^SecurityStatusChecksFunction$/), 'Arn'] });
  expect(Properties.PolicyDocument.Statement[1].Resource).toEqual({
    'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/account-baseline/watch/security-status',
  });
  expect(Properties.PolicyDocument.Statement[2].Resource).toEqual({ Ref: 'AWS::StackId' });
  expect(Properties.PolicyDocument.Statement[3].Resource).toEqual({
    'Fn::Sub': 'arn:${AWS::Partition}:securityhub:${AWS::Region}:${AWS::AccountId}:product/${AWS::AccountId}/default',
  });
});

test('the results are attributes', () => {
  const { stack, status } = make();
  const attribute = (name: string) => ({ 'Fn::GetAtt': [expect.stringMatching(/^Status/), name] });
  expect(stack.resolve([status.summary, status.findings, status.statusOf(SecurityCheck.ROOT_MFA)]))
    .toEqual([attribute('Summary'), attribute('Findings'), attribute('ROOT_MFA')]);
});

test('the function that tells calls the one that looks, which is called by nothing else and waits no longer than the other', () => {
  const template = make().template();
  template.resourceCountIs('AWS::Events::Rule', 1);
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { CHECKS_FUNCTION: { Ref: Match.stringLikeRegexp('^SecurityStatusChecksFunction$') } } }, Timeout: 300,
  });
  template.hasResourceProperties('AWS::Lambda::Function', { Environment: Match.absent(), Timeout: 240 });
});

test('the account is checked only when the function is complete', () => {
  make().template().hasResource('Custom::SecurityStatus', { DependsOn: Match.arrayWith(['SecurityStatusReady']) });
});

test('another schedule', () => {
  make({ schedule: events.Schedule.expression('cron(0 6 * * ? *)') }).template().hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'cron(0 6 * * ? *)' });
});

test.each(['ROOT', 'root_mfa', 'toString'])("the check '%s' does not exist and is refused", (check) => {
  expect(() => make({ checks: [{ check: check as SecurityCheck, onFinding: OnFinding.FAIL }] }))
    .toThrow(`Invalid \`checks[0].check\` '${check}': it must be one of ROOT_ACCESS_KEYS, ROOT_MFA`);
});

test('a check that is listed twice is refused', () => {
  const check = { check: SecurityCheck.ROOT_MFA, onFinding: OnFinding.FAIL };
  expect(() => make({ checks: [check, check] })).toThrow("Invalid `checks[1].check` 'ROOT_MFA': a check is listed once. Remove one of the two. In stack/Status.");
});

test('a stack has one', () => {
  const { stack } = make();
  expect(() => new SecurityStatus(stack, 'Second')).toThrow("Invalid `scope` 'stack': the stack already has a security status at stack/Status");
});

testRulePacks(() => make({ securityHub: true }, true).app);
