import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { actionsOf, isWrite } from '../../proof/engine/actions';
import { awsManagedPolicy } from '../../proof/engine/aws-managed-policies';
import { CREDENTIALS } from '../../proof/engine/credentials';
import { isDenied } from '../../proof/engine/quick';
import { COMMERCIAL, loadTemplate } from '../../proof/engine/template';
import { MfaEnforcement } from '../../src/identities/mfa-enforcement';
import { Guardrail, GuardrailProps } from '../../src/permissions/guardrail';
import { WorkloadBoundary } from '../../src/permissions/workload-boundary';

/** The deny policies of this library, each beside AdministratorAccess. */
function policyOf(make: (stack: Stack) => iam.ManagedPolicy) {
  const stack = new Stack(new App(), 'Stack');
  const id = stack.getLogicalId(make(stack).node.defaultChild as iam.CfnManagedPolicy);
  return [loadTemplate(stack).managedPolicy(id), awsManagedPolicy('AdministratorAccess')];
}

const guardrail = (props: GuardrailProps = {}) => policyOf((stack) => new Guardrail(stack, 'Policy', props));
const POLICIES = { guardrail: guardrail(), boundary: policyOf((stack) => new WorkloadBoundary(stack, 'Policy')) };
const MANAGEMENT = guardrail({ managementAccount: true });
const MFA = policyOf((stack) => new MfaEnforcement(stack, 'Policy'));

function denied(policies: ReturnType<typeof policyOf>, action: string, resource: string): boolean {
  const principal = `arn:aws:iam::${COMMERCIAL.account}:user/account-baseline/alice`;
  return isDenied({
    principal,
    action,
    resource,
    policies,
    account: COMMERCIAL.account,
    context: { ...CREDENTIALS['console with MFA'].context, 'aws:username': 'alice', 'aws:PrincipalArn': principal },
  });
}

const arn = (rest: string) => `arn:aws:${rest.replace(':::', `:eu-west-1:${COMMERCIAL.account}:`)}`;
const DIRECTORY = arn('ds:::directory/d-1234567890');
const AUTHORITY = arn('acm-pca:::certificate-authority/1');
const CONNECTION = arn('codeconnections:::connection/1');

const DENIED: [string, string][] = [
  ['acm-pca:IssueCertificate', AUTHORITY], ['acm-pca:ImportCertificateAuthorityCertificate', AUTHORITY],
  ['signin:AuthorizeOAuth2Access', arn('signin:::oauth2/public-client/remote')], ['signin:CreateOAuth2Token', arn('signin:::oauth2/public-client/remote')],
  ['ds:EnableRoleAccess', DIRECTORY], ['ds:AuthorizeApplication', DIRECTORY], ['ds:UpdateAuthorizedApplication', DIRECTORY], ['ds:EnableRadius', DIRECTORY],
  ['ds:UpdateRadius', DIRECTORY], ['ds:DisableRadius', DIRECTORY], ['ds:ResetUserPassword', DIRECTORY],
  ['codeconnections:GetConnectionToken', CONNECTION], ['codestar-connections:GetConnectionToken', arn('codestar-connections:::connection/1')],
  ['cloudwatch:CreateAccessProfile', '*'], ['cloudwatch:UpdateAccessProfile', '*'], ['cloudwatch:AssumeAccessProfile', '*'], ['cloudwatch:DeleteAccessProfile', '*'],
];

const LEFT: [string, string][] = [
  ['acm-pca:DescribeCertificateAuthority', AUTHORITY], ['acm-pca:RevokeCertificate', AUTHORITY],
  ['signin:AuthorizeOAuth2Access', arn('signin:::oauth2/public-client/localhost')], ['signin:CreateOAuth2Token', arn('signin:::oauth2/public-client/localhost')],
  ['ds:DescribeDirectories', '*'], ['ds:ListAuthorizedApplications', DIRECTORY], ['ds:CreateComputer', DIRECTORY],
  ['codeconnections:GetConnection', CONNECTION], ['codeconnections:UseConnection', CONNECTION], ['codeconnections:ListInstallationTargets', '*'],
  ['cloudwatch:GetAccessProfile', '*'], ['cloudwatch:PutMetricAlarm', arn('cloudwatch:::alarm:x')],
];

describe.each(Object.entries(POLICIES))('the %s', (_name, policies) => {
  test.each(DENIED)('denies %s on %s', (action, resource) => expect(denied(policies, action, resource)).toBe(true));

  test.each(LEFT)('leaves %s on %s', (action, resource) => expect(denied(policies, action, resource)).toBe(false));
});

test('MFA enforcement denies the remote login to everybody, also to an administrator who has shown MFA, and leaves the local one', () => {
  expect(denied(MFA, 'signin:AuthorizeOAuth2Access', arn('signin:::oauth2/public-client/remote'))).toBe(true);
  expect(denied(MFA, 'signin:AuthorizeOAuth2Access', arn('signin:::oauth2/public-client/localhost'))).toBe(false);
});

describe('in a management account', () => {
  /** Labels, which no policy of this library asks for. */
  const LABELS = /:(Tag|Untag)Resource$/;

  test('every write of Organizations, account management, Control Tower and Firewall Manager is denied, and no read', async () => {
    const actions = (await actionsOf(['account', 'controltower', 'fms', 'organizations'])).filter(({ name }) => !LABELS.test(name));
    const wrong = actions.filter((action) => denied(MANAGEMENT, action.name, '*') !== isWrite(action)).map(({ name }) => name);
    expect(actions.length).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  });

  test('elsewhere they are left to other policies', () => expect(denied(POLICIES.guardrail, 'fms:PutPolicy', '*')).toBe(false));
});
