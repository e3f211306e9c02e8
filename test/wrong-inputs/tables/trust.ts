import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lib from '../../../src';
import { refused, refusedAlone, untyped, wrong, WrongInput } from '../wrong-input';

const { RoleTrust } = lib;
const siblings = (options: object) => () => RoleTrust.roles(untyped({ siblings: { accounts: ['444455556666'], ...options } }));
const vendor = (options: object) => () => RoleTrust.thirdParty(untyped({ accounts: ['444455556666'], externalId: 'a1b2c3', ...options }));
const saml = (options: object) => () => RoleTrust.saml(lib.SamlProvider.fromSamlProviderArn(new Stack(), 'Saml', 'arn:aws:iam::111122223333:saml-provider/workforce'), options);
const machines = (options: object) => () => RoleTrust.rolesAnywhere(untyped({
  trustAnchors: [lib.RolesAnywhereTrustAnchor.fromTrustAnchorArn(new Stack(), 'Anchor', 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/a')],
  subjectCommonNames: ['machine'],
  issuerCommonNames: ['authority'],
  ...options,
}));
const repository = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
const github = (stack: Stack) => lib.OidcProvider.fromIssuer(stack, 'GitHub', lib.GitHubSubject.ISSUER);
const plain = (assumedBy: iam.IPrincipal) => wrong(lib.BaselineRole, { assumedBy });

/** Who may assume a role. */
export const TRUST: WrongInput[] = [
  ['a trust in another account without organization', siblings({}), refusedAlone('siblings.organizationId', 'undefined', 'the ID of their organization', 'trust-foreign-account')],
  ['an organization that is none', siblings({ organizationId: 'example' }), refusedAlone('siblings.organizationId', "'example'", 'an organization ID')],
  ['no sibling account', siblings({ accounts: [], organizationId: 'o-a1b2c3d4e5' }), refusedAlone('siblings.accounts', '[]', 'it is empty')],
  ['an account of 11 digits', siblings({ accounts: ['44445555666'], organizationId: 'o-a1b2c3d4e5' }), refusedAlone('siblings.accounts', "'44445555666'", '12 digits')],
  ['an account as a number', siblings({ accounts: [444455556666], organizationId: 'o-a1b2c3d4e5' }), refusedAlone('siblings.accounts', '[444455556666]', 'must be text')],
  ['a path of another organization', siblings({ organizationId: 'o-a1b2c3d4e5', organizationPaths: ['o-zzzzzzzzzz/r-abcd/*'] }), refusedAlone('siblings.organizationPaths', "'o-zzzzzzzzzz/r-abcd/*'", 'it is in another organization', 'trust-never-holds')],
  ['users and a path of users', () => RoleTrust.people({ users: ['alice'], usersPath: '/people/' }), refusedAlone('usersPath', "'/people/'", '`users`')],
  ['no user', () => RoleTrust.people({ users: [] }), refusedAlone('users', '[]', 'it is empty')],
  ['a role for a user', () => RoleTrust.people({ users: ['arn:aws:iam::111122223333:role/deploy'] }), refusedAlone('users', "'arn:aws:iam::111122223333:role/deploy'", 'the session of a role carries no MFA', 'trust-never-holds')],
  ['MFA of two days ago', () => RoleTrust.people({ mfaMaxAge: Duration.days(2) }), refusedAlone('mfaMaxAge', "'2 days'", 'it must last from 15 minutes')],
  ['a user for a role', () => RoleTrust.roles({ roles: ['arn:aws:iam::111122223333:user/alice'] }), refusedAlone('roles', "'arn:aws:iam::111122223333:user/alice'", 'it is a user. Use RoleTrust.people', 'trust-never-holds')],
  ['a third party without external id', vendor({ externalId: undefined }), refusedAlone('externalId', 'undefined', 'Ask the third party for one', 'external-id-missing')],
  ['an external id of one character', vendor({ externalId: 'a' }), refusedAlone('externalId', "'a'", '2 to 1,224')],
  ['a third party without account', vendor({ accounts: [] }), refusedAlone('accounts', '[]', 'it is empty')],
  ['a service misspelt', () => RoleTrust.service('Lambda'), refusedAlone('service', "'Lambda'", 'amazonaws.com')],
  ['a source of a service that is no ARN', () => RoleTrust.service('sns.amazonaws.com', { sourceArns: ['topic'] }), refusedAlone('sourceArns', "'topic'", 'ARN')],
  ['a sign-in region that is none', saml({ signInRegions: ['Frankfurt'] }), refusedAlone('signInRegions', "'Frankfurt'", 'the name of a region')],
  ['an audience of SAML with a wildcard', saml({ audiences: ['https://*'] }), refusedAlone('audiences', "'https://*'", 'sign-in endpoint', 'saml-audience-open')],
  ['audiences and regions', saml({ audiences: ['https://signin.aws.amazon.com/saml'], signInRegions: ['eu-west-1'] }), refusedAlone('signInRegions', '["eu-west-1"]', '`audiences` names all sign-in endpoints')],
  ['an attribute that IAM does not know', saml({ attributes: { department: ['IT'] } }), refusedAlone('attributes', "'department'", 'IAM has no condition key SAML:', 'trust-never-holds')],
  ['an attribute that is anything', saml({ attributes: { eduPersonOrgDN: ['*'] } }), refusedAlone('attributes', "'*'", 'it matches every', 'saml-attribute-open')],
  ['any machine', machines({ subjectCommonNames: ['*'] }), refusedAlone('subjectCommonNames', "'*'", 'every machine of the authority', 'roles-anywhere-any-machine')],
  ['no machine', machines({ subjectCommonNames: [] }), refusedAlone('subjectCommonNames', '[]', 'it is empty', 'roles-anywhere-any-machine')],
  ['no authority', machines({ issuerCommonNames: [] }), refusedAlone('issuerCommonNames', '[]', 'it is empty', 'roles-anywhere-any-machine')],
  ['no trust anchor', machines({ trustAnchors: [] }), refusedAlone('trustAnchors', '[]', 'it is empty', 'roles-anywhere-any-trust-anchor')],
  ['a repository without its owner', () => lib.GitHubSubject.branch({ ...repository, owner: '' }, 'main'), refusedAlone('owner', "''", 'it is empty', 'oidc-subject-open')],
  ['half of the ids of a repository', () => lib.GitHubSubject.branch({ owner: 'a', name: 'b', ownerId: '65' }, 'main'), refusedAlone('repositoryId', 'undefined', 'ownerId and repositoryId, or neither')],
  ['any subject', () => lib.OidcSubject.like('*', { audience: 'a' }), refusedAlone('subject', "'*'", 'it begins with a wildcard', 'oidc-subject-open')],
  ['a subject with a wildcard given as exact', () => lib.OidcSubject.exactly('a*', { audience: 'a' }), refusedAlone('subject', "'a*'", 'OidcSubject.like')],
  ['a subject without audience', () => lib.OidcSubject.exactly('a', { audience: '' }), refusedAlone('audience', "''", 'without an audience', 'oidc-audience-open')],
  ['an audience of OIDC with a wildcard', wrong(lib.OidcRole, (stack: Stack) => ({ provider: github(stack), subjects: [lib.GitHubSubject.branch(repository, 'main')], audience: '*' })), refused('audience', "'*'", 'without wildcards', 'oidc-audience-open')],
  ['GitHub without a subject in a plain principal', (stack, app) => plain(new iam.OpenIdConnectPrincipal(github(stack)))(stack, app), refused('assumedBy', /.+/, 'aud', 'oidc-audience-open')],
  ['the root of the account', plain(new iam.AccountRootPrincipal()), refused('assumedBy', /.+/, 'it admits every user and role of the account', 'trust-whole-account')],
  ['a user of another account', plain(new iam.ArnPrincipal('arn:aws:iam::111122223333:user/alice')), refused('assumedBy', /.+/, 'a principal of another account needs', 'trust-foreign-account')],
  ['a principal with a wildcard', plain(new iam.ArnPrincipal('arn:aws:iam::111122223333:role/*')), refused('assumedBy', /.+/, 'no wildcards in a principal', 'trust-wildcard-principal')],
  ['MFA of a service', plain(new iam.ServicePrincipal('ec2.amazonaws.com', { conditions: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })), refused('assumedBy.conditions.Bool.aws:MultiFactorAuthPresent', "'true'", 'can never hold', 'trust-never-holds')],
];
