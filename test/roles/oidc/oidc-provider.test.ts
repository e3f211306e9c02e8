import { App, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { OidcProvider } from '../../../src/roles/oidc/oidc-provider';
import { GitHubSubject } from '../../../src/roles/oidc/subjects/github-subject';

let stack: Stack;
beforeEach(() => { stack = new Stack(new App(), 'Stack'); });

test('a provider is CloudFormation\'s own, for tokens for STS, and has no thumbprints', () => {
  const provider = new OidcProvider(stack, 'GitHub', { url: GitHubSubject.ISSUER });
  expect(provider.oidcProviderIssuer).toBe('token.actions.githubusercontent.com');
  expect(Object.values(Template.fromStack(stack).findResources('AWS::IAM::OIDCProvider'))).toEqual([
    { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: GitHubSubject.ISSUER, ClientIdList: ['sts.amazonaws.com'] } },
  ]);
});

test('a provider is kept if asked', () => {
  new OidcProvider(stack, 'GitHub', { url: GitHubSubject.ISSUER, removalPolicy: RemovalPolicy.RETAIN });
  Template.fromStack(stack).hasResource('AWS::IAM::OIDCProvider', { DeletionPolicy: 'Retain' });
});

test.each([
  ['http://idp.example.com', 'tokens over another protocol prove nothing'],
  ['idp.example.com', 'tokens over another protocol'],
  ['https://', 'it must be a URL such as'],
  ['https://idp.example.com:8443', 'without port, query and fragment'],
  ['https://idp.example.com/?a=b', 'without port, query and fragment'],
  ['https://idp.example.com/#a', 'without port, query and fragment'],
  ['https://user@idp.example.com', 'it must be a URL such as'],
  ['https://localhost', 'it must be a URL such as'],
  ['https://*.example.com', 'it must be a URL such as'],
  ['https://IDP.example.com', 'it must be a URL such as'],
  [`https://idp.example.com/${'x'.repeat(255)}`, 'IAM accepts up to 255 characters'],
  ['https://accounts.google.com', 'IAM supports this provider without an OidcProvider'],
  ['https://cognito-identity.amazonaws.com', 'IAM supports this provider without an OidcProvider'],
])('%s is refused', (url, rule) => {
  expect(() => new OidcProvider(stack, 'Provider', { url })).toThrow(new RegExp(`^Invalid \`url\` '.*': .*${rule}`));
  expect(() => OidcProvider.fromIssuer(stack, 'Imported', url)).toThrow(rule);
});

test('an issuer that only the deployment knows is refused, since the names of conditions cannot be tokens', () => {
  expect(() => new OidcProvider(stack, 'Provider', { url: Fn.ref('Issuer') })).toThrow(/must be known at synthesis\. Specify it as text, or for Amazon EKS use Pod Identity/);
});

test.each<[string[], string]>([
  [[], 'IAM accepts 1 to 100'], [Array(101).fill('x'), 'IAM accepts 1 to 100'], [[''], 'a client ID has'], [['x'.repeat(256)], 'a client ID has'], [['*'], 'without spaces and wildcards'],
])('the client ids %p are refused', (clientIds, rule) => {
  expect(() => new OidcProvider(stack, 'Provider', { url: 'https://idp.example.com', clientIds })).toThrow(rule);
});

test('a second provider of an issuer in the stack is refused, regardless of how the first was created', () => {
  for (const id of ['First', 'Second']) new OidcProvider(stack, id, { url: GitHubSubject.ISSUER });
  new iam.OidcProviderNative(stack, 'Other', { url: 'https://idp.example.com/' });
  new OidcProvider(stack, 'Third', { url: 'https://idp.example.com' });
  new OidcProvider(stack, 'Fourth', { url: 'https://idp2.example.com' });
  new OidcProvider(new Stack(stack.node.root as App, 'OtherStack'), 'First', { url: GitHubSubject.ISSUER });
  const attempt = () => Template.fromStack(stack);
  expect(attempt).toThrow(`[Stack/Second] Invalid \`url\` '${GitHubSubject.ISSUER}': Stack/First has this name already. An account takes each issuer once`);
  expect(attempt).toThrow("[Stack/Third] Invalid `url` 'https://idp.example.com': Stack/Other has this name already");
  expect(attempt).not.toThrow(/\[(Stack\/Fourth|OtherStack)/);
});

test('an existing provider is imported by its issuer, and not created a second time', () => {
  const provider = OidcProvider.fromIssuer(stack, 'GitHub', GitHubSubject.ISSUER);
  expect([provider.oidcProviderIssuer, provider.openIdConnectProviderIssuer]).toEqual(Array(2).fill('token.actions.githubusercontent.com'));
  expect(stack.resolve(provider.openIdConnectProviderArn)).toEqual({
    'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com',
  });
  Template.fromStack(stack).resourceCountIs('AWS::IAM::OIDCProvider', 0);
});

test('an existing provider is imported by its ARN, from which its issuer is read where it can be', () => {
  const issuer = (arn: string) => OidcProvider.fromOidcProviderArn(stack, `Imported${stack.node.children.length}`, arn).oidcProviderIssuer;
  expect(issuer('arn:aws-cn:iam::111122223333:oidc-provider/idp.example.com/path')).toBe('idp.example.com/path');
  expect(issuer(`arn:aws:iam::${stack.account}:oidc-provider/idp.example.com`)).toBe('idp.example.com');
  expect(stack.resolve(issuer(Fn.ref('Arn')))).toHaveProperty('Fn::Select');
});

test.each([
  'arn:aws:iam::111122223333:saml-provider/idp', 'arn:aws:iam::1111:oidc-provider/idp.example.com', 'idp.example.com', 'arn:aws:iam::111122223333:oidc-provider/',
])('%s is no ARN of an OIDC provider', (arn) => {
  expect(() => OidcProvider.fromOidcProviderArn(stack, 'Imported', arn)).toThrow(/^Invalid `oidcProviderArn` .*it is not the ARN of an OIDC provider/);
});

test('an ARN of another partition is refused where the region is known', () => {
  const china = new Stack(stack.node.root as App, 'China', { env: { region: 'cn-north-1', account: '111122223333' } });
  expect(() => OidcProvider.fromOidcProviderArn(china, 'Imported', 'arn:aws:iam::111122223333:oidc-provider/idp.example.com')).toThrow('nobody crosses from one to another');
});

describe('the slash at the end of an issuer', () => {
  const TENANT = '00000000-4d64-4f8c-a055-5bdaffd5e33d';
  const warnings = () => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => `${entry.data}`);
  const right = [
    'https://tenant.auth0.com/', 'https://tenant.eu.auth0.com/', 'https://auth.example.com/application/o/aws/', `https://sts.windows.net/${TENANT}/`, 'https://login.app.env0.com/',
    'https://gitlab.com', 'https://app.terraform.io', 'https://token.actions.githubusercontent.com', 'https://token.actions.githubusercontent.com/octo-enterprise',
    'https://token.actions.octocorp.ghe.com', 'https://agent.buildkite.com', 'https://oidc.circleci.com/org/a-b', 'https://api.bitbucket.org/2.0/workspaces/ours/pipelines-config/identity/oidc',
    'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE',
  ];
  const wrong = right.map((url) => url.endsWith('/') ? url.slice(0, -1) : `${url}/`);

  test.each(right)('%s is right', (url) => {
    new OidcProvider(stack, 'Provider', { url });
    expect(warnings()).toEqual([]);
  });

  test.each(wrong)('%s is a warning, also where the provider is imported', (url) => {
    new OidcProvider(stack, 'Provider', { url });
    OidcProvider.fromIssuer(stack, 'Imported', url);
    OidcProvider.fromOidcProviderArn(stack, 'ByArn', `arn:aws:iam::111122223333:oidc-provider/${url.slice('https://'.length)}`);
    const advice = right[wrong.indexOf(url)];
    expect(warnings()).toEqual(Array(3).fill(expect.stringMatching(/no token could ever assume a role\. Use .*cdk-secure-account-baseline:oidcIssuerSlash/)));
    for (const warning of warnings()) expect(warning).toContain(`Use ${advice}. See `);
  });

  test.each(['https://idp.example.com', 'https://idp.example.com/', 'https://auth0.com.example.com', 'https://auth.example.com/application/o/'])('%s is not known', (url) => {
    new OidcProvider(stack, 'Provider', { url });
    expect(warnings()).toEqual([]);
  });
});
