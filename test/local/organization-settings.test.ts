import {
  AttachUserPolicyCommand, CreateAccessKeyCommand, CreatePolicyCommand, CreateUserCommand, GetAccountSummaryCommand, IAMClient,
  ListOrganizationsFeaturesCommand,
} from '@aws-sdk/client-iam';
import {
  AttachPolicyCommand, CreatePolicyCommand as CreateOrganizationPolicyCommand, ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand, ListRootsCommand, OrganizationsClient, RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, AssumeRootCommand, STSClient } from '@aws-sdk/client-sts';
import { RemovalPolicy } from 'aws-cdk-lib';
import { enroll, Keys, keysOf, outcome } from './endpoint/clients';
import { Contents, StackAccount } from './stack-account';
import { endpointForEach } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { CentralRootRole, OrganizationPolicyType, OrganizationSettings, OrganizationSettingsProps, RootTask } from '../../src';

let endpoint: LocalEndpoint;
let account: StackAccount;
let organization: LocalOrganization;
let organizations: OrganizationsClient;
let member: string;
endpointForEach(async (started) => {
  endpoint = started;
  account = new StackAccount(endpoint);
  organization = await LocalOrganization.create(endpoint);
  organizations = new OrganizationsClient(rootOf(endpoint, endpoint.accountId));
  member = await organization.account('security', await organization.unit('security'));
});

/** What is on in the organization. */
async function state() {
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const { EnabledServicePrincipals } = await organizations.send(new ListAWSServiceAccessForOrganizationCommand({}));
  const { DelegatedAdministrators } = await organizations.send(new ListDelegatedAdministratorsCommand({}));
  const features = await new IAMClient(rootOf(endpoint, endpoint.accountId)).send(new ListOrganizationsFeaturesCommand({})).catch(() => undefined);
  return {
    policyTypes: Roots![0].PolicyTypes!.map(({ Type }) => Type!).sort(),
    trusted: EnabledServicePrincipals!.map(({ ServicePrincipal }) => ServicePrincipal!).sort(),
    delegated: DelegatedAdministrators!.map(({ Id }) => Id),
    rootFeatures: features?.EnabledFeatures ?? [],
  };
}

/** The names of the ownership records. */
async function records(): Promise<string[]> {
  const { Parameters } = await new SSMClient(rootOf(endpoint, endpoint.accountId)).send(new GetParametersByPathCommand({ Path: '/account-baseline/settings', Recursive: true }));
  return Parameters!.map(({ Name }) => Name!.replace('/account-baseline/settings/', '')).sort();
}

const settings = (props: OrganizationSettingsProps): Contents => (stack) => {
  new OrganizationSettings(stack, 'Settings', { removalPolicy: RemovalPolicy.DESTROY, ...props });
};

async function deploy(contents: Contents): Promise<void> {
  const result = await account.deploy(contents, 'organization');
  expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
}

test('settings are turned on, follow the properties, and are undone unless they were on before or are in use', async () => {
  await organization.trust('ram.amazonaws.com');
  const before = await state();
  const delegatedAdministrators = [{ servicePrincipal: 'guardduty.amazonaws.com', accountId: member }];
  const everything = { trustedServices: ['ram.amazonaws.com', 'config.amazonaws.com'], delegatedAdministrators, rootCredentialsManagement: true, rootSessions: true };
  await deploy(settings({ ...everything, policyTypes: [OrganizationPolicyType.TAG, OrganizationPolicyType.RESOURCE_CONTROL] }));
  expect(await state()).toEqual({
    policyTypes: [...before.policyTypes, 'RESOURCE_CONTROL_POLICY', 'TAG_POLICY'].sort(),
    trusted: [...before.trusted, 'config.amazonaws.com', 'guardduty.amazonaws.com', 'iam.amazonaws.com'].sort(),
    delegated: [member],
    rootFeatures: ['RootCredentialsManagement', 'RootSessions'],
  });
  expect(await records()).toHaveLength(9);

  // One type for another, no central root access, and no delegated administrator any more, whose service others use meanwhile.
  await organizations.send(new RegisterDelegatedAdministratorCommand({ ServicePrincipal: 'config.amazonaws.com', AccountId: member }));
  await deploy(settings({ trustedServices: ['ram.amazonaws.com'], policyTypes: [OrganizationPolicyType.BACKUP, OrganizationPolicyType.RESOURCE_CONTROL] }));
  expect(await state()).toEqual({
    policyTypes: [...before.policyTypes, 'BACKUP_POLICY', 'RESOURCE_CONTROL_POLICY'].sort(),
    trusted: [...before.trusted, 'config.amazonaws.com'].sort(),
    delegated: [member],
    rootFeatures: [],
  });
  expect(await records()).toEqual(['organization-policy-type/BACKUP_POLICY', 'organization-policy-type/RESOURCE_CONTROL_POLICY', 'organization-trusted-access/ram.amazonaws.com']);

  const Content = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:PutBucketPolicy', Resource: '*' }] });
  const { Policy } = await organizations.send(new CreateOrganizationPolicyCommand({ Name: 'theirs', Description: '', Type: 'RESOURCE_CONTROL_POLICY', Content }));
  await organizations.send(new AttachPolicyCommand({ PolicyId: Policy!.PolicySummary!.Id!, TargetId: member }));
  const destroyed = await account.destroy(settings({ trustedServices: ['ram.amazonaws.com'], policyTypes: [OrganizationPolicyType.BACKUP, OrganizationPolicyType.RESOURCE_CONTROL] }), 'organization');
  expect([destroyed.code, destroyed.code === 0 ? '' : said(destroyed)]).toEqual([0, '']);
  expect(await state()).toMatchObject({ policyTypes: [...before.policyTypes, 'RESOURCE_CONTROL_POLICY'].sort(), trusted: [...before.trusted, 'config.amazonaws.com'].sort() });
  expect(await records()).toEqual([]);
}, 300_000);

test('a deployment that fails leaves the organization as it was, and says why', async () => {
  const before = await state();
  const wrong = { policyTypes: [OrganizationPolicyType.TAG], delegatedAdministrators: [{ servicePrincipal: 'guardduty.amazonaws.com', accountId: '999999999999' }] };
  // The default keeps settings, but not those of a first deployment that fails.
  const failed = await account.deploy(settings({ ...wrong, removalPolicy: undefined }), 'organization');
  expect(failed.code).not.toBe(0);
  expect(said(failed)).toMatch(/organizations:RegisterDelegatedAdministrator: AccountNotFoundException/);
  expect(await state()).toEqual(before);
  expect(await records()).toEqual([]);

  const management = await account.deploy(settings({ delegatedAdministrators: [{ servicePrincipal: 'guardduty.amazonaws.com', accountId: endpoint.accountId }] }), 'management');
  expect(said(management)).toMatch(new RegExp(`the management account ${endpoint.accountId} cannot be a delegated administrator`));
}, 180_000);

test('people with MFA perform the tasks of a central root role in the accounts that it names, and nothing else', async () => {
  const other = await organization.account('other', await organization.unit('others'));
  await deploy((stack) => {
    settings({ rootCredentialsManagement: true, rootSessions: true })(stack);
    new CentralRootRole(stack, 'CentralRoot', { tasks: [RootTask.IAM_AUDIT_ROOT_USER_CREDENTIALS, RootTask.S3_UNLOCK_BUCKET_POLICY], accounts: [member] });
  });
  const RoleArn = `arn:aws:iam::${endpoint.accountId}:role/account-baseline/CentralRoot`;
  const { iam } = account;
  await iam.send(new CreateUserCommand({ UserName: 'alice', Path: '/account-baseline/' }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:AssumeRoot'], Resource: RoleArn }] });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'assume', PolicyDocument }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn: Policy!.Arn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
  const { serial, code } = await enroll(endpoint, 'alice');

  const stsOf = (credentials: Keys) => new STSClient({ endpoint: endpoint.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  const alice = stsOf({ accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! });
  const assume = (mfa: object) => alice.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'alice', ...mfa }));
  expect(await outcome(assume({}))).toBe('AccessDenied');

  const session = stsOf(keysOf((await assume({ SerialNumber: serial, TokenCode: code() })).Credentials));
  const root = (sts: STSClient, task: RootTask, target = member) => sts.send(new AssumeRootCommand({ TargetPrincipal: target, TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${task}` } }));
  const audit = keysOf((await root(session, RootTask.IAM_AUDIT_ROOT_USER_CREDENTIALS)).Credentials);
  const ofMember = new IAMClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: audit });
  expect((await ofMember.send(new GetAccountSummaryCommand({}))).SummaryMap).toMatchObject({ AccountAccessKeysPresent: 0 });
  expect(await outcome(root(session, RootTask.S3_UNLOCK_BUCKET_POLICY))).toBe('allowed');
  expect(await outcome(root(session, RootTask.IAM_DELETE_ROOT_USER_CREDENTIALS))).toBe('AccessDenied');
  expect(await outcome(root(session, RootTask.S3_UNLOCK_BUCKET_POLICY, other))).toBe('AccessDenied');
  expect(await outcome(root(alice, RootTask.S3_UNLOCK_BUCKET_POLICY))).toBe('AccessDenied');
}, 180_000);
