import { Aws, Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PrincipalKind } from '../../src/trust/principal-kind';
import { RoleTrust } from '../../src/trust/role-trust';
import { RoleTrustProps } from '../../src/trust/role-trust-props';

const { THIRD_PARTY, SAML, OIDC, ROLES_ANYWHERE } = PrincipalKind;
const ANCHOR = 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b2c3d';

function oidc(issuer: string, conditions: Record<string, Record<string, any>>): RoleTrustProps {
  return {
    kind: OIDC,
    principal: new iam.FederatedPrincipal(`arn:aws:iam::111122223333:oidc-provider/${issuer}`, {}, 'sts:AssumeRoleWithWebIdentity'),
    conditions: Object.fromEntries(Object.entries(conditions).map(([operator, claims]) => (
      [operator, Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, value]))]
    ))),
  };
}

const GITHUB = 'token.actions.githubusercontent.com';
const AUD = { aud: 'sts.amazonaws.com' };
const thirdParty = (operator: string, value: any): RoleTrustProps => (
  { kind: THIRD_PARTY, accounts: ['444455556666'], conditions: { [operator]: { 'sts:ExternalId': value } } }
);
const saml = (operator: string, value: any): RoleTrustProps => ({
  kind: SAML,
  principal: new iam.FederatedPrincipal('arn:aws:iam::111122223333:saml-provider/Directory', {}, 'sts:AssumeRoleWithSAML'),
  conditions: { [operator]: { 'SAML:aud': value } },
});

test.each<[string, RoleTrustProps, string]>([
  ['a job of any repository of GitHub, since its audience is whatever it asks for', oidc(GITHUB, { StringEquals: AUD }), 'conditions: '],
  ['a job of any repository of GitHub, named with a wildcard', oidc(GITHUB, { StringEquals: AUD, StringLike: { sub: '*' } }), 'conditions: '],
  ['a job of an organization that only begins alike', oidc(GITHUB, { StringEquals: AUD, StringLike: { sub: 'repo:octo*' } }), 'conditions: '],
  ['one of two subjects that is everybody\'s', oidc(GITHUB, { StringEquals: AUD, StringLike: { sub: ['repo:octo-org/*', 'repo:*'] } }), 'conditions: '],
  ['a subject that is excluded instead of named', oidc(GITHUB, { StringEquals: AUD, StringNotEquals: { sub: 'repo:octo-org/fork:ref:refs/heads/main' } }), 'conditions: '],
  ['a subject that a token need not have', oidc(GITHUB, { StringEquals: AUD, StringEqualsIfExists: { sub: 'repo:octo-org/app:ref:refs/heads/main' } }), 'conditions: '],
  ['a job of any project of GitLab', oidc('gitlab.com', { StringEquals: { aud: 'https://gitlab.com' } }), 'conditions: '],
  ['a run of any organization of HCP Terraform', oidc('app.terraform.io', { StringEquals: { aud: 'aws.workload.identity' } }), 'conditions: '],
  ['a key of the provider in other letters', oidc('Token.Actions.GitHubUserContent.com', { StringEquals: AUD }), 'conditions: '],
  ['every audience that has a letter', oidc('token.example.com', { StringLike: { aud: '?*' } }), 'conditions: '],
  ['audiences that begin alike', oidc('token.example.com', { StringLike: { aud: 'sts.*' } }), 'conditions: '],
  ['an audience that is compared with itself', oidc('token.example.com', { StringEquals: { aud: '${token.example.com:aud}' } }), 'conditions: '],
  ['every external id that has a letter', thirdParty('StringLike', '?*'), 'externalId: '],
  ['external ids that begin alike', thirdParty('StringLike', ['7d1f9e0a-5c3b', 'acme-*']), 'externalId: '],
  ['an external id that is compared with itself', thirdParty('StringEquals', '${sts:ExternalId}'), 'externalId: '],
  ['every assertion', saml('StringLike', '*?'), 'conditions: '],
  ['an assertion that is compared with itself', saml('StringEquals', '${SAML:aud}'), 'conditions: '],
  ['the certificates of every trust anchor of the account', { kind: ROLES_ANYWHERE, sourceArns: ['arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/*'] }, 'sourceArns: '],
  ['the certificates of whatever is in Roles Anywhere', { kind: ROLES_ANYWHERE, sourceArns: [ANCHOR, 'arn:aws:rolesanywhere:*:*:*'] }, 'sourceArns: '],
])('no trust holds for %s', (_, props, property) => {
  expect(() => new RoleTrust(props)).toThrow(new RegExp(`^${property}`));
});

test.each<[string, RoleTrustProps]>([
  ['the branches of a repository', oidc(GITHUB, { StringEquals: AUD, StringLike: { sub: 'repo:octo-org/app:ref:refs/heads/release/*' } })],
  ['one branch', oidc(GITHUB, { StringEquals: { ...AUD, sub: 'repo:octo-org/app:ref:refs/heads/main' } })],
  ['a subject that only the deployment knows', oidc(GITHUB, { StringEquals: { ...AUD, sub: Fn.importValue('Subject') } })],
  ['subjects that only the deployment knows', oidc(GITHUB, { StringLike: { sub: Fn.split(',', Fn.importValue('Subjects')) }, StringEquals: AUD })],
  ['the users of one\'s own application at Google, which its audience names', oidc('accounts.google.com', { StringEquals: { aud: '6677.apps.googleusercontent.com' } })],
  ['an issuer of one\'s own', oidc('token.example.com', { StringEquals: AUD })],
  ['an audience that only the deployment knows', oidc('token.example.com', { StringLike: { aud: Fn.importValue('Audience') } })],
  ['an account as external id', thirdParty('StringEquals', Aws.ACCOUNT_ID)],
  ['the sign-in of every region', saml('StringLike', 'https://*.signin.aws.amazon.com/saml')],
  ['one trust anchor, in whatever region', { kind: ROLES_ANYWHERE, sourceArns: [ANCHOR.replace('eu-west-1', '*')] }],
])('a trust holds for %s', (_, props) => {
  expect(() => new RoleTrust(props)).not.toThrow();
});
