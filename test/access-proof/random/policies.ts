import * as fc from 'fast-check';

/** Few words, so that policies and requests often meet. */
const ACTIONS = ['*', 's3:*', 's3:Get*', 's3:GetObject', 's3:PutObject', 'iam:*', 'iam:PassRole', 'iam:*User', 'IAM:createuser', 'sqs:Send?essage'];
const RESOURCES = [
  '*', 'arn:aws:s3:::reports/*', 'arn:aws:s3:::reports', 'arn:aws:s3:::*', 'arn:*:iam::*:user/*', 'arn:aws:iam::123456789012:user/alice',
  'arn:*:iam::*:user/${aws:username}', 'arn:*:iam::*:user/*/${aws:username}', 'arn:*:iam::*:user/${aws:username, \'#\'}', 'arn:aws:iam::*:role/workload/*', 'arn:aws:sqs:*:*:queue-?',
];

/** Conditions by their key: operator and values. */
const CONDITIONS: [string, string, string[][]][] = [
  ['Bool', 'aws:MultiFactorAuthPresent', [['true'], ['false']]],
  ['BoolIfExists', 'aws:multifactorauthpresent', [['true'], ['false']]],
  ['Null', 'aws:MultiFactorAuthPresent', [['true'], ['false'], ['true', 'false']]],
  ['StringEquals', 'aws:PrincipalTag/team', [['red'], ['red', 'blue'], ['${aws:username}']]],
  ['StringNotEquals', 'aws:PrincipalTag/Team', [['red'], ['red', 'blue'], ['${aws:username}']]],
  ['StringLike', 'aws:PrincipalTag/team', [['r*'], ['*e*'], ['?ed', '${*}']]],
  ['StringNotLikeIfExists', 'aws:PrincipalTag/team', [['r*'], ['b?ue']]],
  ['StringEqualsIgnoreCase', 'aws:PrincipalTag/team', [['RED'], ['Blue']]],
  ['StringEquals', 'aws:ResourceTag/team', [['${aws:PrincipalTag/team}'], ['${aws:PrincipalTag/team, \'red\'}']]],
  ['StringEquals', 'aws:username', [['alice'], ['bob', 'alice']]],
  ['StringNotEqualsIfExists', 'aws:username', [['alice']]],
  ['ArnLike', 'aws:SourceArn', [['arn:aws:s3:::*'], ['arn:aws:*:*:123456789012:topic-*']]],
  ['ArnNotEquals', 'aws:SourceArn', [['arn:aws:s3:::reports'], ['arn:*:sns:*:*:*']]],
  ['IpAddress', 'aws:SourceIp', [['203.0.113.0/24'], ['203.0.113.128/25', '2001:db8::/32']]],
  ['NotIpAddress', 'aws:SourceIp', [['203.0.113.0/24'], ['203.0.113.7']]],
  ['NumericLessThan', 'aws:MultiFactorAuthAge', [['3600']]],
  ['NumericGreaterThanEqualsIfExists', 'aws:MultiFactorAuthAge', [['3600'], ['60']]],
  ['NumericNotEquals', 'aws:MultiFactorAuthAge', [['60']]],
  ['DateLessThan', 'aws:CurrentTime', [['2026-06-01T00:00:00Z']]],
  ['DateGreaterThanEquals', 'aws:CurrentTime', [['2026-01-01T00:00:00Z']]],
  ['ForAllValues:StringEquals', 'aws:TagKeys', [['team'], ['team', 'cost']]],
  ['ForAnyValue:StringLike', 'aws:TagKeys', [['t*'], ['owner']]],
  ['ForAllValues:StringNotEquals', 'aws:TagKeys', [['owner']]],
  ['ForAnyValue:StringNotEquals', 'aws:TagKeys', [['team']]],
  ['Null', 'aws:TagKeys', [['false']]],
];

const some = (values: string[], most: number) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most });

const condition = fc.constantFrom(...CONDITIONS).chain(([operator, key, values]) => (
  fc.constantFrom(...values).map((value) => ({ [operator]: { [key]: value.length === 1 ? value[0] : value } }))
));

const conditions = fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, {
  weight: 4,
  arbitrary: fc.array(condition, { minLength: 0, maxLength: 2 })
    .map((all) => Object.assign({}, ...all)),
});

export const statement = fc.record({
  effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  action: fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), some(ACTIONS, 3)),
  resource: fc.tuple(fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'), some(RESOURCES, 3)),
  conditions,
}).map(({ effect, action, resource, conditions: Condition }) => (
  { Effect: effect, [action[0]]: action[1], [resource[0]]: resource[1], ...Condition && { Condition } }
));

export const policy = fc.tuple(fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17'), fc.array(statement, { minLength: 1, maxLength: 4 }))
  .map(([Version, Statement]) => ({ Version, Statement }));

/** The policies of an identity, its boundary and the service control policies above it. */
export interface RandomPolicies {
  readonly identity: object[];
  readonly boundary?: object;
  readonly scps: object[];
  /** Resource control policies, which only deny. */
  readonly rcps?: object[];
}

export const policies: fc.Arbitrary<RandomPolicies> = fc.record({
  identity: fc.array(policy, { minLength: 1, maxLength: 2 }),
  boundary: fc.option(policy, { nil: undefined, freq: 3 }),
  scps: fc.array(policy, { maxLength: 1 }),
});

export interface RandomRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Record<string, string | string[]>;
}

const maybe = (key: string, values: (string | string[])[]) => fc.constantFrom(...values, undefined)
  .map((value) => value === undefined ? {} : { [key]: value });

const context = fc.tuple(
  maybe('aws:MultiFactorAuthPresent', ['true', 'false']),
  maybe('aws:PrincipalTag/team', ['red', 'RED', 'blue', 'alice', '*']),
  maybe('aws:ResourceTag/team', ['red', 'blue', 'alice']),
  maybe('aws:username', ['alice', 'bob', '#']),
  maybe('aws:SourceArn', ['arn:aws:s3:::reports', 'arn:aws:sns:eu-west-1:123456789012:topic-a']),
  maybe('aws:SourceIp', ['203.0.113.7', '203.0.113.200', '198.51.100.1', '2001:db8::1']),
  maybe('aws:MultiFactorAuthAge', ['60', '59', '3600', '4000']),
  maybe('aws:CurrentTime', ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-07-01T00:00:00Z']),
  maybe('aws:TagKeys', [['team'], ['team', 'owner'], ['cost', 'team'], ['other']]),
).map((parts): RandomRequest['context'] => Object.assign({}, ...parts));

export const request: fc.Arbitrary<RandomRequest> = fc.record({
  action: fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:ListBucket', 'iam:PassRole', 'iam:CreateUser', 'iam:CreateRole', 'sqs:SendMessage'),
  resource: fc.constantFrom(
    'arn:aws:s3:::reports/2026', 'arn:aws:s3:::reports', 'arn:aws:s3:::other/a:b', 'arn:aws:iam::123456789012:user/alice', 'arn:aws:iam::123456789012:user/people/alice',
    'arn:aws:iam::123456789012:user/bob', 'arn:aws:iam::123456789012:user/#', 'arn:aws:iam::123456789012:user/${aws:username}', 'arn:aws:iam::123456789012:role/workload/x', 'arn:aws:sqs:eu-west-1:123456789012:queue-1',
  ),
  context,
});

/** The same list in every run. */
export function sample<T>(arbitrary: fc.Arbitrary<T>, numRuns: number, seed: number): T[] {
  return fc.sample(arbitrary, { numRuns, seed });
}
