import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as lib from '../../../src';
import { refused, refusedAlone, untyped, warned, wrong, WrongInput } from '../wrong-input';

const repository = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
const github = lib.GitHubSubject.branch(repository, 'main');
const instance = (props: object) => wrong(lib.Ec2InstanceRole, props);
const people = (props: object) => wrong(lib.SupportRole, props);
const service = (props: object) => wrong(lib.ServiceRole, { service: 'states.amazonaws.com', ...props });
const bucket = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'reports');
const plain = (stack: Stack) => iam.Role.fromRoleName(stack, 'Plain', 'Plain');

/** Roles for people, instances, services and identity providers. */
export const ROLES: WrongInput[] = [
  ['a name of a role with a slash', people({ roleName: 'a/b' }), refused('roleName', "'a/b'", 'letters, digits')],
  ['a support role with the name of another role', (stack) => [new lib.JobFunctionRole(stack, 'Administrator', { jobFunction: lib.JobFunction.ADMINISTRATOR }), new lib.SupportRole(stack, 'Support', { roleName: 'Administrator' })],
    refused('roleName', "'Administrator'", 'Stack/Administrator has this name already')],
  ['a path of a role without its slash', people({ path: 'roles' }), refused('path', "'roles'", 'begins and ends with /')],
  ['a path of service-linked roles', people({ path: '/aws-service-role/' }), refused('path', "'/aws-service-role/'", 'service-linked roles')],
  ['a session that is too short', people({ maxSessionDuration: Duration.minutes(30) }), refused('maxSessionDuration', "'30 minutes'", 'it must last from 1 hour to 12 hours')],
  ['a role that everyone assumes', people({ assumedBy: new iam.AnyPrincipal() }), refused('assumedBy', /.+/, 'in every account', 'trust-any-account')],
  ['a role that another account assumes', people({ assumedBy: new iam.AccountPrincipal('444455556666') }), refused('assumedBy', /.+/, 'the ID of the organization', 'trust-foreign-account')],
  ['a role that nothing assumes', wrong(lib.BaselineRole), refused('assumedBy', 'undefined', 'it must be given')],
  ['an administrator that everyone assumes', wrong(lib.JobFunctionRole, { jobFunction: lib.JobFunction.ADMINISTRATOR, assumedBy: new iam.StarPrincipal() }), refused('assumedBy', /.+/, 'in every account', 'trust-any-account')],
  ['a trust of a role that builds its own', wrong(lib.BreakGlassRole, { userNames: ['a', 'b'], assumedBy: lib.RoleTrust.people() }), refused('assumedBy', /.+/, 'userNames')],
  ['no provider', wrong(lib.OidcRole, { subjects: [github] }), refused('provider', 'undefined', 'the role needs one for GitHub')],
  ['no subject', wrong(lib.OidcRole, (stack: Stack) => ({ provider: lib.OidcProvider.fromIssuer(stack, 'GitHub', lib.GitHubSubject.ISSUER), subjects: [] })), refused('subjects', '[]', 'it is empty', 'oidc-subject-open')],
  ['a provider of another issuer', wrong(lib.OidcRole, (stack: Stack) => ({ provider: lib.OidcProvider.fromIssuer(stack, 'GitLab', lib.GitLabSubject.ISSUER), subjects: [github] })), refused('provider', "'gitlab.com'", 'GitHub', 'trust-never-holds')],
  ['an issuer over http', wrong(lib.OidcProvider, { url: 'http://issuer.example.com' }), refused('url', "'http://issuer.example.com'", 'https://', 'oidc-issuer-without-tls')],
  ['an issuer that IAM knows', wrong(lib.OidcProvider, { url: 'https://accounts.google.com' }), refused('url', "'https://accounts.google.com'", 'OidcRole without provider')],
  ['one issuer twice', (stack) => ['A', 'B'].map((id) => new lib.OidcProvider(stack, id, { url: lib.GitHubSubject.ISSUER })), refused('url', /'.+'/, 'An account takes each issuer once')],
  ['a provider without a client', wrong(lib.OidcProvider, { url: 'https://issuer.example.com', clientIds: [] }), refused('clientIds', '[]', '1 to 100')],
  ['a client with a wildcard', wrong(lib.OidcProvider, { url: 'https://issuer.example.com', clientIds: ['*'] }), refused('clientIds', "'*'", 'without spaces and wildcards')],
  ['a provider that is no ARN', (stack) => lib.OidcProvider.fromOidcProviderArn(stack, 'Wrong', 'github'), refused('oidcProviderArn', "'github'", 'ARN')],
  ['metadata that is none', () => lib.SamlMetadata.fromText('<html></html>'), refusedAlone('metadata', "'<html></html>'", 'it')],
  ['metadata of no file', () => lib.SamlMetadata.fromFile('/no/such/file.xml'), refusedAlone('metadata', "'/no/such/file.xml'", 'there is no such file')],
  ['a SAML provider that is no ARN', (stack) => lib.SamlProvider.fromSamlProviderArn(stack, 'Wrong', 'workforce'), refused('samlProviderArn', "'workforce'", 'ARN')],
  ['a SAML role without a provider', wrong(lib.SamlRole), refused('provider', 'undefined', 'it must be a SAML provider')],
  ['certificates that are none', wrong(lib.RolesAnywhereTrustAnchor, { certificateBundle: 'certificate' }), refused('certificateBundle', /'.*'/, 'certificates in PEM')],
  ['a private key for a certificate', wrong(lib.RolesAnywhereTrustAnchor, { certificateBundle: '-----BEGIN PRIVATE KEY-----' }), refused('certificateBundle', "'a private key'", 'Keep the key at the authority', 'secret-in-template')],
  ['a profile of no role', wrong(lib.RolesAnywhereProfile, { roles: [] }), refused('roles', '0', '1 to 250 roles')],
  ['a profile of a role of something else', wrong(lib.RolesAnywhereProfile, (stack: Stack) => ({ roles: [new lib.ServiceRole(stack, 'Other', { service: 'states.amazonaws.com' })] })), refused('roles', "'Stack/Other'", 'the role does not trust IAM Roles Anywhere')],
  ['a service that is none', service({ service: 'step functions' }), refused('service', "'step functions'", 'amazonaws.com')],
  ['a service with a role of its own', service({ service: 'support.amazonaws.com' }), refused('service', "'support.amazonaws.com'", 'service-linked role')],
  ['a name of a service-linked role', service({ roleName: 'AWSServiceRoleForMe' }), refused('roleName', "'AWSServiceRoleForMe'", 'names that begin with AWSServiceRoleFor')],
  ['a wide role for workloads', (stack) => [new lib.JobFunctionGroup(stack, 'Power', { jobFunction: lib.JobFunction.POWER_USER }),
    new lib.ServiceRole(stack, 'Wrong', { service: 'states.amazonaws.com', managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')] })], warned('wideWorkloadRole', 'AdministratorAccess', 'permissionsBoundary')],
  ['a log group prefix without the agent', instance({ cloudWatchAgent: false, logGroupPrefix: 'app' }), refused('logGroupPrefix', "'app'", 'cloudWatchAgent is off')],
  ['a log group of AWS', instance({ logGroupPrefix: 'aws/app' }), refused('logGroupPrefix', "'aws/app'", 'letters')],
  ['no namespace of metrics', instance({ metricNamespaces: [] }), refused('metricNamespaces', '[]', 'name at least one')],
  ['session logs without a session manager', instance({ sessionManager: false, sessionLogs: {} }), refused('sessionLogs', '[]', 'sessionManager is off')],
  ['session logs that go nowhere', instance({ sessionLogs: {} }), refused('sessionLogs', '[]', 'name a logGroup, a bucket or both')],
  ['a prefix of session logs without a bucket', instance({ sessionLogs: { logGroup: {}, bucketPrefix: 'a/' } }), refused('sessionLogs.bucketPrefix', "'a/'", 'there is no bucket')],
  ['a prefix of a bucket with a wildcard', wrong(lib.Ec2InstanceRole, (stack: Stack) => ({ buckets: [{ bucket: bucket(stack), prefix: '*' }] })), refused('buckets[0].prefix', "'*'", '1 to 1,024 characters')],
  ['a bucket without a prefix', wrong(lib.Ec2InstanceRole, (stack: Stack) => ({ buckets: [{ bucket: bucket(stack) }] })), refused('buckets[0].prefix', 'undefined', 'it must be given')],
  ['a name of a console link that is too long', (stack) => lib.ConsoleLink.switchRole(stack, plain(stack), 'a'.repeat(65)), refusedAlone('displayName', /'a{65}'/, 'it has 1 to 64 characters')],
  ['a profile of the CLI with a space', (stack) => lib.AwsCliProfile.forUser(plain(stack), untyped({ profileName: 'a b', userName: 'alice' })), refusedAlone('profileName', "'a b'", 'the name of a profile')],
];
