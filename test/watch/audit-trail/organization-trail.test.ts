import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { actionsOf, takes } from '../../../proof/engine/actions';
import { decide, Decision, simulate } from '../../../proof/engine/decide';
import { LoadedTemplate } from '../../../proof/engine/template';
import { AuditTrail, BaselineRollOut, RollOutTarget } from '../../../src';
import { testRulePacks } from '../../nag/rule-packs';

const MANAGEMENT = '111122223333';
const MEMBER = '222233334444';
const OTHER_MEMBER = '555566667777';
const ORGANIZATION = 'o-a1b2c3d4e5';
const ADMINISTRATOR = [{ name: 'admin', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }];

const stack = new Stack(new App(), 'Stack');
new AuditTrail(stack, 'Trail', { organizationId: ORGANIZATION });
const template = Template.fromStack(stack);
const loaded = new LoadedTemplate('Stack', template.toJSON(), { partition: 'aws', region: 'us-east-1', account: MANAGEMENT });
const bucket = loaded.arnOf(loaded.find('AWS::S3::Bucket', 'AuditTrailBucket'));
const trust = loaded.properties(loaded.find('AWS::S3::BucketPolicy', 'AuditTrailBucketPolicy')).PolicyDocument;
const log = (folder: string) => `${bucket}/AWSLogs/${folder}/CloudTrail/us-east-1/2026/11/29/log.json.gz`;

/** What CloudTrail may do on behalf of a trail. */
const cloudTrail = (action: string, resource: string, trailAccount: string, trailName = 'account-baseline'): Promise<Decision> => simulate({
  principal: 'cloudtrail.amazonaws.com',
  action,
  resource,
  account: MANAGEMENT,
  policies: [],
  trust,
  context: {
    'aws:SourceArn': `arn:aws:cloudtrail:us-east-1:${trailAccount}:trail/${trailName}`,
    'aws:SourceAccount': trailAccount,
    'aws:SecureTransport': 'true',
    'aws:PrincipalAccount': trailAccount,
  },
});

/** What an administrator of a member account may do with the bucket, whose policy is all that could let them. */
const member = (action: string, resource: string): Promise<Decision> => simulate({
  principal: `arn:aws:iam::${MEMBER}:role/Administrator`,
  action,
  resource,
  account: MANAGEMENT,
  policies: ADMINISTRATOR,
  trust,
  context: { 'aws:SecureTransport': 'true', 'aws:PrincipalArn': `arn:aws:iam::${MEMBER}:role/Administrator`, 'aws:PrincipalOrgID': ORGANIZATION },
});

test('the trail is one of the organization, on request alone', () => {
  template.hasResourceProperties('AWS::CloudTrail::Trail', { IsOrganizationTrail: true, IsMultiRegionTrail: true, EnableLogFileValidation: true });
  const alone = new Stack(new App(), 'Alone');
  new AuditTrail(alone, 'Trail');
  Template.fromStack(alone).hasResourceProperties('AWS::CloudTrail::Trail', { IsOrganizationTrail: Match.absent() });
  expect(JSON.stringify(Template.fromStack(alone).toJSON())).not.toContain('AWSLogs/o-');
});

test('CloudTrail writes the logs of every member, and those of this account', async () => {
  for (const folder of [`${ORGANIZATION}/${MEMBER}`, `${ORGANIZATION}/${MANAGEMENT}`, MANAGEMENT]) {
    expect([folder, await cloudTrail('s3:PutObject', log(folder), MANAGEMENT)]).toEqual([folder, 'Allowed']);
  }
  expect(await cloudTrail('s3:GetBucketAcl', bucket, MANAGEMENT)).toBe('Allowed');
});

test('CloudTrail writes nothing elsewhere, reads nothing, and writes nothing for another trail or account', async () => {
  for (const folder of ['o-another0000', `${ORGANIZATION}x/${MEMBER}`, MEMBER, `x/${ORGANIZATION}`]) {
    expect([folder, await cloudTrail('s3:PutObject', log(folder), MANAGEMENT)]).toEqual([folder, 'Denied']);
  }
  for (const action of ['s3:GetObject', 's3:DeleteObject', 's3:PutObjectAcl']) {
    expect([action, await cloudTrail(action, log(`${ORGANIZATION}/${MEMBER}`), MANAGEMENT)]).toEqual([action, 'Denied']);
  }
  // A member that names its own trail as ours writes neither its own log here nor that of another member.
  for (const account of [MEMBER, OTHER_MEMBER]) {
    expect(await cloudTrail('s3:PutObject', log(`${ORGANIZATION}/${account}`), MEMBER)).toBe('Denied');
    expect(await cloudTrail('s3:GetBucketAcl', bucket, MEMBER)).toBe('Denied');
  }
  expect(await cloudTrail('s3:PutObject', log(MANAGEMENT), MANAGEMENT, 'another')).toBe('Denied');
});

test('no action of S3 on the bucket or on a log is open to an administrator of a member', async () => {
  const actions = await actionsOf(['s3']);
  const isOfObject = (type: string) => /^arn:[^:]+:s3:::.*\/\$\{ObjectName\}$/.test(type);
  const open: string[] = [];
  let asked = 0;
  for (const resource of [bucket, log(`${ORGANIZATION}/${MEMBER}`), log(`${ORGANIZATION}/${OTHER_MEMBER}`), log(MANAGEMENT)]) {
    const suitable = actions.filter((action) => resource === bucket ? takes(action, bucket) : action.resourceTypes.some(isOfObject));
    for (const { name } of suitable) {
      asked++;
      if (await member(name, resource) === 'Allowed') open.push(`${name} on ${resource}`);
    }
  }
  expect(open).toEqual([]);
  expect(asked).toBeGreaterThan(150);
});

test('the question is one that can be answered with yes: the same administrator may do it with a bucket of their own', async () => {
  const own = { principal: `arn:aws:iam::${MEMBER}:role/Administrator`, resource: 'arn:aws:s3:::mine/log', account: MEMBER, policies: ADMINISTRATOR };
  expect(await decide({ ...own, action: 's3:GetObject', context: { 'aws:SecureTransport': 'true' } })).toBe('Allowed');
  const open = { ...trust, Statement: [...trust.Statement, { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` }] };
  expect(await simulate({
    principal: own.principal,
    action: 's3:GetObject',
    resource: log(`${ORGANIZATION}/${MEMBER}`),
    account: MANAGEMENT,
    policies: ADMINISTRATOR,
    trust: open,
    context: { 'aws:SecureTransport': 'true' },
  })).toBe('Allowed');
});

test.each(['o-1', 'a1b2c3d4e5', 'o-ExampleOrgId', 'r-abcd', 'o-example*'])('%s is no organization', (organizationId) => {
  expect(() => new AuditTrail(new Stack(), 'Trail', { organizationId })).toThrow(`Invalid \`organizationId\` '${organizationId}': an organization ID is o-`);
});

test('a member account of a roll-out cannot have it', () => {
  const targets = [RollOutTarget.unit('ou-abcd-11112222')];
  expect(() => new BaselineRollOut(new Stack(), 'RollOut', { targets, region: 'us-east-1', watch: { auditTrail: { organizationId: ORGANIZATION } } }))
    .toThrow("Invalid `watch.auditTrail.organizationId` 'o-a1b2c3d4e5': only the management account has the trail");
});

testRulePacks(() => stack);
