import { Duration, Lazy, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AccessCondition } from '../../../src/permissions/least-privilege/access-condition';

describe('each condition is what IAM calls it', () => {
  const jan = new Date('2031-01-01T00:00:00.500Z');
  const feb = new Date('2031-02-01T00:00:00Z');
  const pairs: [string, AccessCondition, object][] = [
    ['MFA', AccessCondition.mfa(), { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
    ['MFA of an hour ago', AccessCondition.mfa(Duration.hours(1)), { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }],
    ['addresses', AccessCondition.sourceIps('203.0.113.0/24', '2001:db8::/32'), { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } }],
    ['VPCs', AccessCondition.sourceVpcs('vpc-0123456789abcdef0'), { StringEquals: { 'aws:SourceVpc': ['vpc-0123456789abcdef0'] } }],
    ['VPC endpoints', AccessCondition.sourceVpcEndpoints('vpce-0123456789abcdef0'), { StringEquals: { 'aws:SourceVpce': ['vpce-0123456789abcdef0'] } }],
    ['TLS', AccessCondition.tls(), { Bool: { 'aws:SecureTransport': 'true' } }],
    ['regions', AccessCondition.regions('eu-west-1', 'us-gov-east-1', 'cn-north-1', 'eusc-de-east-1'), { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-gov-east-1', 'cn-north-1', 'eusc-de-east-1'] } }],
    ['until', AccessCondition.validUntil(feb), { DateLessThan: { 'aws:CurrentTime': '2031-02-01T00:00:00Z' } }],
    ['between', AccessCondition.validBetween(jan, feb), { DateGreaterThanEquals: { 'aws:CurrentTime': '2031-01-01T00:00:00Z' }, DateLessThan: { 'aws:CurrentTime': '2031-02-01T00:00:00Z' } }],
    ['a tag of the principal', AccessCondition.principalTag('team', 'web', 'shop'), { StringEquals: { 'aws:PrincipalTag/team': ['web', 'shop'] } }],
    ['a tag of the resource', AccessCondition.resourceTag('Cost Center', '42'), { StringEquals: { 'aws:ResourceTag/Cost Center': ['42'] } }],
    ['the same tag', AccessCondition.sameTag('team'), { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }],
    ['a key of an OIDC provider', AccessCondition.of('StringEquals', 'gitlab.com:sub', 'a'), { StringEquals: { 'gitlab.com:sub': ['a'] } }],
    ['a key of a provider with a path', AccessCondition.of('StringEquals', 'oidc.eks.eu-west-1.amazonaws.com/id/E1:aud', 'a'), { StringEquals: { 'oidc.eks.eu-west-1.amazonaws.com/id/E1:aud': ['a'] } }],
    ['another one', AccessCondition.of('ForAllValues:StringLikeIfExists', 's3:prefix', 'home/*'), { 'ForAllValues:StringLikeIfExists': { 's3:prefix': ['home/*'] } }],
  ];
  test.each(pairs)('%s', (_name, condition, expected) => expect(condition.toConditions()).toEqual(expected));
});

describe('what can never hold is refused', () => {
  const day = new Date('2031-01-01');
  test.each<[string, () => AccessCondition, RegExp]>([
    ['MFA no session can be young enough for', () => AccessCondition.mfa(Duration.minutes(1)), /^Invalid `maxAge` '1 minute': it must last from 15 minutes to .*hours/],
    ['MFA older than any session', () => AccessCondition.mfa(Duration.hours(37)), /^Invalid `maxAge`/],
    ['no address', () => AccessCondition.sourceIps(), /^Invalid `sourceIps` \[\]: a condition without a value never holds/],
    ['a private address', () => AccessCondition.sourceIps('10.0.0.0/8'), /^Invalid `sourceIps` '10.0.0.0\/8': AWS sees public addresses only/],
    ['every address', () => AccessCondition.sourceIps('0.0.0.0/0'), /^Invalid `sourceIps` '0.0.0.0\/0'/],
    ['no VPC', () => AccessCondition.sourceVpcs(), /^Invalid `sourceVpcIds` \[\]/],
    ['what is no VPC', () => AccessCondition.sourceVpcs('vpce-0123456789abcdef0'), /^Invalid `sourceVpcIds` 'vpce-0123456789abcdef0'/],
    ['what is no VPC endpoint', () => AccessCondition.sourceVpcEndpoints('vpc-0123456789abcdef0'), /^Invalid `sourceVpcEndpointIds`/],
    ['no region', () => AccessCondition.regions(), /^Invalid `regions` \[\]/],
    ['what is no region', () => AccessCondition.regions('eu-west-1a'), /^Invalid `regions` 'eu-west-1a': it must be a region/],
    ['no date', () => AccessCondition.validUntil(new Date('tomorrow')), /^Invalid `date` 'Invalid Date'/],
    ['a time that ends as it begins', () => AccessCondition.validBetween(day, day), /^Invalid `until` '2031-01-01T00:00:00Z': it must be after from/],
    ['no value of a tag', () => AccessCondition.principalTag('team'), /^Invalid `values` \[\]/],
    ['a wildcard as the value of a tag', () => AccessCondition.resourceTag('team', 'web-*'), /^Invalid `values` 'web-\*': .*no wildcard/],
    ['a key of a tag that is none', () => AccessCondition.sameTag('te*am'), /^Invalid `key` 'te\*am'/],
    ['an operator that IAM does not have', () => AccessCondition.of('StringIs', 'aws:SourceAccount', '1'), /^Invalid `operator` 'StringIs'/],
    ['a key without a service', () => AccessCondition.of('StringEquals', 'SourceAccount', '1'), /^Invalid `key` 'SourceAccount'/],
    ['no value at all', () => AccessCondition.of('StringEquals', 'aws:SourceAccount'), /^Invalid `values` \[\]/],
  ])('%s', (_name, make, error) => expect(make).toThrow(error));
});

test('tokens pass', () => {
  const token = Lazy.string({ produce: () => 'known later' });
  for (const make of [AccessCondition.sourceIps, AccessCondition.sourceVpcs, AccessCondition.sourceVpcEndpoints, AccessCondition.regions]) {
    expect(() => make(token)).not.toThrow();
  }
  expect(() => AccessCondition.resourceTag(token, token)).not.toThrow();
  expect(() => AccessCondition.mfa(Duration.seconds(Token.asNumber({ Ref: 'Age' })))).not.toThrow();
});

describe('on a statement', () => {
  const statement = () => new iam.PolicyStatement({ sid: 'Look', actions: ['ec2:DescribeVpcs'], resources: ['*'], conditions: { Bool: { 'aws:SecureTransport': 'true' } } });

  test('it stands beside what is there', () => {
    const held = statement();
    AccessCondition.mfa().applyTo(held);
    expect(held.conditions).toEqual({ Bool: { 'aws:SecureTransport': 'true', 'aws:MultiFactorAuthPresent': 'true' } });
  });

  test('the same one twice is one', () => {
    const held = statement();
    AccessCondition.tls().applyTo(held);
    expect(held.conditions).toEqual({ Bool: { 'aws:SecureTransport': 'true' } });
  });

  test('another one on the same key is refused, and nothing is changed', () => {
    const held = statement();
    AccessCondition.regions('eu-west-1').applyTo(held);
    expect(() => AccessCondition.regions('eu-west-2').applyTo(held)).toThrow('Invalid `conditions of Look` ["eu-west-2"]: StringEquals aws:RequestedRegion has the value ["eu-west-1"] already');
    expect(held.conditions.StringEquals).toEqual({ 'aws:RequestedRegion': ['eu-west-1'] });
  });

  test('it is one of a trust policy as well', () => {
    const principal = new iam.AccountRootPrincipal().withConditions(AccessCondition.mfa().toConditions());
    expect(principal.policyFragment.conditions).toEqual({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
  });
});
