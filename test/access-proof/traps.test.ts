import { accessOf, allowsEverything, allowsNoMore, allowsNothing } from './ask';
import { readPolicy } from '../../src/proof/policy/read-policy';
import { Access } from '../../src/proof/policy/statement';

const MFA = 'aws:MultiFactorAuthPresent';
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const deny = (statement: object) => ({ Effect: 'Deny', Action: '*', Resource: '*', ...statement });
const allow = (statement: object) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...statement });
const WITHOUT_MFA = { BoolIfExists: { [MFA]: 'false' } };

/** The context of a counterexample, by the lowercase names of the keys. */
function contextOf(verdict: ReturnType<typeof allowsNothing>): Record<string, unknown> {
  if (verdict.answer !== 'refuted') throw new Error(JSON.stringify(verdict));
  return Object.fromEntries(verdict.counterexample.request.context);
}

describe('known traps of the policy language', () => {
  test('Bool lets a request without the key through, BoolIfExists does not', () => {
    const verdict = allowsNothing(accessOf(ALL, deny({ Condition: { Bool: { [MFA]: 'false' } } })), { when: WITHOUT_MFA });
    expect(contextOf(verdict)).toEqual({ [MFA.toLowerCase()]: undefined });
    expect(allowsNothing(accessOf(ALL, deny({ Condition: WITHOUT_MFA })), { when: WITHOUT_MFA })).toEqual({ answer: 'proved' });
  });

  test('Null, IfExists and Bool are three different things for an absent key', () => {
    const absent = { Null: { [MFA]: 'true' } };
    expect(allowsEverything(accessOf(allow({ Condition: { Bool: { [MFA]: 'false' } } })), { when: absent }).answer).toBe('refuted');
    expect(allowsEverything(accessOf(allow({ Condition: WITHOUT_MFA })), { when: absent }).answer).toBe('proved');
    expect(allowsEverything(accessOf(allow({ Condition: absent })), { when: absent }).answer).toBe('proved');
    expect(allowsNothing(accessOf(allow({ Condition: { Null: { [MFA]: 'false' } } })), { when: absent }).answer).toBe('proved');
  });

  test('a Deny with NotAction denies future actions too, and nothing of its list', () => {
    const access = accessOf(ALL, deny({ Action: undefined, NotAction: ['iam:Get*', 'sts:*'] }));
    expect(allowsNothing(access, { notActions: ['iam:Get*', 'sts:*'] }).answer).toBe('proved');
    expect(allowsNothing(access, { actions: ['iam:GetUser'] }).answer).toBe('refuted');
  });

  test('an Allow with NotAction allows actions of other services', () => {
    expect(allowsNothing(accessOf(allow({ Action: undefined, NotAction: 'iam:*' })), { actions: ['sts:AssumeRole'] }).answer).toBe('refuted');
    expect(allowsNothing(accessOf(allow({ Action: undefined, NotAction: 'iam:*' })), { actions: ['iam:*'] }).answer).toBe('proved');
  });

  test('ForAllValues holds for an absent key, ForAnyValue does not', () => {
    const when = { Null: { 'aws:TagKeys': 'true' } };
    const tagged = (quantifier: string) => accessOf(allow({ Condition: { [`${quantifier}:StringEquals`]: { 'aws:TagKeys': ['team'] } } }));
    expect(allowsNothing(tagged('ForAllValues'), { when }).answer).toBe('refuted');
    expect(allowsNothing(tagged('ForAnyValue'), { when }).answer).toBe('proved');
  });

  test('ForAnyValue holds for a set with another value beside, ForAllValues does not', () => {
    const when = { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['team'] }, 'Null': { 'aws:TagKeys': 'false' } };
    const tagged = (quantifier: string) => accessOf(allow({ Condition: { [`${quantifier}:StringEquals`]: { 'aws:TagKeys': ['team'] } } }));
    expect(contextOf(allowsNothing(tagged('ForAnyValue'), { when }))['aws:tagkeys']).toEqual(expect.arrayContaining(['team']));
    expect(allowsNothing(tagged('ForAllValues'), { when }).answer).toBe('proved');
  });

  test('names of condition keys and of actions are not case-sensitive, values and resources are', () => {
    const access = accessOf(allow({ Action: 'IAM:PASSROLE', Resource: 'arn:aws:iam::*:role/A', Condition: { StringEquals: { 'IAM:passedtoservice': 'ec2.amazonaws.com' } } }));
    const when = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
    expect(allowsEverything(access, { actions: ['iam:PassRole'], resources: ['arn:aws:iam::123456789012:role/A'], when }).answer).toBe('proved');
    expect(allowsNothing(access, { resources: ['arn:aws:iam::123456789012:role/a'] }).answer).toBe('proved');
    expect(allowsNothing(access, { when: { StringEquals: { 'iam:PassedToService': 'EC2.amazonaws.com' } } }).answer).toBe('proved');
  });

  test('a variable without value matches no resource, and with a default value the default', () => {
    const own = (variable: string) => accessOf(allow({ Action: 'iam:*', Resource: `arn:aws:iam::123456789012:user/${variable}` }));
    const when = { Null: { 'aws:username': 'true' } };
    expect(allowsNothing(own('${aws:username}'), { when }).answer).toBe('proved');
    expect(allowsNothing(own('${aws:username, \'nobody\'}'), { when, notResources: ['arn:aws:iam::123456789012:user/nobody'] }).answer).toBe('proved');
    expect(allowsNothing(own('${aws:username, \'nobody\'}'), { when }).answer).toBe('refuted');
  });

  test('what a variable without value does in NotResource is not documented, so that neither reading is relied on', () => {
    const access = accessOf(ALL, deny({ Resource: undefined, NotResource: 'arn:aws:iam::*:user/${aws:username}' }));
    expect(allowsNothing(access, { when: { Null: { 'aws:username': 'true' } } }).answer).toBe('unknown');
    expect(allowsEverything(access, { when: { Null: { 'aws:username': 'true' } } }).answer).toBe('unknown');
  });

  test('a variable stands for the same value in each statement', () => {
    const own = ['arn:aws:iam::123456789012:user/${aws:username}', 'arn:aws:iam::123456789012:user/*/${aws:username}'];
    const access = accessOf(ALL, deny({ Resource: undefined, NotResource: own }));
    expect(allowsNothing(access, { notResources: own, when: { Null: { 'aws:username': 'false' } } }).answer).toBe('proved');
    expect(allowsEverything(access, { resources: own, when: { Null: { 'aws:username': 'false' } } }).answer).toBe('proved');
  });

  test('a variable is plain text in the version 2008-10-17, which is that of a policy without a version', () => {
    const document = { Statement: [allow({ Resource: 'arn:aws:s3:::${aws:username}' })] };
    const access: Access = { layers: [{ name: 'policy', mustAllow: true, statements: readPolicy('policy', document) }] };
    expect(allowsNothing(access, { notResources: ['arn:aws:s3:::${$}{aws:username}'] }).answer).toBe('proved');
  });

  test('a condition compares the values of two keys', () => {
    const access = accessOf(allow({ Condition: { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } } }));
    expect(allowsNothing(access, { when: { Null: { 'aws:PrincipalTag/team': 'true' } } }).answer).toBe('proved');
    expect(allowsNothing(access, { when: { StringEquals: { 'aws:PrincipalTag/team': 'red', 'aws:ResourceTag/team': 'blue' } } }).answer).toBe('proved');
    expect(allowsEverything(access, { when: { StringEquals: { 'aws:PrincipalTag/team': 'red', 'aws:ResourceTag/team': 'red' } } }).answer).toBe('proved');
    expect(allowsNothing(access, {}).answer).toBe('refuted');
  });

  test('iam:PassRole without iam:PassedToService passes a role to every service', () => {
    const pass = { Action: 'iam:PassRole', Resource: 'arn:aws:iam::123456789012:role/app' };
    const when = { StringNotEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } };
    expect(allowsNothing(accessOf(allow(pass)), { when }).answer).toBe('refuted');
    expect(allowsNothing(accessOf(allow({ ...pass, Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } })), { when }).answer).toBe('proved');
    // The negated operator holds for a request that does not name the service.
    expect(contextOf(allowsNothing(accessOf(allow({ ...pass, Condition: when })), { when }))['iam:passedtoservice']).toBeUndefined();
  });

  test('an empty condition block always holds, a condition with no value never', () => {
    expect(allowsEverything(accessOf(allow({ Condition: {} })), {}).answer).toBe('proved');
    expect(allowsEverything(accessOf(allow({ Condition: { StringEquals: {} } })), {}).answer).toBe('proved');
    expect(allowsNothing(accessOf(allow({ Condition: { StringEquals: { 'aws:username': [] } } })), {}).answer).toBe('proved');
  });

  test('statements with one Sid both count', () => {
    expect(allowsNothing(accessOf(allow({ Sid: 'A' }), deny({ Sid: 'A', Action: 's3:*' })), { actions: ['s3:*'] }).answer).toBe('proved');
  });

  test('a policy over 6,144 characters is decided', () => {
    const resources = Array.from({ length: 200 }, (_, index) => `arn:aws:dynamodb:eu-west-1:123456789012:table/table-${index}`);
    const access = accessOf(allow({ Action: 'dynamodb:*', Resource: resources }));
    expect(JSON.stringify(resources).length).toBeGreaterThan(6144);
    expect(allowsNothing(access, { notResources: resources }).answer).toBe('proved');
    expect(allowsNothing(access, { resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/table-1*'] }).answer).toBe('refuted');
  });
});

describe('wildcards and the colons of an ARN', () => {
  const crossing = 'arn:*:iam::*:user/x';
  const odd = 'arn:aws:s3:::bucket/a:iam::1:user/x';

  test('an Allow is read as if a wildcard matched colons, a Deny as if it did not, for a proof that nothing is allowed', () => {
    expect(allowsNothing(accessOf(allow({ Resource: crossing })), { resources: [odd] }).answer).toBe('unknown');
    expect(allowsNothing(accessOf(ALL, deny({ Resource: crossing })), { resources: [odd] }).answer).toBe('unknown');
  });

  test('the other way round for a proof that everything is allowed', () => {
    expect(allowsEverything(accessOf(allow({ Resource: crossing })), { resources: [odd] }).answer).toBe('unknown');
    expect(allowsEverything(accessOf(ALL, deny({ Resource: crossing })), { resources: [odd] }).answer).toBe('unknown');
  });

  test('a wildcard at the end of an ARN matches colons', () => {
    expect(allowsEverything(accessOf(allow({ Resource: 'arn:aws:logs:*:*:log-group:app*' })), { resources: ['arn:aws:logs:eu-west-1:123456789012:log-group:app:log-stream:x'] }).answer).toBe('proved');
  });

  test('the same pattern is read in the same way before and after', () => {
    expect(allowsNoMore(accessOf(allow({ Resource: crossing })), accessOf(allow({ Resource: crossing }))).answer).toBe('proved');
  });

  test('a resource that an action does not take is `*`, which only `*` matches', () => {
    expect(allowsEverything(accessOf(allow({ Resource: 'arn:aws:s3:::*' })), { actions: ['s3:ListAllMyBuckets'], resources: ['*'] }).answer).toBe('refuted');
  });
});

describe('numbers, dates and addresses', () => {
  test.each([
    ['NumericLessThan', { 'aws:MultiFactorAuthAge': '3600' }, { NumericGreaterThanEquals: { 'aws:MultiFactorAuthAge': '3600' } }],
    ['NumericLessThanEquals', { 'aws:MultiFactorAuthAge': '3600' }, { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '3600' } }],
    ['DateLessThan', { 'aws:CurrentTime': '2026-01-01T00:00:00Z' }, { DateGreaterThanEquals: { 'aws:CurrentTime': '2026-01-01' } }],
    ['IpAddress', { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] }, { NotIpAddress: { 'aws:SourceIp': ['203.0.112.0/23', '2001:db8::/31'] } }],
  ])('%s is an interval', (operator, keys, when) => {
    expect(allowsNothing(accessOf(allow({ Condition: { [operator]: keys } })), { when }).answer).toBe('proved');
    expect(allowsEverything(accessOf(allow({ Condition: { [operator]: keys } })), { when: { [operator]: keys } }).answer).toBe('proved');
  });

  test('an address outside of a block in a block', () => {
    const access = accessOf(allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/9', '10.128.0.0/9'] } } }));
    expect(allowsNothing(access, {}).answer).toBe('proved');
    const gap = accessOf(allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' }, NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/9', '10.128.0.0/10'] } } }));
    expect(contextOf(allowsNothing(gap, {}))['aws:sourceip']).toBe('10.192.0.0');
  });

  test('no number is between two numbers', () => {
    const access = accessOf(allow({ Condition: { NumericGreaterThan: { 's3:max-keys': '2' }, NumericLessThan: { 's3:max-keys': '2' } } }));
    expect(allowsNothing(access, {}).answer).toBe('proved');
  });
});

describe('several kinds of policies', () => {
  const layer = (name: string, ...statements: object[]) => ({ name, mustAllow: true, statements: readPolicy(name, { Version: '2012-10-17', Statement: statements }) });

  test('each of them must allow', () => {
    const access = { layers: [layer('identity', ALL), layer('boundary', allow({ Action: 's3:*' })), layer('level 1', ALL), layer('level 2', allow({ Action: ['s3:Get*', 'ec2:*'] }))] };
    expect(allowsNothing(access, { notActions: ['s3:Get*'] }).answer).toBe('proved');
    expect(allowsEverything(access, { actions: ['s3:Get*'] }).answer).toBe('proved');
  });

  test('a trust policy says which principals may assume a role', () => {
    const trust = (statement: object): Access => ({ layers: [layer('trust', { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement })] });
    const asked = { actions: ['sts:AssumeRole'], when: { StringNotLike: { 'request:principal': ['AWS:arn:aws:iam::123456789012:role/app', 'AWS:arn:aws:sts::123456789012:assumed-role/app/*'] } } };
    expect(allowsNothing(trust({ Principal: { AWS: 'arn:aws:iam::123456789012:role/app' } }), asked).answer).toBe('proved');
    expect(allowsNothing(trust({ Principal: { AWS: '123456789012' } }), asked).answer).toBe('refuted');
    expect(allowsNothing(trust({ Principal: '*' }), asked).answer).toBe('refuted');
    expect(allowsNothing(trust({ Principal: { Service: 'ec2.amazonaws.com' } }), asked).answer).toBe('refuted');
  });
});

test('a key that is compared as text and as a number is not decided', () => {
  const access = accessOf(allow({ Condition: { NumericLessThan: { 'aws:PrincipalTag/level': '3' } } }), deny({ Condition: { StringLike: { 'aws:PrincipalTag/level': '1*' } } }));
  expect(allowsNothing(access, { when: { StringEquals: { 'aws:PrincipalTag/level': '12' } } })).toEqual({ answer: 'unknown', reason: expect.stringContaining('aws:PrincipalTag/level') });
});
