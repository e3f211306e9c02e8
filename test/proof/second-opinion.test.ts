import * as fc from 'fast-check';
import { BoundedAccount } from '../../proof/boundary/account';
import { Account, JOBS } from '../../proof/engine/account';
import { actionsOf, Action as KnownAction, targets } from '../../proof/engine/actions';
import { awsManagedPolicy } from '../../proof/engine/aws-managed-policies';
import { evaluate } from '../../proof/engine/compiled';
import { CREDENTIALS } from '../../proof/engine/credentials';
import { Policy } from '../../proof/engine/policy';
import { QuickRequest, simulateOutcome } from '../../proof/engine/quick';

/** `SECOND_OPINION_RUNS=300000 npm run test:proof -- second-opinion` is the long form. */
const RUNS = Number(process.env.SECOND_OPINION_RUNS ?? 3_000);
const SEED = 15;
const SELF = '/account-baseline/alice';

const account = new Account();
const [ALICE, ID] = [account.arn(`user${SELF}`), account.deployment.account];

/** What the simulator decides by more than identity policies. */
const BY_OTHER_RULES = /^kms:|^sts:GetCallerIdentity$/;

function disagreements(requests: QuickRequest[]): string[] {
  return requests.filter(({ action, resource }) => !BY_OTHER_RULES.test(action) && (resource === '*' || !resource.includes('*'))).flatMap((request) => {
    const [ours, theirs] = [evaluate(request.policies, request), simulateOutcome(request)];
    return ours === theirs ? [] : [`${request.action} on ${request.resource}: ${ours}, ${theirs} ${JSON.stringify([request.context, request.policies])}`];
  });
}

const outcomes = (requests: QuickRequest[]) => new Set(requests.map((request) => evaluate(request.policies, request)));

describe('the compiled policies say what the simulator says', () => {
  let actions: KnownAction[];
  beforeAll(async () => { actions = (await actionsOf()).filter(({ name }) => !BY_OTHER_RULES.test(name)); }, 60_000);

  const guardrail = account.template.managedPolicy(account.template.find('AWS::IAM::ManagedPolicy', 'Guardrail'));
  const held: Record<string, Policy[]> = {
    ...Object.fromEntries(Object.keys(JOBS).map((job) => [job, account.policiesOfPerson([job], [])])),
    'everything under MFA enforcement': account.policiesOfPerson([], ['AdministratorAccess']),
    'everything under the guardrail': [guardrail, awsManagedPolicy('AdministratorAccess')],
    'the workload boundary': [{ name: 'boundary', policy: new BoundedAccount(account.deployment).document }],
  };

  test.each(Object.keys(held))('of the library: %s', (name) => {
    const contexts = fc.record({
      'iam:PassedToService': fc.constantFrom('ec2.amazonaws.com', 'lambda.amazonaws.com'),
      'iam:PermissionsBoundary': fc.constantFrom('policy/account-baseline/WorkloadBoundary', 'policy/other').map((arn) => account.arn(arn)),
      'aws:ResourceAccount': fc.constantFrom(ID, '999999999999'),
      'AWS:PrincipalAccount': fc.constant(ID),
    }, { requiredKeys: [] });
    const identity = actions.filter(({ name: action }) => /^(iam|sts|signin|lambda|cloudformation|ssm|s3):/.test(action));
    const requests = fc.oneof(fc.constantFrom(...actions), fc.constantFrom(...identity)).chain((action) => fc.record({
      action: fc.constant(action.name),
      resource: fc.constantFrom(...targets(action, account, SELF).map(({ arn }) => arn)),
      context: fc.tuple(fc.constantFrom(...Object.values(CREDENTIALS)), contexts)
        .map(([credentials, more]) => ({ 'aws:username': 'alice', 'aws:PrincipalArn': ALICE, ...credentials.context, ...more })),
    })).map((request) => ({ ...request, principal: ALICE, account: ID, policies: held[name] }));
    const asked = fc.sample(requests, { numRuns: Math.ceil(RUNS / Object.keys(held).length), seed: SEED });
    expect(disagreements(asked)).toEqual([]);
    expect(outcomes(asked).size).toBeGreaterThan(1);
  });

  test('of any form', () => {
    const names = fc.constantFrom('alice', 'Alice', 'bob', 'role/alice', 'a.b', 'a-b', '${aws:username}', "${aws:username, '#'}", '${aws:PrincipalTag/team}', "${aws:PrincipalTag/team, 'none'}", 'al*', '*ice', '?lice', '*', '${*}', 'a${?}b');
    const arns = fc.oneof(
      fc.constantFrom('*', '**', 'arn:aws:iam:*', 'arn:aws:s3:*'),
      fc.tuple(fc.constantFrom('aws', '*', 'aws-cn'), fc.constantFrom('iam', 's3', 'i*', 'IAM'), fc.constantFrom('', '*'), fc.constantFrom(ID, '', '*', '1234567890??'), fc.constantFrom('user/', 'role/', 'user/*/', 'us*/', 'key:', ''), names)
        .map(([partition, service, region, id, kind, name]) => `arn:${partition}:${service}:${region}:${id}:${kind}${name}`),
    );
    const whole = arns.filter((arn) => /^\*+$/.test(arn) || arn.split(':').length >= 6);
    const keys = fc.constantFrom('aws:username', 'aws:UserName', 'aws:PrincipalTag/team', 'aws:TagKeys', 'aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge', 'aws:PrincipalArn');
    const operators = fc.tuple(
      fc.constantFrom('', '', '', 'ForAnyValue:', 'ForAllValues:'),
      fc.constantFrom('StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike', 'ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals'),
      fc.constantFrom('', '', 'IfExists'),
    ).map((parts) => parts.join(''));
    const list = <Value>(one: fc.Arbitrary<Value>) => fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));
    const condition = fc.oneof(
      fc.tuple(operators, keys, list(fc.oneof(names, arns))).map(([operator, key, value]) => ({ [operator]: { [key]: value } })),
      fc.tuple(fc.constantFrom('Bool', 'BoolIfExists', 'Null'), keys, list(fc.constantFrom('true', 'false'))).map(([operator, key, value]) => ({ [operator]: { [key]: value } })),
      fc.tuple(fc.constantFrom('Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'), fc.constantFrom('', 'IfExists'), list(fc.constantFrom('0', '60', '3600')))
        .map(([operator, ifExists, value]) => ({ [`Numeric${operator}${ifExists}`]: { 'aws:MultiFactorAuthAge': value } })),
      // The simulator knows neither an address without prefix nor a prefix of 0.
      fc.tuple(fc.constantFrom('IpAddress', 'NotIpAddress', 'IpAddressIfExists'), list(fc.constantFrom('203.0.113.0/24', '203.0.113.7/32', '203.0.0.0/16', '2001:db8::/32', '2001:db8::7/128')))
        .map(([operator, value]) => ({ [operator]: { 'aws:SourceIp': value } })),
    );
    const actionPatterns = list(fc.constantFrom('*', 'iam:*', 'iam:Get*', 'IAM:getuser', 'iam:?etUser', 's3:*', 's3:GetObject', 'iam:CreateUser'));
    const statement = fc.tuple(
      fc.constantFrom('Allow', 'Deny'),
      fc.oneof(actionPatterns.map((Action) => ({ Action })), actionPatterns.map((NotAction) => ({ NotAction }))),
      fc.oneof(list(arns).map((Resource) => ({ Resource })), list(whole).map((NotResource) => ({ NotResource }))),
      fc.option(condition, { nil: undefined }),
    ).map(([Effect, action, resource, Condition]) => ({ Effect, ...action, ...resource, ...Condition ? { Condition } : {} }));
    const context = fc.record({
      'aws:username': fc.constantFrom('alice', 'Alice', 'bob', 'a.b'),
      'aws:PrincipalArn': fc.constantFrom(ALICE, 'not an ARN'),
      'aws:PrincipalTag/team': fc.constantFrom('alice', 'a*'),
      'aws:TagKeys': fc.array(fc.constantFrom('alice', 'bob', 'a.b'), { maxLength: 2 }),
      'aws:MultiFactorAuthPresent': fc.constantFrom('true', 'false'),
      'aws:MultiFactorAuthAge': fc.constantFrom('0', '60', '46800'),
      'aws:SourceIp': fc.constantFrom('203.0.113.7', '203.0.114.7', '2001:db8::7', '2001:db9::7'),
    }, { requiredKeys: [] });
    const requests = fc.record({
      action: fc.constantFrom('iam:GetUser', 'iam:CreateUser', 's3:GetObject'),
      resource: fc.constantFrom('*', `arn:aws:iam::${ID}:user/alice`, `arn:aws:iam::${ID}:user/path/bob`, `arn:aws:iam::${ID}:role/alice`, 'arn:aws:s3:::alice', 'arn:aws:s3:::a.b/role/alice', `arn:aws:iam::${ID}:key:alice`),
      context,
      policies: fc.array(statement, { minLength: 1, maxLength: 3 }).map((Statement) => [{ name: 'Policy', policy: { Version: '2012-10-17', Statement } }]),
    }).map((request) => ({ ...request, principal: ALICE, account: ID }));
    const asked = fc.sample(requests, { numRuns: RUNS, seed: SEED });
    expect(disagreements(asked)).toEqual([]);
    expect(outcomes(asked).size).toBe(3);
  });
});

describe('what the simulator does not know', () => {
  const outcome = (Condition: object, sourceIp: string) => evaluate(
    [{ name: 'Policy', policy: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*', Condition }] } }],
    { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b', context: { 'aws:SourceIp': sourceIp } },
  );

  test.each([
    ['203.0.113.7', '203.0.113.7', 'Allowed'], ['203.0.113.7', '203.0.113.8', 'ImplicitlyDenied'], ['0.0.0.0/0', '203.0.113.8', 'Allowed'],
    ['0.0.0.0/0', '2001:db8::7', 'ImplicitlyDenied'], ['2001:db8::7', '2001:db8::7', 'Allowed'], ['::/0', '2001:db9::7', 'Allowed'],
  ])('IpAddress %s and a request from %s: %s', (range, sourceIp, expected) => {
    expect(outcome({ IpAddress: { 'aws:SourceIp': range } }, sourceIp)).toBe(expected);
    expect(outcome({ NotIpAddress: { 'aws:SourceIp': range } }, sourceIp)).toBe(expected === 'Allowed' ? 'ImplicitlyDenied' : 'Allowed');
  });

  test.each([
    [{ StringEqualz: { 'aws:SourceIp': 'x' } }, /Unknown condition operator/], [{ IpAddress: { 'aws:SourceIp': 'office' } }, /no address/],
    [{ Bool: { 'aws:SourceIp': 'maybe' } }, /true or false/], [{ NumericLessThan: { 'aws:SourceIp': 'few' } }, /Cannot compare/],
  ])('is an error and no answer: %j', (condition, message) => {
    expect(() => outcome(condition, '203.0.113.7')).toThrow(message);
  });

  test.each(['arn:aws:s3:::a/*', 'a'])('a resource that is not one resource is an error: %s', (resource) => {
    expect(() => evaluate([], { action: 's3:GetObject', resource, context: {} })).toThrow(/not one resource/);
  });
});
