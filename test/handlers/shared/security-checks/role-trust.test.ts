import { isForOtherAccounts } from '../../../../src/handlers/shared/security-checks/role-trust';

const ROLE = 'arn:aws:iam::111122223333:role/name';
const OTHER = 'arn:aws:iam::444455556666';

test.each<[string, object]>([
  ['the root of another account', { Principal: { AWS: `${OTHER}:root` } }],
  ['the id of another account', { Principal: { AWS: '444455556666' } }],
  ['a role of another account, among others', { Principal: { AWS: ['111122223333', `${OTHER}:role/Administrator`] } }],
  ['a session of another account', { Principal: { AWS: 'arn:aws:sts::444455556666:assumed-role/Administrator/alice' } }],
  ['another account of another partition', { Principal: { AWS: 'arn:aws-cn:iam::444455556666:root' } }],
  ['another account with MFA', { Principal: { AWS: '444455556666' }, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }],
  ['everybody of an organization', { Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } }],
  ['everybody', { Principal: '*' }],
])('people of another account can assume a role for %s', (_, statement) => {
  expect(isForOtherAccounts({ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement } }, ROLE)).toBe(true);
});

test.each<[string, object]>([
  ['a service', { Principal: { Service: 'ec2.amazonaws.com' } }],
  ['a provider', { Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' } }],
  ['its own account', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
  ['the id of its own account', { Principal: { AWS: '111122223333' } }],
  ['an identity that was deleted', { Principal: { AWS: 'AROA1234567890EXAMPLE' } }],
  ['a third party with an external id', { Principal: { AWS: '444455556666' }, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }],
  ['nobody, since it denies', { Effect: 'Deny', Principal: { AWS: '444455556666' } }],
  ['nobody, since it names none', {}],
])('they cannot for %s', (_, statement) => {
  expect(isForOtherAccounts({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] }, ROLE)).toBe(false);
});
