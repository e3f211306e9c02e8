import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { patternsOf } from './event-cases';
import { matches } from './event-pattern';
import { actionsOf, isWrite } from '../../../proof/engine/actions';
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

test('root is one rule, identities are two, of which the one on sessions also sees calls that count as reads', () => {
  make().template.resourceCountIs('AWS::Events::Rule', 3);
  withRoles.template.resourceCountIs('AWS::Events::Rule', 3);
  withRoles.template.hasResourceProperties('AWS::Events::Rule', {
    State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS', EventPattern: { source: ['aws.sts'] },
  });
  withRoles.template.resourcePropertiesCountIs('AWS::Events::Rule', { State: 'ENABLED' }, 2);
});

const TARGET = { Arn: { Ref: Match.stringLikeRegexp('^Alerts') }, RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlertDelivery'), 'Arn'] } };
const ROLE_OF_RULES = { 'Fn::GetAtt': [Match.stringLikeRegexp('^AlertDelivery'), 'Arn'] };

test('every rule publishes by one role, which the topic admits and EventBridge assumes for rules of this account and region only', () => {
  withRoles.template.resourcePropertiesCountIs('AWS::Events::Rule', { Targets: [Match.objectLike(TARGET)] }, 3);
  withRoles.template.resourceCountIs('AWS::IAM::Role', 1);
  withRoles.template.hasResourceProperties('AWS::IAM::Role', {
    Path: '/account-baseline/',
    AssumeRolePolicyDocument: {
      Statement: [{
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/account-baseline-*' } } },
      }],
    },
  });
  withRoles.template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        { Sid: '1', Effect: 'Allow', Action: 'sns:Publish', Principal: { AWS: ROLE_OF_RULES }, Resource: { Ref: Match.stringLikeRegexp('^Alerts') } },
      ],
    },
  });
  for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) withRoles.template.resourceCountIs(type, 0);
});

describe('a topic whose policy this stack cannot change', () => {
  const publishing = (stack: Stack, topic: sns.ITopic) => {
    new RootActivityAlert(stack, 'Root', { topic, trail: TrailSource.ofOrganization() });
    new IdentityChangeAlert(stack, 'Identities', { topic, trail: TrailSource.ofOrganization() });
    return Template.fromStack(stack);
  };
  const policyOf = (...statements: object[]) => ({
    Path: '/account-baseline/', Roles: [{ Ref: Match.stringLikeRegexp('^AlertDelivery') }], Description: Match.absent(), PolicyDocument: { Statement: statements },
  });

  test('that is imported: the role carries one managed policy for it', () => {
    const stack = new Stack(new App(), 'Stack');
    const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alerts';
    const template = publishing(stack, sns.Topic.fromTopicArn(stack, 'Topic', topicArn));
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', policyOf({ Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn }));
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('of another stack, with a key: the two stacks do not refer to each other', () => {
    const app = new App();
    const other = new Stack(app, 'Other');
    const topic = new sns.Topic(other, 'Topic', { masterKey: new kms.Key(other, 'Key') });
    const template = publishing(new Stack(app, 'Stack'), topic);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', policyOf(
      { Effect: 'Allow', Action: 'sns:Publish', Resource: Match.anyValue() },
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: Match.anyValue() },
    ));
    expect(() => app.synth()).not.toThrow();
  });

  test('of the same stack, with a key: topic and key admit the role', () => {
    const stack = new Stack(new App(), 'Stack');
    const template = publishing(stack, new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') }));
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Principal: { AWS: ROLE_OF_RULES }, Resource: '*' }]) },
    });
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  });
});

/** Writes that come and go with every deployment, change nothing yet, or are sign-ins. */
const ROUTINE_WRITES = [
  'iam:AddRoleToInstanceProfile',
  'iam:ChangePassword', 'iam:CreateInstanceProfile', 'iam:CreateRole', 'iam:CreateServiceLinkedRole', 'iam:CreateVirtualMFADevice', 'iam:DeleteInstanceProfile',
  'iam:DeleteRole', 'iam:DeleteServerCertificate', 'iam:DeleteServiceLinkedRole', 'iam:DeleteVirtualMFADevice', 'iam:PassRole', 'iam:RemoveRoleFromInstanceProfile',
  'iam:TagInstanceProfile', 'iam:TagPolicy', 'iam:TagRole', 'iam:TagServerCertificate', 'iam:UntagInstanceProfile', 'iam:UntagPolicy', 'iam:UntagRole',
  'iam:UntagServerCertificate', 'iam:UpdateRole', 'iam:UpdateServerCertificate', 'iam:UploadServerCertificate',
  'organizations:TagResource', 'organizations:UntagResource', 'rolesanywhere:TagResource', 'rolesanywhere:UntagResource', 'sso:TagResource', 'sso:UntagResource',
];

test('of all the writes that AWS has in these services, only routine ones raise no alert', async () => {
  const pattern = patternsOf().IdentityChange;
  const services: string[] = pattern.source.map((source: string) => source.replace('aws.', ''));
  const writes = (await actionsOf(services)).filter(isWrite).map(({ name }) => name);
  const silent = writes.filter((name) => !matches(pattern, {
    'source': `aws.${name.split(':')[0]}`, 'detail-type': 'AWS API Call via CloudTrail', 'detail': { eventName: name.split(':')[1], userIdentity: { type: 'IAMUser' } },
  }));
  expect(writes.length).toBeGreaterThan(250);
  expect(silent.sort()).toEqual(ROUTINE_WRITES);
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

test('each rule has the fixed name by which policies protect it, so that a stack has one alert of a kind', () => {
  const names = Object.values(withRoles.template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.Name);
  expect(names.sort()).toEqual(['account-baseline-identity-changes', 'account-baseline-root-activity', 'account-baseline-sessions']);
  const stack = new Stack(new App(), 'Stack');
  new IdentityChangeAlert(stack, 'Identities');
  new RootActivityAlert(stack, 'Root');
  expect(() => new IdentityChangeAlert(stack, 'More', { regional: true })).toThrow('the stack already has an alert on identity changes at Stack/Identities');
  expect(() => new RootActivityAlert(stack, 'Again')).toThrow('the stack already has an alert on root activity at Stack/Root');
});

test.each<[string, number]>([['breakGlassRoles', 11], ['expectedRoles', 6]])('refuses more %s than fit into a rule', (property, count) => {
  expect(() => make((stack) => ({ [property]: Array.from({ length: count }, (_, index) => role(stack, `r${index}`)) })))
    .toThrow(`Invalid \`${property}\` '${count} roles': a rule has room for ${count - 1}`);
});

test('refuses an email address that is none', () => {
  expect(() => new AlertTopic(new Stack(), 'Alerts', { emailAddresses: ['security@example'] })).toThrow('Invalid `emailAddresses` \'security@example\'');
});

test('both alerts take less than 7,000 characters of the template', () => {
  const { AlertsD4B6EA42: _, ...resources } = make().template.toJSON().Resources;
  const own = Object.entries(resources).filter(([id]) => /^(RootActivity|IdentityChanges|Sessions)Rule$/.test(id));
  expect(own).toHaveLength(3);
  expect(JSON.stringify(own).length).toBeLessThan(7_000);
});

testRulePacks(() => make((scope) => ({ breakGlassRoles: [role(scope, 'BreakGlass')] })).stack);
