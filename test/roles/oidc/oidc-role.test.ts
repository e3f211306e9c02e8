import { App, Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { OidcProvider } from '../../../src/roles/oidc/oidc-provider';
import { OidcRole, OidcRoleProps } from '../../../src/roles/oidc/oidc-role';
import { CognitoSubject } from '../../../src/roles/oidc/subjects/cognito-subject';
import { ConsumerSubject } from '../../../src/roles/oidc/subjects/consumer-subject';
import { GitHubSubject } from '../../../src/roles/oidc/subjects/github-subject';
import { GitLabSubject } from '../../../src/roles/oidc/subjects/gitlab-subject';
import { KubernetesSubject } from '../../../src/roles/oidc/subjects/kubernetes-subject';
import { OidcSubject } from '../../../src/trust/oidc/oidc-subject';

const REPOSITORY = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
const MAIN = GitHubSubject.branch(REPOSITORY, 'main');

let stack: Stack;
beforeEach(() => { stack = new Stack(new App(), 'Stack'); });

const gitHub = () => stack.node.tryFindChild('GitHub') as iam.IOidcProvider | undefined ?? OidcProvider.fromIssuer(stack, 'GitHub', GitHubSubject.ISSUER);
const role = (props: Partial<OidcRoleProps>) => new OidcRole(stack, 'Role', { provider: gitHub(), subjects: [MAIN], ...props });
const statements = () => Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument.Statement;

test('the role is an iam.IRole with boundary, session length, path and description', () => {
  const made = role({
    roleName: 'deploy', path: '/ci/', maxSessionDuration: Duration.hours(2), description: 'Deploys', permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('X'),
  });
  new Bucket(stack, 'Bucket').grantRead(made);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'deploy', Path: '/ci/', MaxSessionDuration: 7200, Description: 'Deploys', PermissionsBoundary: Match.anyValue(),
  });
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 1);
});

test('subjects that differ in nothing else share a statement, whose length is limited', () => {
  role({ subjects: [MAIN, GitHubSubject.environment(REPOSITORY, 'production'), MAIN, GitHubSubject.branch({ ...REPOSITORY, name: 'second', repositoryId: '75' }, 'main')] });
  expect(statements().map((statement: any) => statement.Condition.StringEquals['token.actions.githubusercontent.com:sub'].length)).toEqual([4, 2]);
});

test.each([
  [{}, 'sts:AssumeRoleWithWebIdentity'],
  [{ sessionTags: true, sourceIdentity: true }, ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity']],
])('with %p the token may %p', (props, actions) => {
  role(props);
  expect(statements()[0].Action).toEqual(actions);
});

test('a role for a provider that IAM knows can also admit tokens of another', () => {
  role({ subjects: [MAIN, ConsumerSubject.google('app', ['1'])] });
  expect(statements().map((statement: any) => statement.Principal.Federated)).toEqual([expect.anything(), 'accounts.google.com']);
});

describe('the audience of the role', () => {
  const ACCOUNT = '113803829384756102938';
  const conditions = (props: Partial<OidcRoleProps>) => {
    role({ provider: undefined, ...props });
    return statements()[0].Condition;
  };

  test('is what a token of Google was asked for, beside the application that asked', () => {
    expect(conditions({ audience: 'my-aws', subjects: [ConsumerSubject.google(ACCOUNT, [ACCOUNT])] })).toEqual({
      StringEquals: { 'accounts.google.com:aud': ACCOUNT, 'accounts.google.com:oaud': 'my-aws', 'accounts.google.com:sub': ACCOUNT },
    });
  });

  test.each<[string, OidcSubject]>([
    ['Facebook', ConsumerSubject.facebook('1234')], ['Login with Amazon', ConsumerSubject.loginWithAmazon('amzn1.x')],
    ['Cognito', CognitoSubject.signedIn({ identityPoolId: 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef' })],
  ])('is refused where it has no meaning: %s', (_, subject) => {
    expect(() => conditions({ audience: 'my-aws', subjects: [subject] })).toThrow(/^Invalid `audience` 'my-aws': the audience of .* is the application or identity pool that the subject names/);
  });

  test('is refused if the subject says another one, and taken if it says the same', () => {
    const provider = OidcProvider.fromIssuer(stack, 'Idp', 'https://idp.example.com');
    const subjects = [OidcSubject.exactly('build', { audience: 'ours' })];
    expect(() => conditions({ provider, audience: 'other', subjects })).toThrow(/^Invalid `audience` 'other': the subject has the audience ours, and a token has only one/);
    const linkedIn = OidcProvider.fromIssuer(stack, 'LinkedIn', ConsumerSubject.LINKEDIN_ISSUER);
    expect(() => conditions({ provider: linkedIn, audience: 'other', subjects: [ConsumerSubject.linkedIn('ours')] })).toThrow('the subject has the audience ours');
    expect(conditions({ provider, audience: 'ours', subjects }).StringEquals).toMatchObject({ 'idp.example.com:aud': 'ours' });
  });

  test.each<[string, string, string]>([
    ['https://api.pulumi.com/oidc', 'pulumi:deploy:org:ours:project:p:*', 'sts.amazonaws.com'],
    ['https://oidc.vercel.com', 'owner:ours:project:p:environment:production', 'sts.amazonaws.com'],
    ['https://sandboxes.cloud', 'sandbox', 'sts.amazonaws.com'],
  ])('at %s must be the customer\'s own', (url, subject, audience) => {
    const provider = OidcProvider.fromIssuer(stack, 'Shared', url);
    expect(() => conditions({ provider, subjects: [OidcSubject.like(subject, { audience })] })).toThrow(/'sts\.amazonaws\.com': anyone with an account at /);
  });
});

test('the audience can be another one that the provider takes', () => {
  role({ audience: 'sts.amazonaws.com.cn' });
  expect(statements()[0].Condition.StringEquals['token.actions.githubusercontent.com:aud']).toBe('sts.amazonaws.com.cn');
});

test.each<[string, () => Partial<OidcRoleProps>, RegExp]>([
  ['no subject', () => ({ subjects: [] }), /^Invalid `subjects` \[\].*every user with a token/],
  ['no provider', () => ({ provider: undefined }), /^Invalid `provider` undefined.*needs one for GitHub Actions.*fromIssuer/],
  ['a provider that IAM knows already', () => ({ subjects: [ConsumerSubject.google('app')] }), /^Invalid `provider` .*IAM supports accounts\.google\.com.*Remove it/],
  ['the subjects of another provider', () => ({ subjects: [ConsumerSubject.linkedIn('app')] }), /^Invalid `provider` 'token\.actions.*belong to LinkedIn.*no token could ever/],
  ['a provider whose issuer is not known', () => ({ provider: new iam.OidcProviderNative(stack, 'Native', { url: 'https://idp.example.com' }) }), /^Invalid `provider` .*must be known at synthesis/],
  ['an empty audience', () => ({ audience: '' }), /^Invalid `audience` '': /],
  ['any audience', () => ({ audience: '*' }), /^Invalid `audience` '\*'.*without wildcards/],
  ['an audience that the provider does not take', () => ({ provider: new OidcProvider(stack, 'New', { url: GitHubSubject.ISSUER, clientIds: ['api://x'] }) }),
    /^Invalid `audience` 'sts\.amazonaws\.com'.*accepts tokens only for api:\/\/x, so.*Add the audience to its clientIds/],
  ['everybody at GitHub', () => ({ subjects: [OidcSubject.like('repo:*', { audience: 'sts.amazonaws.com' })] }), /^Invalid `subjects` 'repo:\*'.*anyone with an account at token\.actions/],
  ['owners that begin alike', () => ({ subjects: [OidcSubject.like('repo:octo-org*', { audience: 'sts.amazonaws.com' })] }), /anyone with an account/],
  ['any owner with a repository of a name', () => ({ subjects: [OidcSubject.like('repo:*/octo-repo:*', { audience: 'x' })] }), /anyone with an account/],
  ['a subject of GitHub that names no owner', () => ({ subjects: [OidcSubject.exactly('environment:production', { audience: 'x' })] }), /anyone with an account/],
  ['a reusable workflow with any caller', () => ({ subjects: [OidcSubject.exactly('job_workflow_ref:octo-org/x/.github/workflows/a.yml@main', { audience: 'x' })] }), /anyone with an account/],
  ['a session of less than an hour', () => ({ maxSessionDuration: Duration.minutes(14) }), /^Invalid `maxSessionDuration` '?14 minutes/],
  ['a session of more than 12 hours', () => ({ maxSessionDuration: Duration.hours(13) }), /^Invalid `maxSessionDuration` '?13 hours/],
  ['a name that is none', () => ({ roleName: 'a b' }), /^Invalid `roleName` /],
])('%s is refused', (_, props, message) => {
  expect(() => role(props())).toThrow(message);
});

test.each([
  ['https://gitlab.com', 'project_path:*', true],
  ['https://gitlab.com', 'project_path:ours/*', false],
  ['https://app.terraform.io', 'organization:*:project:x', true],
  ['https://app.terraform.io', 'organization:ours:*', false],
  ['https://agent.buildkite.com', 'organization:*', true],
  [GitHubSubject.ISSUER, 'repo:octo-org/*', false],
  [GitHubSubject.ISSUER, 'repository_owner_id:65:repo:*', false],
  ['https://idp.example.com', 'build-*', false],
])('at %s the subject %s is open to everyone: %p', (url, subject, open) => {
  const make = () => role({ provider: OidcProvider.fromIssuer(stack, 'Other', url), subjects: [OidcSubject.like(subject, { audience: 'x' })] });
  if (open) expect(make).toThrow('anyone with an account');
  else expect(make).not.toThrow();
});

test('claims of which STS knows nothing for the issuer are refused: nobody could ever come', () => {
  const enterprise = OidcProvider.fromIssuer(stack, 'Enterprise', 'https://github.example.com/_services/token');
  expect(() => role({ provider: enterprise })).toThrow(/^Invalid `subjects` \["repository_owner_id","repository_id"\].*STS has no condition keys for these claims/);
  const instance = OidcProvider.fromIssuer(stack, 'Instance', 'https://gitlab.example.com');
  expect(() => new OidcRole(stack, 'Second', { provider: instance, subjects: [GitLabSubject.branch({ path: 'g/p', projectId: '1' }, 'main')] })).toThrow(/^Invalid `subjects` \["project_id"\]/);
  expect(() => new OidcRole(stack, 'Fine', { provider: instance, subjects: [GitLabSubject.branch({ path: 'g/p' }, 'main')] })).not.toThrow();
});

describe('warnings', () => {
  const warnings = () => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => `${entry.data}`);

  test('a GitHub repository or a GitLab project known by its name only', () => {
    role({ subjects: [GitHubSubject.branch({ owner: 'o', name: 'r' }, 'main')] });
    new OidcRole(stack, 'Other', { provider: OidcProvider.fromIssuer(stack, 'GitLab', GitLabSubject.ISSUER), subjects: [GitLabSubject.branch({ path: 'g/p' }, 'main')] });
    expect(warnings()).toEqual([
      expect.stringContaining('[ack: cdk-secure-account-baseline:gitHubByNameOnly]'), expect.stringContaining('[ack: cdk-secure-account-baseline:gitLabByNameOnly]'),
    ]);
  });

  test('an environment with a colon in its name, whose subject another environment may have', () => {
    role({ subjects: [GitHubSubject.environment(REPOSITORY, 'prod:eu')] });
    new OidcRole(stack, 'Encoded', { provider: gitHub(), subjects: [GitHubSubject.environment(REPOSITORY, 'prod%3Aeu')] });
    expect(warnings()).toEqual(Array(2).fill(expect.stringContaining('[ack: cdk-secure-account-baseline:gitHubEnvironmentWithColon]')));
  });

  test('none where it is right, or nothing could be done', () => {
    role({});
    new OidcRole(stack, 'Other', { provider: OidcProvider.fromIssuer(stack, 'GitLab', 'https://gitlab.example.com'), subjects: [GitLabSubject.branch({ path: 'g/p' }, 'main')] });
    expect(warnings()).toEqual([]);
  });

  test('a trust policy longer than IAM takes', () => {
    role({ subjects: Array.from({ length: 20 }, (_, at) => GitHubSubject.environment(REPOSITORY, `environment-${at}`)) });
    expect(warnings()).toEqual([expect.stringMatching(/about \d{4} characters, and IAM accepts 2048.*trustPolicySize/)]);
  });

  test('of a trust policy as it is at synth, not before', () => {
    let known = false;
    const late = Lazy.string({
      produce: () => {
        if (!known) throw new Error('asked too early');
        return 'repo:octo-org/octo-repo:ref:refs/heads/late';
      },
    });
    const made = role({ subjects: [OidcSubject.exactly(late, { audience: 'x' })] });
    known = true;
    const principals = [new iam.FederatedPrincipal('arn:aws:iam::111122223333:oidc-provider/idp.example.com', {}, 'sts:AssumeRoleWithWebIdentity')];
    const conditions = { StringEquals: { 'idp.example.com:aud': 'x', 'idp.example.com:sub': 'x'.repeat(2048) } };
    made.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRoleWithWebIdentity'], principals, conditions }));
    expect(warnings()).toEqual([expect.stringContaining('trustPolicySize')]);
  });
});

test('a subject that turns out at synthesis to be anyone\'s is refused then', () => {
  role({ subjects: [OidcSubject.exactly(Lazy.string({ produce: () => 'environment:production' }), { audience: 'x' })] });
  expect(() => Template.fromStack(stack)).toThrow(/\[Stack\/Role\/Resource\] Invalid `assumedBy` 'environment:production': anyone/);
});

test('an audience that others can have is refused where the audience says whose a token is', () => {
  const pulumi = OidcProvider.fromIssuer(stack, 'Pulumi', 'https://api.pulumi.com/oidc');
  const subjects = (audience: string) => [OidcSubject.like('pulumi:deploy:org:octo-org:*', { audience })];
  expect(() => role({ provider: pulumi, subjects: subjects('https://example.com') })).toThrow(/^Invalid `subjects` 'https:\/\/example\.com': anyone with an account at api\.pulumi\.com/);
  expect(() => role({ provider: pulumi, subjects: subjects('octo-org') })).not.toThrow();
});

describe('the audience of a provider that IAM knows', () => {
  const conditions = (props: OidcRoleProps) => {
    new OidcRole(stack, 'Role', props);
    return statements()[0].Condition.StringEquals;
  };

  test('is what a token of Google was asked for', () => {
    expect(conditions({ subjects: [ConsumerSubject.google('1138', ['1138'])], audience: 'our-account' })).toEqual({
      'accounts.google.com:aud': '1138', 'accounts.google.com:oaud': 'our-account', 'accounts.google.com:sub': '1138',
    });
  });

  test.each<[string, () => OidcSubject]>([
    ['graph.facebook.com', () => ConsumerSubject.facebook('app')], ['www.amazon.com', () => ConsumerSubject.loginWithAmazon('app')],
    ['cognito-identity.amazonaws.com', () => CognitoSubject.signedIn({ identityPoolId: 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef' })],
  ])('is refused for %s, which has none beside the application', (issuer, subject) => {
    expect(() => conditions({ subjects: [subject()], audience: 'our-account' })).toThrow(`Invalid \`audience\` 'our-account': the audience of ${issuer} is the application or identity pool`);
  });

  test.each(['', '*'])('is one text, not %j', (audience) => {
    expect(() => conditions({ subjects: [ConsumerSubject.google('1138')], audience })).toThrow('an audience is one text, without wildcards');
  });
});

test('a provider of aws-cdk-lib that does not tell its issuer is refused, with what to do', () => {
  const provider = new iam.OpenIdConnectProvider(stack, 'Old', { url: GitHubSubject.ISSUER });
  expect(() => role({ provider: provider as any })).toThrow(/^Invalid `provider` 'Stack\/Old': it has no known issuer\. Use the OidcProvider of this library, or import the provider with OidcProvider\.fromIssuer/);
});

test('the client ids of a provider of aws-cdk-lib are compared too', () => {
  const provider = new iam.OidcProviderNative(stack, 'Native', { url: 'https://idp.example.com', clientIds: ['api://x'] });
  Object.defineProperty(provider, 'oidcProviderIssuer', { value: 'idp.example.com' });
  expect(() => role({ provider, subjects: [OidcSubject.exactly('job', { audience: 'other' })] })).toThrow('accepts tokens only for api://x');
});

test('tokens pass: subject, audience and ids of the deployment end up in the conditions', () => {
  role({ audience: Fn.ref('Audience'), subjects: [OidcSubject.exactly(Fn.ref('Subject'), { audience: 'x' })] });
  expect(statements()[0].Condition.StringEquals).toEqual({
    'token.actions.githubusercontent.com:aud': { Ref: 'Audience' }, 'token.actions.githubusercontent.com:sub': { Ref: 'Subject' },
  });
});

test('a pattern that only the deployment knows is compared as a pattern, and an exact subject is not', () => {
  const provider = OidcProvider.fromIssuer(stack, 'Other', 'https://idp.example.com');
  role({ provider, subjects: [OidcSubject.exactly('system', { audience: 'x' }), OidcSubject.like(Fn.ref('Pattern'), { audience: 'x' })] });
  new OidcRole(stack, 'Second', { provider, subjects: [OidcSubject.exactly(Fn.ref('Subject'), { audience: 'x' })] });
  const conditions = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).map(({ Properties }) => Properties.AssumeRolePolicyDocument.Statement[0].Condition);
  expect(conditions).toEqual([
    { StringEquals: { 'idp.example.com:aud': 'x' }, StringLike: { 'idp.example.com:sub': ['system', { Ref: 'Pattern' }] } },
    { StringEquals: { 'idp.example.com:aud': 'x', 'idp.example.com:sub': { Ref: 'Subject' } } },
  ]);
});

test('a pattern in one of several subjects makes all of them patterns, which changes nothing for those without a wildcard', () => {
  role({
    provider: OidcProvider.fromIssuer(stack, 'Cluster', 'https://idp.example.com'),
    subjects: [
      KubernetesSubject.serviceAccount('a', 'b'), OidcSubject.like('system:serviceaccount:c:*', { audience: 'sts.amazonaws.com' }),
    ],
  });
  expect(statements()[0].Condition.StringLike['idp.example.com:sub']).toEqual(['system:serviceaccount:a:b', 'system:serviceaccount:c:*']);
});
