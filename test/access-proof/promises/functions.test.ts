import { App, Stack } from 'aws-cdk-lib';
import { LoadedTemplate, loadTemplate, policiesOfRole } from '../../../proof/engine/template';
import { everythingOn } from '../../../proof/everything-on';
import { accountWatchEverythingOn, credentialWatchEverythingOn } from '../../../proof/watches-everything-on';
import {
  AccessPolicies, AccessProof, AccessQuestion, AccountWatchStack, CredentialWatchStack, HardenedRegions, IdentityCenterUser, OrganizationSettings,
  SecureAccountBaselineStack, WatchPart,
} from '../../../src';

/** What the functions of the baseline may do, proved for every request. A principal that changes the code of one gets these permissions and no more. */
const settings = loadTemplate(new SecureAccountBaselineStack(new App(), 'Baseline', everythingOn));
const account = loadTemplate(new AccountWatchStack(new App(), 'Account', accountWatchEverythingOn));
/** A part of the account watch that does not fit beside everything else. */
const regions = loadTemplate(new AccountWatchStack(new App(), 'Regions', {
  omit: [WatchPart.SECURITY_STATUS], externalAccess: { regions: HardenedRegions.ALL_ENABLED },
}));
const credentials = loadTemplate(new CredentialWatchStack(new App(), 'Credentials', credentialWatchEverythingOn));

const organization = loadTemplate(organizationStack());
const people = loadTemplate(peopleStack());

function organizationStack(): Stack {
  const stack = new Stack(new App(), 'Organization');
  new OrganizationSettings(stack, 'Settings', { rootSessions: true });
  return stack;
}

function peopleStack(): Stack {
  const stack = new Stack(new App(), 'People');
  new IdentityCenterUser(stack, 'Alice', { identityStoreId: 'd-1234567890', givenName: 'Alice', familyName: 'Example', email: 'alice@example.com' });
  return stack;
}

const STORE = 'arn:aws:identitystore::123456789012:identitystore/d-1234567890';
const USERS = 'arn:aws:identitystore:::user/*';

const parameter = (name: string, region = 'eu-west-1') => `arn:aws:ssm:${region}:123456789012:parameter/account-baseline/${name}`;
const READS = ['Get', 'List', 'Describe', 'Generate'].map((verb) => `*:${verb}*`);
const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const PARAMETERS = ['ssm:PutParameter', 'ssm:DeleteParameter'];

interface FunctionPromises {
  readonly role: string;
  readonly template: LoadedTemplate;
  /** The actions that change something: the role may do no other. */
  readonly changes: string[];
  /** The resources of an action, if it is limited to some. */
  readonly only: [actions: string[], resources: string[]][];
  /** What the function needs. */
  readonly needs: AccessQuestion[];
}

const FUNCTIONS: FunctionPromises[] = [
  {
    role: 'AccountSettings',
    template: settings,
    changes: [
      'account:*AlternateContact', 'ec2:*EbsEncryptionByDefault', 'ec2:*ImageBlockPublicAccess', 'ec2:ModifyInstanceMetadataDefaults', 'iam:*AccountAlias',
      'iam:*AccountPasswordPolicy', 's3:PutAccountPublicAccessBlock',
    ],
    only: [[['ssm:*'], [parameter('settings/*')]], [['account:*'], ['arn:aws:account::123456789012:account']]],
    needs: [
      { actions: ['iam:CreateAccountAlias', 'iam:UpdateAccountPasswordPolicy', 's3:PutAccountPublicAccessBlock', 'ec2:EnableEbsEncryptionByDefault'] },
      { actions: ['ssm:PutParameter'], resources: [parameter('settings/account-alias')] },
    ],
  },
  {
    role: 'OrganizationSettings',
    template: organization,
    changes: [
      'organizations:*PolicyType', 'organizations:*AWSServiceAccess', 'organizations:*DelegatedAdministrator', 'iam:*OrganizationsRootCredentialsManagement',
      'iam:*OrganizationsRootSessions',
    ],
    only: [
      [['ssm:*'], [parameter('settings/organization-*')]],
      [['organizations:EnablePolicyType', 'organizations:DisablePolicyType'], ['arn:aws:organizations::123456789012:root/*']],
      [['organizations:RegisterDelegatedAdministrator', 'organizations:DeregisterDelegatedAdministrator'], ['arn:aws:organizations::123456789012:account/*']],
      // The policies, units and accounts of the organization stay as they are.
      [['organizations:Create*', 'organizations:Update*', 'organizations:Delete*', 'organizations:Attach*', 'organizations:Detach*', 'organizations:Move*', 'organizations:Close*', 'organizations:Leave*', 'organizations:Remove*', 'organizations:Put*'], []],
    ],
    needs: [
      { actions: ['organizations:EnablePolicyType'], resources: ['arn:aws:organizations::123456789012:root/o-abcdefghij/r-abcd'] },
      { actions: ['organizations:DeregisterDelegatedAdministrator'], resources: ['arn:aws:organizations::123456789012:account/o-abcdefghij/444455556666'] },
      { actions: ['organizations:EnableAWSServiceAccess', 'organizations:DisableAWSServiceAccess', 'organizations:ListRoots', 'iam:DisableOrganizationsRootSessions'] },
      { actions: ['ssm:PutParameter'], resources: [parameter('settings/organization-policy-type/TAG_POLICY')] },
    ],
  },
  {
    role: 'IdentityCenterUsers',
    template: people,
    changes: ['identitystore:CreateUser', 'identitystore:DeleteUser', 'identitystore:UpdateUser'],
    only: [
      [['ssm:*'], [parameter('settings/identity-center-user/*')]],
      // Neither other stores nor groups, whose memberships are access.
      [['identitystore:*'], ['arn:aws:identitystore::*:identitystore/d-1234567890', USERS]],
      [['cloudformation:*'], ['arn:aws:cloudformation:eu-west-1:123456789012:stack/People/*']],
    ],
    needs: [
      { actions: ['identitystore:CreateUser', 'identitystore:GetUserId', 'identitystore:DescribeUser', 'identitystore:UpdateUser', 'identitystore:DeleteUser'], resources: [STORE] },
      { actions: ['identitystore:GetUserId', 'identitystore:DescribeUser', 'identitystore:UpdateUser', 'identitystore:DeleteUser'], resources: [USERS] },
      { actions: ['ssm:PutParameter'], resources: [parameter('settings/identity-center-user/0a1b2c3d/Alice')] },
    ],
  },
  {
    role: 'ExternalAccessAnalyzer',
    template: account,
    changes: ['access-analyzer:*Analyzer', 'access-analyzer:*ArchiveRule', 'access-analyzer:TagResource', 'iam:CreateServiceLinkedRole'],
    only: [
      [['access-analyzer:CreateAnalyzer', 'access-analyzer:DeleteAnalyzer'], ['arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/account-baseline-*']],
      [['iam:*'], ['arn:aws:iam::123456789012:role/aws-service-role/access-analyzer.amazonaws.com/*']],
    ],
    needs: [{ actions: ['access-analyzer:CreateAnalyzer'], resources: ['arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/account-baseline-external'] }],
  },
  {
    role: 'ExternalAccessAnalyzer',
    template: regions,
    changes: ['access-analyzer:*Analyzer', 'access-analyzer:*ArchiveRule', 'access-analyzer:TagResource', 'iam:CreateServiceLinkedRole'],
    only: [[['access-analyzer:*ArchiveRule*', 'access-analyzer:*teAnalyzer', 'access-analyzer:TagResource'], ['arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/*']]],
    needs: [{ actions: ['access-analyzer:CreateAnalyzer'], resources: ['arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/account-baseline-external'] }],
  },
  {
    role: 'ExternalAccessAnalyzerRegions',
    template: regions,
    changes: ['access-analyzer:*Analyzer', 'access-analyzer:*ArchiveRule', 'access-analyzer:TagResource', 'iam:CreateServiceLinkedRole'],
    only: [
      [['access-analyzer:CreateAnalyzer', 'access-analyzer:DeleteAnalyzer', 'access-analyzer:TagResource'], ['arn:aws:access-analyzer:*:123456789012:analyzer/account-baseline-*']],
      [['access-analyzer:*ArchiveRule*'], ['arn:aws:access-analyzer:*:123456789012:analyzer/*']],
      [['iam:*'], ['arn:aws:iam::123456789012:role/aws-service-role/access-analyzer.amazonaws.com/*']],
    ],
    needs: [
      { actions: ['access-analyzer:CreateAnalyzer', 'access-analyzer:DeleteAnalyzer', 'access-analyzer:TagResource'], resources: ['arn:aws:access-analyzer:us-east-1:123456789012:analyzer/account-baseline-external-access'] },
      { actions: ['access-analyzer:ListAnalyzers', 'ec2:DescribeRegions'] },
    ],
  },
  {
    role: 'SecurityStatusChecks',
    template: account,
    changes: [],
    only: [],
    needs: [{ actions: ['iam:GenerateCredentialReport', 'iam:GetAccountAuthorizationDetails', 'iam:GetAccountSummary'] }],
  },
  {
    role: 'SecurityStatus',
    template: account,
    changes: ['lambda:InvokeFunction', 'securityhub:BatchImportFindings', 'sns:Publish'],
    only: [
      [['lambda:*'], ['arn:aws:lambda:eu-west-1:123456789012:function:account-baseline-security-status-checks']],
      [['ssm:*'], [parameter('watch/security-status')]],
      [['sns:*'], ['arn:aws:sns:eu-west-1:123456789012:account-baseline-alerts']],
    ],
    needs: [{ actions: ['sns:Publish'], resources: ['arn:aws:sns:eu-west-1:123456789012:account-baseline-alerts'] }],
  },
  {
    role: 'CredentialReport',
    template: credentials,
    changes: ['iam:UpdateAccessKey', 'iam:DeleteLoginProfile', 'sns:Publish'],
    only: [
      [['iam:UpdateAccessKey', 'iam:DeleteLoginProfile'], ['arn:aws:iam::123456789012:user/*']],
      [['ssm:*'], [parameter('watch/credential-report')]],
    ],
    needs: [{ actions: ['iam:UpdateAccessKey'], resources: ['arn:aws:iam::123456789012:user/account-baseline/alice'] }],
  },
  {
    role: 'AccessAdvisor',
    template: credentials,
    changes: ['sns:Publish'],
    only: [[['iam:GenerateServiceLastAccessedDetails'], ['role', 'user', 'group'].map((kind) => `arn:aws:iam::123456789012:${kind}/account-baseline/*`)]],
    needs: [{ actions: ['iam:GenerateServiceLastAccessedDetails'], resources: ['arn:aws:iam::123456789012:role/account-baseline/Support'] }],
  },
  {
    role: 'DriftGuard',
    template: credentials,
    changes: ['iam:CreateAccountAlias', 'iam:UpdateAccountPasswordPolicy', 'sns:Publish'],
    only: [[['ssm:*Parameter*'], ['account-alias', 'password-policy'].map((name) => parameter(`settings/${name}`, 'eu-central-1'))]],
    needs: [{ actions: ['iam:CreateAccountAlias', 'iam:UpdateAccountPasswordPolicy'] }],
  },
];

function proofOf({ template, role }: FunctionPromises): AccessProof {
  return new AccessProof(AccessPolicies.fromJson(...policiesOfRole(template, roleNamed(template, role)).map(({ policy }) => JSON.stringify(policy))));
}

function roleNamed(template: LoadedTemplate, name: string): string {
  const [found, ...others] = template.idsOf('AWS::IAM::Role').filter((id) => new RegExp(`^${name}(Role|)([0-9A-F]{8})?$`).test(id));
  if (!found || others.length > 0) throw new Error(`No single role is named ${name}: ${template.idsOf('AWS::IAM::Role').join(', ')}`);
  return found;
}

describe.each(FUNCTIONS)('the role of $role', (promises) => {
  const proof = proofOf(promises);
  const { changes, only, needs } = promises;

  test('changes nothing but what the function is for', () => {
    expect(proof.allowsNothing({ notActions: [...READS, ...LOGS, ...PARAMETERS, ...changes] }).explanation).toMatch(/^Proved: /);
  });

  test('changes no identity, passes and assumes no role, changes no code and no stack', () => {
    const asked = { actions: ['iam:Attach*', 'iam:Put*', 'iam:Create*Policy*', 'iam:CreateAccessKey', 'iam:CreateRole', 'iam:CreateUser', 'iam:PassRole', 'sts:*', 'lambda:Update*', 'cloudformation:Update*', 'cloudformation:Execute*'] };
    expect(proof.allowsNothing(asked).explanation).toMatch(/^Proved: /);
  });

  test('reads no data', () => {
    expect(proof.allowsNothing({ actions: ['s3:GetObject*', 'dynamodb:*', 'secretsmanager:*', 'kms:*', 'logs:Get*', 'logs:Filter*'] }).explanation).toMatch(/^Proved: /);
  });

  test.each([...only, [LOGS, ['arn:aws:logs:eu-west-1:123456789012:log-group:account-baseline-*']], [PARAMETERS, [parameter('*'), parameter('*', 'eu-central-1')]]])(
    '%j only on %j', (actions, resources) => {
      expect(proof.allowsNothing({ actions, notResources: resources }).explanation).toMatch(/^Proved: /);
    });

  test.each(needs)('is allowed %j', (question) => {
    expect(proof.allowsEverything(question).explanation).toMatch(/^Proved: /);
  });
});

test('the credential report leaves exempt users alone', () => {
  const proof = proofOf(FUNCTIONS.find(({ role }) => role === 'CredentialReport')!);
  expect(proof.allowsNothing({ actions: ['iam:UpdateAccessKey', 'iam:DeleteLoginProfile'], resources: ['arn:aws:iam::123456789012:user/break-glass/*'] }).explanation).toMatch(/^Proved: /);
});

test('each function of the stacks has promises', () => {
  for (const template of [settings, organization, people, account, regions, credentials]) {
    const proved = FUNCTIONS.filter((each) => each.template === template).map(({ role }) => template.arnOf(roleNamed(template, role)));
    const roles = template.idsOf('AWS::Lambda::Function').map((id) => template.properties(id).Role);
    expect(roles.length).toBeGreaterThan(0);
    expect(roles.filter((role) => !proved.includes(role))).toEqual([]);
  }
});

test('a role that is allowed one action more is noticed', () => {
  const wide = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PutRolePolicy', Resource: '*' }] });
  const proof = new AccessProof(AccessPolicies.fromJson(wide));
  expect(proof.allowsNothing({ notActions: [...READS, ...LOGS, ...PARAMETERS] }).explanation).toMatch(/^Refuted: iam:PutRolePolicy /);
});
