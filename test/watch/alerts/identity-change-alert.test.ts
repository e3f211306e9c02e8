import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AlertTopic } from '../../../src/watch/alerts/alert-topic';
import { IdentityChangeAlert, IdentityChangeAlertProps } from '../../../src/watch/alerts/identity-change-alert';
import { RootActivityAlert } from '../../../src/watch/alerts/root-activity-alert';
import { TrailSource } from '../../../src/watch/audit-trail/audit-trail-source';
import { testRulePacks } from '../../nag/rule-packs';

const role = (stack: Stack, name: string) => iam.Role.fromRoleArn(stack, name, `arn:aws:iam::111122223333:role/${name}`);

function make(props: (stack: Stack) => IdentityChangeAlertProps = () => ({})) {
  const stack = new Stack(new App(), 'Stack');
  const topic = new AlertTopic(stack, 'Alerts', { emailAddresses: ['security@example.com'] });
  const common = { topic, trail: TrailSource.ofOrganization() };
  const root = new RootActivityAlert(stack, 'Root', common);
  const identities = new IdentityChangeAlert(stack, 'Identities', { ...common, ...props(stack) });
  return { stack, root, identities, template: Template.fromStack(stack) };
}
const withRoles = make((stack) => ({ breakGlassRoles: [role(stack, 'BreakGlass')], expectedRoles: [role(stack, 'deploy')] }));

test('each alert is one rule, and break-glass roles are one more, which also sees calls that count as reading', () => {
  make().template.resourceCountIs('AWS::Events::Rule', 2);
  withRoles.template.resourceCountIs('AWS::Events::Rule', 3);
  withRoles.template.hasResourceProperties('AWS::Events::Rule', {
    State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', EventPattern: { source: ['aws.sts'] },
  });
  withRoles.template.resourcePropertiesCountIs('AWS::Events::Rule', { State: 'ENABLED' }, 2);
});

test('every rule tells the topic, which lets EventBridge publish', () => {
  const rules = Object.values(withRoles.template.findResources('AWS::Events::Rule'));
  for (const rule of rules) expect(rule.Properties.Targets).toEqual([expect.objectContaining({ Arn: { Ref: expect.stringMatching(/^Alerts/) } })]);
  withRoles.template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'sns:Publish', Principal: { Service: 'events.amazonaws.com' }, Condition: Match.absent() })]) },
  });
});

test('without a topic a rule has no target', () => {
  const stack = new Stack(new App(), 'Stack');
  new RootActivityAlert(stack, 'Root', { trail: TrailSource.ofOrganization() });
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { Targets: Match.absent() });
});

test('each line of a message is a JSON string of its own, and names no field in which a caller may write what they like', () => {
  const rules = Object.values(withRoles.template.findResources('AWS::Events::Rule'));
  for (const { Properties: { Targets: [{ InputTransformer: { InputTemplate, InputPathsMap } }] } } of rules) {
    for (const line of InputTemplate.split('\n')) expect(JSON.parse(line)).toEqual(expect.stringMatching(/^[ -~]+$/));
    expect(Object.values(InputPathsMap).filter((path) => /userAgent|errorMessage|tags|policyDocument|description|requestParameters$/i.test(path as string))).toEqual([]);
    expect(Object.keys(InputPathsMap).length).toBeLessThanOrEqual(100);
    expect(InputTemplate.length).toBeLessThan(1_200);
  }
});

test('what must be protected are the rules', () => {
  expect(withRoles.stack.resolve([...withRoles.root.protectedArns, ...withRoles.identities.protectedArns])).toEqual(
    Array(3).fill({ 'Fn::GetAtt': [expect.any(String), 'Arn'] }));
});

test.each<[string, number]>([['breakGlassRoles', 11], ['expectedRoles', 6]])('refuses more %s than fit into a rule', (property, count) => {
  expect(() => make((stack) => ({ [property]: Array.from({ length: count }, (_, index) => role(stack, `r${index}`)) })))
    .toThrow(`Invalid \`${property}\` '${count} roles': a rule has room for ${count - 1}`);
});

test('refuses a mail address that is none', () => {
  expect(() => new AlertTopic(new Stack(), 'Alerts', { emailAddresses: ['security@example'] })).toThrow('Invalid `emailAddresses` \'security@example\'');
});

test('both alerts take less than 6,000 characters of the template', () => {
  const { AlertsD4B6EA42: _, ...resources } = make().template.toJSON().Resources;
  const own = Object.entries(resources).filter(([id]) => /^(Root|Identities)/.test(id));
  expect(own).toHaveLength(2);
  expect(JSON.stringify(own).length).toBeLessThan(6_000);
});

testRulePacks(() => make((scope) => ({ breakGlassRoles: [role(scope, 'BreakGlass')] })).stack);
