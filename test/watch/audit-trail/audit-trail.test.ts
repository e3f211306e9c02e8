import { App, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RootActivityAlert } from '../../../src/watch/alerts/root-activity-alert';
import { AuditTrail } from '../../../src/watch/audit-trail/audit-trail';
import { AuditTrailProps } from '../../../src/watch/audit-trail/audit-trail-props';
import { TrailSource } from '../../../src/watch/audit-trail/audit-trail-source';
import { testRulePacks } from '../../nag/rule-packs';

function make(props?: AuditTrailProps) {
  const stack = new Stack(new App(), 'Stack');
  new AuditTrail(stack, 'Trail', props);
  return { stack, template: Template.fromStack(stack) };
}
const { template } = make();

test('logs all regions, global services included, with validation of its files', () => {
  template.hasResourceProperties('AWS::CloudTrail::Trail', {
    TrailName: 'account-baseline',
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    KMSKeyId: Match.absent(),
    CloudWatchLogsLogGroupArn: Match.absent(),
  });
});

describe('with a key', () => {
  const stack = new Stack(new App(), 'Stack');
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  new AuditTrail(stack, 'Trail', { encryptionKey: key, trailName: 'account-baseline-keyed' });
  const keyed = Template.fromStack(stack);
  const [[keyId, { Properties: { KeyPolicy: { Statement } } }]] = Object.entries<any>(keyed.findResources('AWS::KMS::Key'));
  const arn = { 'Fn::Sub': 'arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/account-baseline-keyed' };

  test('it encrypts the log, and exists first', () => {
    keyed.hasResource('AWS::CloudTrail::Trail', { Properties: { KMSKeyId: { 'Fn::GetAtt': [keyId, 'Arn'] } }, DependsOn: Match.arrayWith([keyId]) });
  });

  test('CloudTrail may encrypt with it for this trail only, and decrypts nothing', () => {
    const ofService = Statement.filter(({ Principal }: any) => Principal.Service === 'cloudtrail.amazonaws.com');
    expect(ofService.map(({ Action, Condition }: any) => [Action, Condition])).toEqual([
      ['kms:GenerateDataKey*', { StringEquals: { 'aws:SourceArn': arn, 'kms:EncryptionContext:aws:cloudtrail:arn': arn } }],
      ['kms:DescribeKey', { StringEquals: { 'aws:SourceArn': arn } }],
    ]);
  });
});

test('into a private, encrypted, versioned bucket that outlives the stack and forgets after a year', () => {
  template.hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [{ Status: 'Enabled', ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 90 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }],
      },
    },
  });
});

test('the bucket is written to by this trail only, and by nobody without TLS', () => {
  const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
  const statements = policy.Properties.PolicyDocument.Statement;
  const condition = {
    StringEquals: { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/account-baseline' } },
  };
  expect(statements.map(({ Effect, Principal, Action, Condition }: any) => ({ Effect, Principal, Action, Condition }))).toEqual([
    { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:GetBucketAcl', Condition: condition },
    { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:PutObject', Condition: condition },
  ]);
  expect(JSON.stringify(statements[2].Resource)).toContain('/AWSLogs/');
});

test('the trail is made once CloudTrail may write', () => {
  const [policy] = Object.keys(template.findResources('AWS::S3::BucketPolicy'));
  template.hasResource('AWS::CloudTrail::Trail', { DependsOn: Match.arrayWith([policy]) });
});

test('the bucket has the account, the region and a part of the id of the stack in its name, which stays through updates', () => {
  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketName: {
      'Fn::Sub': ['account-baseline-${AWS::AccountId}-${AWS::Region}-${Stack}', {
        Stack: { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }] },
      }],
    },
  });
});

test('names, retention and removal can be chosen', () => {
  const { template: other } = make({
    trailName: 'account-baseline.history', bucketName: 'account-baseline-example-history', retention: Duration.days(730), removalPolicy: RemovalPolicy.DESTROY,
  });
  other.hasResourceProperties('AWS::CloudTrail::Trail', { TrailName: 'account-baseline.history' });
  other.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete', Properties: { BucketName: 'account-baseline-example-history', LifecycleConfiguration: { Rules: [{ ExpirationInDays: 730 }] } } });
  expect(JSON.stringify(other.findResources('AWS::S3::BucketPolicy'))).toContain('trail/account-baseline.history');
});

test.each([
  ['trailName', 'history', 'it must begin with account-baseline,'],
  ['bucketName', 'example-history', 'it must begin with account-baseline-,'],
  ['bucketName', 'account-baseline-History', 'a bucket name has 3 to 63'],
  ['bucketName', `account-baseline-${'x'.repeat(47)}`, 'a bucket name has 3 to 63'],
])('refuses %s %s, by which no policy would protect it or which AWS refuses', (property, name, rule) => {
  expect(() => make({ [property]: name })).toThrow(`Invalid \`${property}\` '${name}': ${rule}`);
});

test.each(['ab', 'a'.repeat(129), 'two..dots', '-first', 'last-', 'with space'])('refuses the name %s', (trailName) => {
  expect(() => make({ trailName })).toThrow(`Invalid \`trailName\` '${trailName}': a trail name has 3 to 128`);
});

test.each([Duration.days(89), Duration.days(3651)])('refuses a retention out of range', (retention) => {
  expect(() => make({ retention })).toThrow(/Invalid `retention` .*: it must last from 90 days to 3650 days/);
});

test('a name that only the deployment knows passes, with a warning that nobody may have protected it', () => {
  const { template: later, stack } = make({ trailName: Fn.ref('Name') });
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('whether trailName begins with account-baseline,.*cdk-secure-account-baseline:nameKnownAtDeployment'));
  later.hasResourceProperties('AWS::CloudTrail::Trail', { TrailName: { Ref: 'Name' } });
  const [{ Properties }] = Object.values(later.findResources('AWS::S3::BucketPolicy'));
  const sources = Properties.PolicyDocument.Statement.slice(1).map(({ Condition }: any) => Condition.StringEquals['aws:SourceArn']);
  const arn = 'arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:${Resource}';
  expect(sources).toEqual(Array(2).fill({ 'Fn::Sub': [arn, { Resource: { 'Fn::Join': ['', ['trail/', { Ref: 'Name' }]] } }] }));
});

test('a second one in a stack is refused', () => {
  const stack = new Stack(new App(), 'Stack');
  new AuditTrail(stack, 'Trail');
  expect(() => new AuditTrail(stack, 'Second', { trailName: 'account-baseline-2' })).toThrow('the stack already has an audit trail at Stack/Trail');
});

test('takes less than 4,000 characters of the template', () => {
  expect(JSON.stringify(template.toJSON()).length).toBeLessThan(4_000);
});

testRulePacks(() => make().stack);

describe('what needs a trail', () => {
  const warnings = (trail?: (stack: Stack) => TrailSource) => {
    const stack = new Stack(new App(), 'Stack');
    new RootActivityAlert(stack, 'Alert', { trail: trail?.(stack) });
    return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data);
  };

  test('warns under an id that never changes', () => {
    expect(warnings()).toEqual([expect.stringMatching(/^EventBridge receives API calls only if a trail logs them: .*\[ack: cdk-secure-account-baseline:noAuditTrail\]$/)]);
  });

  test.each<[string, (stack: Stack) => TrailSource]>([
    ['made here', (stack) => TrailSource.of(new AuditTrail(stack, 'Trail'))],
    ['given', () => TrailSource.fromTrailArn('arn:aws-cn:cloudtrail:cn-north-1:111122223333:trail/history')],
    ['of the organization', () => TrailSource.ofOrganization()],
  ])('says nothing with a trail that is %s', (_, source) => expect(warnings(source)).toEqual([]));

  test('refuses what is no trail', () => {
    expect(() => TrailSource.fromTrailArn('history')).toThrow('Invalid `trailArn` \'history\': it must be the ARN of a trail');
  });
});
