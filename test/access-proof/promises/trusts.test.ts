import { exactly, isMultivalued } from './pinned';
import { BY_HAND, TrustPromise, TRUSTS } from './trusts';
import { trustOfRole } from '../../../proof/engine/template';
import { federationTemplate } from '../../../proof/trusts/federation-account';
import { template } from '../../../proof/trusts/role-trusts';
import { AccessCondition, AccessContext, AccessPolicies, AccessProof, AccessQuestion } from '../../../src';

/** Who may assume a role: proved for every principal and every value of every condition key. */
const when = AccessCondition.of;
const federation = federationTemplate();
const AGE = 'aws:MultiFactorAuthAge';

type Claim = [title: string, allows: 'nothing' | 'everything', question: AccessQuestion];

function explain(trust: any, [, allows, question]: Claim): string {
  const proof = new AccessProof(AccessPolicies.fromJson(JSON.stringify(trust)));
  return (allows === 'nothing' ? proof.allowsNothing(question) : proof.allowsEverything(question)).explanation;
}

/** A condition that a request meets if no value of the key matches one of the patterns, or if there is no value. */
function otherThan(key: string, patterns: string[], trust: any): AccessCondition {
  if (isMultivalued(key, trust)) return when('ForAllValues:StringNotLike', key, ...patterns);
  return when(patterns.some((pattern) => /[*?]/.test(pattern)) ? 'StringNotLike' : 'StringNotEquals', key, ...patterns);
}

function claimsOf({ trust, calls, principals, requires, mfaAge, meets }: TrustPromise): Claim[] {
  const nothingWhen = (title: string, condition: AccessCondition): Claim => [title, 'nothing', { actions: ['*'], when: [condition] }];
  const ofPeople: Claim[] = mfaAge === undefined ? [] : [
    nothingWhen('requires MFA', AccessContext.withoutMfa()),
    nothingWhen('requires an MFA age', when('Null', AGE, 'true')),
    nothingWhen(`requires MFA of the last ${mfaAge} seconds`, when('NumericGreaterThanEquals', AGE, `${mfaAge}`)),
  ];
  const mfa = mfaAge === undefined ? [] : [AccessContext.withMfa(), ...exactly(AGE, `${mfaAge - 1}`, trust)];
  const pinned = Object.entries(meets).flatMap(([key, value]) => exactly(key, value, trust));
  return [
    ['allows no other call', 'nothing', { notActions: calls }],
    nothingWhen('admits no other principal', when('StringNotLike', 'request:principal', ...principals)),
    ...Object.entries(requires).map(([key, patterns]) => nothingWhen(`requires ${key}`, otherThan(key, patterns, trust))),
    ...ofPeople,
    ['admits a principal that meets the requirements', 'everything', { actions: calls, when: [...pinned, ...mfa] }],
  ];
}

describe.each(TRUSTS)('the trust of %s', (_, promise) => {
  const claims = claimsOf(promise);

  test.each(claims)('%s', (...claim) => {
    expect(explain(promise.trust, claim)).toMatch(/^Proved: /);
  });

  test.each(weakened(promise.trust))('%s, a claim is refuted', (__, trust) => {
    expect(claims.map((claim) => explain(trust, claim))).toContainEqual(expect.stringMatching(/^Refuted: /));
  });
});

/** The trust without each of its conditions in turn. */
function weakened(trust: any): [string, any][] {
  const [statement] = trust.Statement;
  return Object.entries<any>(statement.Condition ?? { none: {} }).flatMap(([operator, keys]): [string, any][] => {
    const without = (left: any) => ({ ...trust, Statement: [{ ...statement, Condition: { ...statement.Condition, [operator]: left } }] });
    const { Principal: { Service: service } } = statement;
    if (operator === 'none') return [[`for ${service} and another service`, { ...trust, Statement: [{ ...statement, Principal: { Service: [service, 'lambda.amazonaws.com'] } }] }]];
    return Object.keys(keys).map((key) => [`without ${operator} ${key}`, without(Object.fromEntries(Object.entries(keys).filter(([other]) => other !== key)))]);
  });
}

const GITHUB = 'token.actions.githubusercontent.com';
const CIRCLE = 'oidc.circleci.com/org/8f2f0c6e-1c1b-4d7c-9d0b-3e5b7a9c1d2f';
const own = ['AWS:arn:*:iam::123456789012:*', 'AWS:arn:*:sts::123456789012:*'];
const nothing = (...conditions: AccessCondition[]): AccessQuestion => ({ actions: ['*'], when: conditions });

describe.each<[string, Record<string, AccessQuestion>]>([
  ['NamedPeople', {
    'requires MFA': nothing(AccessContext.withoutMfa()),
    'requires MFA of the last hour': nothing(when('NumericGreaterThanEquals', AGE, '3600')),
    'requires the organization': nothing(AccessContext.fromOutsideOrganization('o-a1b2c3d4e5')),
    'requires one of the users': nothing(when('ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:user/alice', 'arn:aws:iam::111122223333:user/bob')),
    'requires the user name as source identity': nothing(when('StringNotEquals', 'sts:SourceIdentity', '${aws:username}')),
    'requires the user name as session name': { actions: ['sts:AssumeRole'], when: [when('StringNotEquals', 'sts:RoleSessionName', '${aws:username}')] },
  }],
  ['NamedThirdParty', {
    'requires the external ID': { actions: ['sts:AssumeRole'], when: [when('StringNotEquals', 'sts:ExternalId', 'c2Vzc2lvbi1wYXJ0bmVyLTQy')] },
    'requires the named role': nothing(when('ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::444455556666:role/product')),
    'admits no other account': nothing(when('StringNotLike', 'request:principal', 'AWS:arn:*:iam::444455556666:*', 'AWS:arn:*:sts::444455556666:*')),
  }],
  ['PlainRole', {
    'requires MFA of people': nothing(when('StringLike', 'request:principal', 'AWS:*'), AccessContext.withoutMfa()),
    'requires the network of people': nothing(when('StringLike', 'request:principal', 'AWS:*'), when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')),
    'requires the account of the service': nothing(when('StringLike', 'request:principal', 'Service:*'), when('StringNotEquals', 'aws:SourceAccount', '123456789012')),
    'admits no other principal': nothing(when('StringNotLike', 'request:principal', ...own, 'Service:states.amazonaws.com')),
  }],
  ['GitHubTwo', {
    'admits the environment of the first repository alone': nothing(
      when('StringEquals', `${GITHUB}:repository_id`, '74'), when('StringNotLike', `${GITHUB}:sub`, 'repo:*:environment:staging')),
    'admits the branch of the second repository alone': nothing(
      when('StringEquals', `${GITHUB}:repository_id`, '75'), when('StringNotLike', `${GITHUB}:sub`, 'repo:*:ref:refs/heads/main')),
    'admits no other repository': nothing(when('StringNotEquals', `${GITHUB}:repository_id`, '74', '75')),
    'admits no other owner': nothing(when('StringNotEquals', `${GITHUB}:repository_owner_id`, '65')),
    'requires the audience': nothing(when('StringNotEquals', `${GITHUB}:aud`, 'sts.amazonaws.com')),
  }],
  ['GitHubRelease', {
    'admits no other branch': nothing(when('StringNotLike', `${GITHUB}:sub`, 'repo:*:ref:refs/heads/release/*-stable')),
    'admits no further claim behind the branch': nothing(when('StringLike', `${GITHUB}:sub`, 'repo:*:ref:refs/heads/*:*')),
    'admits no other repository': nothing(when('StringNotEquals', `${GITHUB}:repository_id`, '74')),
  }],
  ['GitLabRelease', {
    'admits no other project': nothing(when('StringNotEquals', 'gitlab.com:project_id', '20')),
    'admits no further claim behind the branch': nothing(when('StringLike', 'gitlab.com:sub', '*:ref:*:*')),
  }],
  ['CircleCiRelease', {
    'admits no other project': nothing(when('StringNotLike', `${CIRCLE}:sub`, 'org/8f2f0c6e-1c1b-4d7c-9d0b-3e5b7a9c1d2f/project/1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9/*')),
    'admits no other branch': nothing(when('StringNotLike', `${CIRCLE}:sub`, '*/vcs-ref/refs/heads/release/*')),
  }],
  ['TerraformAnyProject', {
    'admits no other workspace': nothing(when('StringNotLike', 'app.terraform.io:sub', 'organization:our-organization:*:workspace:network:run_phase:apply')),
    'admits no second workspace in the name of a project': nothing(when('StringLike', 'app.terraform.io:sub', '*:workspace:*:workspace:*')),
  }],
  ['TerraformPlans', {
    'admits no apply': nothing(when('StringLike', 'app.terraform.io:sub', '*:run_phase:apply')),
    'admits no other project': nothing(when('StringNotLike', 'app.terraform.io:sub', 'organization:our-organization:project:Default Project:workspace:net-*')),
  }],
  ['SamlTagged', {
    'requires an endpoint of AWS': nothing(when('StringNotEquals', 'SAML:aud', 'https://signin.aws.amazon.com/saml', 'https://eu-west-1.signin.aws.amazon.com/saml')),
    'requires the attributes': { actions: ['sts:AssumeRoleWithSAML'], when: [when('StringNotEquals', 'SAML:sub_type', 'persistent')] },
    'requires a source identity': { actions: ['sts:AssumeRoleWithSAML'], when: [when('Null', 'sts:SourceIdentity', 'true')] },
  }],
])('the trust of %s', (role, questions) => {
  const trust = trustOfRole([template, federation].find((each) => each.idsOf('AWS::IAM::Role').some((id) => each.nameOf(id) === role || id.startsWith(role)))!, role);

  test.each(Object.entries(questions))('%s', (title, question) => {
    expect(explain(trust, [title, 'nothing', question])).toMatch(/^Proved: /);
    // Not because there is no such request: a trust of everybody has it.
    expect(explain({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Principal: '*' }] }, [title, 'nothing', question])).toMatch(/^Refuted: /);
  });
});

test('each role of the sampled proof has promises', () => {
  const names = [...TRUSTS.map(([name]) => name.split(' ')[0]), ...BY_HAND];
  const unproved = [template, federation].flatMap((each) => each.idsOf('AWS::IAM::Role').filter((id) => !names.some((name) => id.startsWith(name))));
  expect(unproved).toEqual([]);
});
