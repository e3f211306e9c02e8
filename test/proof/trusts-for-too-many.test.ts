import { Aws, Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BaselineRole } from '../../src/roles/baseline-role';
import { stackOf } from '../stack-of';

const ANCHOR = 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b2c3d';
const GITHUB = 'token.actions.githubusercontent.com';
const COGNITO = 'cognito-identity.amazonaws.com';
const SENTINEL = 'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/';
const AUD = { aud: 'sts.amazonaws.com' };
const SUB = { sub: 'release-job' };

const admitting = (principal: iam.IPrincipal) => () => new BaselineRole(stackOf(), 'Role', { assumedBy: principal });

function oidc(issuer: string, conditions: Record<string, Record<string, any>>, provider = `arn:aws:iam::111122223333:oidc-provider/${issuer}`): iam.IPrincipal {
  return new iam.FederatedPrincipal(provider, Object.fromEntries(Object.entries(conditions).map(([operator, claims]) => (
    [operator, Object.fromEntries(Object.entries(claims).map(([claim, value]) => [claim.includes(':') ? claim : `${issuer}:${claim}`, value]))]
  ))), 'sts:AssumeRoleWithWebIdentity');
}

const builtIn = (issuer: string, conditions: Record<string, Record<string, any>>) => oidc(issuer, conditions, issuer);
const thirdParty = (operator: string, value: any) => new iam.AccountPrincipal('444455556666').withConditions({ [operator]: { 'sts:ExternalId': value } });
const saml = (operator: string, value: any) => (
  new iam.FederatedPrincipal('arn:aws:iam::111122223333:saml-provider/Directory', { [operator]: { 'SAML:aud': value } }, 'sts:AssumeRoleWithSAML')
);
const rolesAnywhere = (...arns: string[]) => new iam.ServicePrincipal('rolesanywhere.amazonaws.com').withConditions({ ArnLike: { 'aws:SourceArn': arns } });

test.each<[string, iam.IPrincipal, RegExp]>([
  ['a job of any repository of GitHub, since its audience is whatever it asks for', oidc(GITHUB, { StringEquals: AUD }), /without a subject/],
  ['a job of any repository of GitHub, named with a wildcard', oidc(GITHUB, { StringEquals: AUD, StringLike: { sub: '*' } }), /anyone with a token/],
  ['a job of an organization that only begins alike', oidc(GITHUB, { StringEquals: AUD, StringLike: { sub: 'repo:octo*' } }), /anyone with an account/],
  ['one of two subjects that is everybody\'s', oidc(GITHUB, { StringEquals: AUD, StringLike: { sub: ['repo:octo-org/*', 'repo:*'] } }), /anyone with an account/],
  ['a subject that is excluded instead of named', oidc(GITHUB, { StringEquals: AUD, StringNotEquals: { sub: 'repo:octo-org/fork:ref:refs/heads/main' } }), /without a subject/],
  ['a subject that a token need not have', oidc(GITHUB, { StringEquals: AUD, StringEqualsIfExists: { sub: 'repo:octo-org/app:ref:refs/heads/main' } }), /without a subject/],
  ['a subject that is compared with itself', oidc('token.example.com', { StringEquals: { ...AUD, sub: '${token.example.com:sub}' } }), /anyone with a token/],
  ['a job of any project of GitLab', oidc('gitlab.com', { StringEquals: { aud: 'https://gitlab.com' } }), /without a subject/],
  ['a run of any organization of HCP Terraform', oidc('app.terraform.io', { StringEquals: { aud: 'aws.workload.identity' } }), /without a subject/],
  ['a key of the provider in other letters', oidc('Token.Actions.GitHubUserContent.com', { StringEquals: { ...AUD, sub: 'environment:production' } }), /anyone with an account/],
  ['a token of any application', oidc('token.example.com', { StringEquals: SUB }), /aud \(or app_id\)/],
  ['every audience that has a letter', oidc('token.example.com', { StringEquals: SUB, StringLike: { aud: '?*' } }), /aud \(or app_id\)/],
  ['audiences that begin alike', oidc('token.example.com', { StringEquals: SUB, StringLike: { aud: 'sts.*' } }), /aud \(or app_id\)/],
  ['an audience that is compared with itself', oidc('token.example.com', { StringEquals: { ...SUB, aud: '${token.example.com:aud}' } }), /aud \(or app_id\)/],
  ['the audience of another issuer', oidc('token.example.com', { StringEquals: { ...SUB, 'other.example.com:aud': 'sts.amazonaws.com' } }), /aud \(or app_id\)/],
  ['the subject of another issuer', oidc('token.example.com', { StringEquals: { ...AUD, 'other.example.com:sub': 'release-job' } }), /another issuer/],
  ['guests of a Cognito identity pool', builtIn(COGNITO, { StringEquals: { aud: 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef' } }), /guests of the identity pool/],
  ['guests of a Cognito identity pool by name', builtIn(COGNITO, {
    'StringEquals': { aud: 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef' }, 'ForAnyValue:StringLike': { amr: 'unauthenticated' },
  }), /guests of the identity pool/],
  ['users of every application at Facebook', builtIn('graph.facebook.com', { StringEquals: { id: '9876' } }), /aud \(or app_id\)/],
  ['a token of Microsoft Sentinel for another customer', oidc(SENTINEL, { StringEquals: { aud: 'api://1462b192-27f7-4cb9-8523-0f4ecb54b47e', sub: 'd8b5d1c7' } }), /name of the session/],
  ['the audience of any organization at Pulumi', oidc('api.pulumi.com/oidc', { StringEquals: { aud: 'https://example.com/', sub: 'pulumi:deploy:org:octo-org:x' } }), /anyone with an account/],
  ['every provider of the account', oidc('*', { StringEquals: { ...AUD, ...SUB } }), /no wildcards in a principal/],
  ['every external id that has a letter', thirdParty('StringLike', '?*'), /external ID/],
  ['external ids that begin alike', thirdParty('StringLike', ['7d1f9e0a-5c3b', 'acme-*']), /external ID/],
  ['an external id that is compared with itself', thirdParty('StringEquals', '${sts:ExternalId}'), /external ID/],
  ['an external id that may be absent', thirdParty('StringEqualsIfExists', '7d1f9e0a-5c3b'), /external ID/],
  ['every assertion', saml('StringLike', '*?'), /sign-in endpoint/],
  ['an assertion for any address', saml('StringLike', 'https://*'), /sign-in endpoint/],
  ['an assertion for any address with /saml', saml('StringLike', 'https://*/saml'), /sign-in endpoint/],
  ['an assertion for another application', saml('StringEquals', 'https://app.example.com/saml'), /sign-in endpoint/],
  ['an assertion that is compared with itself', saml('StringEquals', '${SAML:aud}'), /sign-in endpoint/],
  ['the certificates of every trust anchor of the account', rolesAnywhere('arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/*'), /every trust anchor/],
  ['the certificates of whatever is in Roles Anywhere', rolesAnywhere(ANCHOR, 'arn:aws:rolesanywhere:*:*:*'), /every trust anchor/],
  ['certificates without a trust anchor', new iam.ServicePrincipal('rolesanywhere.amazonaws.com'), /every trust anchor/],
])('no trust holds for %s', (_, principal, reason) => {
  expect(admitting(principal)).toThrow(/^Invalid `assumedBy[^`]*` /);
  expect(admitting(principal)).toThrow(reason);
});

test.each<[string, iam.IPrincipal]>([
  ['the branches of a repository', oidc(GITHUB, { StringEquals: AUD, StringLike: { sub: 'repo:octo-org/app:ref:refs/heads/release/*' } })],
  ['one branch', oidc(GITHUB, { StringEquals: { ...AUD, sub: 'repo:octo-org/app:ref:refs/heads/main' } })],
  ['a subject that only the deployment knows', oidc(GITHUB, { StringEquals: { ...AUD, sub: Fn.importValue('Subject') } })],
  ['subjects that only the deployment knows', oidc(GITHUB, { StringLike: { sub: Fn.split(',', Fn.importValue('Subjects')) }, StringEquals: AUD })],
  ['the users of one\'s own application at Google, which its audience names', builtIn('accounts.google.com', { StringEquals: { aud: '6677.apps.googleusercontent.com' } })],
  ['those who signed in to a Cognito identity pool', builtIn(COGNITO, {
    'StringEquals': { aud: 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef' }, 'ForAnyValue:StringLike': { amr: 'authenticated' },
  })],
  ['a job of an issuer of one\'s own', oidc('token.example.com', { StringEquals: { ...AUD, ...SUB } })],
  ['an audience that only the deployment knows', oidc('token.example.com', { StringEquals: SUB, StringLike: { aud: Fn.importValue('Audience') } })],
  ['a token of Microsoft Sentinel for one customer', oidc(SENTINEL, {
    StringEquals: { 'aud': 'api://1462b192-27f7-4cb9-8523-0f4ecb54b47e', 'sub': 'd8b5d1c7', 'sts:RoleSessionName': 'MicrosoftSentinel_0a1b2c3d' },
  })],
  ['an account as external id', thirdParty('StringEquals', Aws.ACCOUNT_ID)],
  ['the sign-in of every region', saml('StringLike', 'https://*.signin.aws.amazon.com/saml')],
  ['the sign-in of one region, in China', saml('StringEquals', 'https://cn-north-1.signin.amazonaws.cn/saml')],
  ['encrypted assertions', saml('StringEquals', 'https://signin.aws.amazon.com/saml/acs/SAMLSP0123456789')],
  ['one trust anchor, in whatever region', rolesAnywhere(ANCHOR.replace('eu-west-1', '*'))],
])('a trust holds for %s', (_, principal) => {
  expect(admitting(principal)).not.toThrow();
});
