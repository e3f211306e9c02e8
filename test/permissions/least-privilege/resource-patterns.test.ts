import * as fc from 'fast-check';
import { resourceServices, resourceTypesOf } from '../../../src/permissions/least-privilege/action-table';
import { isAnyArn, isOwnUser, leavesNameOpen, leavesResourceOpen, leavesRoleOpen, mayBeRole } from '../../../src/permissions/least-privilege/resource-patterns';

/** Every type of every service, with what stands in place of its names. */
function arnsOf(name: string, id: string): string[] {
  return resourceServices().flatMap((service) => resourceTypesOf(service, []).map((type) => {
    const [region, account, ...rest] = type.split(':');
    return ['arn:aws', service, region.replace('*', 'eu-west-1'), account.replace('*', '123456789012'), rest.join(':').replace(/\*/g, name).replace(/#/g, id)].join(':');
  }));
}

describe('for each of the types of resources that AWS has', () => {
  test('there are as many as AWS documents', () => expect(arnsOf('*', '*').length).toBeGreaterThan(1_900));

  test('a pattern without a name leaves it open', () => {
    for (const everything of ['?*', 'ab*', '*-prod']) {
      expect(arnsOf(everything, everything).filter((arn) => !leavesResourceOpen(arn))).toEqual([]);
    }
  });

  test('an id as AWS generates it, but for its end, leaves it open', () => {
    const patterns = arnsOf('name-of-it', 'vol-*');
    const withId = patterns.filter((arn) => arn.includes('vol-*'));
    expect(withId.length).toBeGreaterThan(90);
    expect(withId.filter((arn) => !leavesResourceOpen(arn))).toEqual([]);
  });

  test('a prefix of names does not, nor does a name', () => {
    for (const [name, id] of [['orders-*', 'i-01234*'], ['ci/*', 'i-01234*'], ['orders', 'i-0123456789abcdef0'], ['orders?', 'i-01234*']]) {
      expect(arnsOf(name, id).filter(leavesResourceOpen)).toEqual([]);
    }
  });
});

test('what matches a role of any name leaves roles open: random names, and wildcards in place of random parts of their ARN', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{4,20}$/);
  fc.assert(fc.property(name, name, fc.array(fc.tuple(fc.nat(60), fc.nat(8), fc.constantFrom('*', '?', '?*')), { maxLength: 3 }), (one, other, cuts) => {
    let pattern = `arn:aws:iam::123456789012:role/${one}`;
    for (const [at, length, wildcard] of cuts) pattern = pattern.slice(0, at) + wildcard + pattern.slice(at + length);
    if (!pattern.startsWith('arn:') || pattern.split(':').length < 6) return;
    const matched = new RegExp(`^${pattern.replace(/[.+^$()|[\]{}\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
    // Two names with nothing in common at their start are told apart by any pattern that is not open.
    if (one[0] !== other[0] && [one, other].every((each) => matched.test(`arn:aws:iam::123456789012:role/${each}`))) expect(leavesRoleOpen(pattern)).toBe(true);
    if (!/[*?]/.test(pattern)) expect(leavesRoleOpen(pattern)).toBe(false);
  }), { numRuns: 3_000, seed: 14 });
});

test.each(['*', 'arn:*', 'arn:aws:*', 'arn:aws:*:*:*:*', 'arn:*:*:*:*:*:*'])('%s is any ARN', (arn) => expect(isAnyArn(arn)).toBe(true));

test.each(['arn:aws:iam:*', 'arn:aws:iam::*:*', 'arn:aws:s3:::*', 'arn:*:dynamodb:*:*:*', '\u0000', 'arn:\u0000:iam::\u0000:role/*', '\u0000/*'])('%j is not any ARN', (arn) => {
  expect(isAnyArn(arn)).toBe(false);
});

test.each(['\u0000', '\u0000/*', '\u0000*', 'arn:\u0000:dynamodb:\u0000:\u0000:table/\u0000*', 'arn:aws:s3:::\u0000/*'])('what a token hides passes: %j', (arn) => {
  expect(leavesResourceOpen(arn) || leavesRoleOpen(arn)).toBe(false);
});

test.each([
  ['arn:aws:newest:eu-west-1:123456789012:thing/*', true], ['arn:aws:newest:eu-west-1:123456789012:*', true], ['arn:aws:newest:::thing:*', true],
  ['arn:aws:newest:eu-west-1:123456789012:thing/orders-*', false], ['arn:aws:newest:eu-west-1:123456789012:orders-1', false],
])('of a service that the table does not know, %s leaves resources open: %s', (arn, open) => expect(leavesResourceOpen(arn)).toBe(open));

test('a colon in a policy variable does not part an ARN', () => {
  expect(leavesResourceOpen('arn:aws:ssm:eu-west-1:${aws:PrincipalAccount}:parameter/${aws:username}/*')).toBe(false);
  expect(leavesResourceOpen('arn:aws:ssm:eu-west-1:${aws:PrincipalAccount}:parameter/*')).toBe(true);
  expect(isOwnUser('arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}')).toBe(true);
});

test('an escaped wildcard is a character', () => expect(leavesNameOpen('${*}abc')).toBe(false));

test.each([
  ['arn:aws:iam::1:role/cdk-x-cfn-exec-role-1', true], ['arn:aws:iam::1:role/*', true], ['arn:aws:iam:*', true], ['*', true],
  ['arn:aws:iam::1:role/web', false], ['arn:aws:iam::1:user/cdk-x-cfn-exec-role-1', false], ['arn:aws:s3:::cdk-*', false], ['\u0000', false],
])('%j may be the execution role of cdk bootstrap: %s', (arn, expected) => expect(mayBeRole(arn, 'cdk-*-cfn-exec-role-*')).toBe(expected));
