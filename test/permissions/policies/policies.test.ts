import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Aws, Fn, Stack } from 'aws-cdk-lib';
import { bypassOpenedBy } from '../../../src/identities/policies/mfa-exemptions';
import { assumeRolesStatement } from '../../../src/permissions/policies/assume-roles';
import { policySize } from '../../../src/permissions/policies/policy-size';

const POLICIES = join(__dirname, '..', '..', '..', 'src', 'permissions', 'policies');

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});

test('every file of the folder is named in its README', () => {
  const readme = readFileSync(join(POLICIES, 'README.md'), 'utf8');
  expect(readdirSync(POLICIES).filter((file) => file.endsWith('.ts') && !readme.includes(`\`${file}\``))).toEqual([]);
});

describe('the size of a policy', () => {
  test('is counted as IAM counts it, without white space', () => {
    expect(policySize(stack, { Version: '2012-10-17', Statement: [{ Sid: 'A  B' }] })).toBe('{"Version":"2012-10-17","Statement":[{"Sid":"AB"}]}'.length);
  });

  test.each([
    ['a partition', Aws.PARTITION, 'aws-us-gov'.length],
    ['an account', Aws.ACCOUNT_ID, 12],
    ['a substitution', Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:user/${!aws:username}'), 'arn:aws-us-gov:iam::123456789012:user/${aws:username}'.length],
    ['a substitution of its own variables', Fn.sub('${Name}!', { Name: 'x' }), 131],
    ['a join', Fn.join(':', ['a', Aws.ACCOUNT_ID]), 14],
    ['an attribute', Fn.getAtt('Function', 'Arn').toString(), 130],
  ])('%s counts at its longest', (_, value, length) => {
    expect(policySize(stack, { Resource: value })).toBe('{"Resource":""}'.length + length);
  });

  test('an empty object counts too', () => expect(policySize(stack, { a: {} })).toBe(8));
});

describe('exemptions from MFA', () => {
  test.each([
    ['secretsmanager:G*Value', true], ['secretsmanager:?etSecretValue', true], ['secretsmanager:Describe*', false], ['s3:GetD*', true], ['s3:GetObject*', false],
    ['ssm:GetParameter', false], ['ssm:GetAccess*', true], ['ssm:*', true], ['iam:List*', false], ['iam:L*', true], ['codecommit:*', false],
  ])('%s opens a bypass: %s', (action, opens) => {
    expect(bypassOpenedBy(action) !== undefined).toBe(opens);
  });
});

test('an administrator assumes one role and no pattern', () => {
  const role = 'arn:aws:iam::123456789012:role/account-baseline/Administrator';
  expect([assumeRolesStatement(role).toStatementJson()]).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Resource: role }]);
});
