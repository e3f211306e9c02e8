import { Identities } from '../../../cli/evidence/details';
import { listedRole, listedUser } from '../../../cli/evidence/seen-answers';
import { PrincipalUse } from '../../../cli/evidence/unused-permissions';
import { ReadAccount } from '../../../cli/status/account-status';
import { ReportedUser } from '../../../src/handlers/shared/credential-report/parse';
import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';

export const NOW = Date.UTC(2026, 10, 29, 12);
const DAY = 86_400_000;

/** A name that would run if a page did not escape it. */
export const MARKUP = '<script>document.title = "run"</script>"\'&<img src=x onerror=alert(1)>';

export const RESULTS: CheckResult[] = [
  { check: 'ROOT_ACCESS_KEYS', severity: 'CRITICAL', status: 'PASS', seen: 'root has no access keys' },
  { check: 'USER_POLICIES', severity: 'LOW', status: 'FAIL', seen: `policies on users: ${MARKUP}`, remediation: 'Add the user to a group' },
  { check: 'ROOT_MFA', severity: 'CRITICAL', status: 'FAIL', seen: 'root has no MFA', remediation: 'Assign an MFA device' },
  { check: 'USER_MFA', severity: 'HIGH', status: 'FAIL', seen: 'passwords without MFA: alice', remediation: 'Let the user assign an MFA device' },
  { check: 'PASSWORD_POLICY', severity: 'MEDIUM', status: 'PASS', seen: 'passwords have at least 14 characters' },
  {
    check: 'EXPIRED_CERTIFICATES',
    severity: 'MEDIUM',
    status: 'UNKNOWN',
    seen: 'iam:ListServerCertificates was denied',
    remediation: 'Allow iam:ListServerCertificates, which a service control policy or a permissions boundary may deny',
  },
];

const trust = (...statements: object[]) => encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
const role = (RoleName: string, document: string, more: object = {}) => ({
  RoleName, Path: '/', Arn: `arn:aws:iam::111122223333:role/${RoleName}`, AssumeRolePolicyDocument: document, AttachedManagedPolicies: [], RolePolicyList: [], ...more,
});
const assumedBy = (Principal: unknown, Condition?: object) => trust({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...Condition && { Condition } });

const IDENTITIES: Identities = {
  users: [
    { UserName: 'alice', CreateDate: new Date(NOW - 400 * DAY), GroupList: ['Administrators', 'Billing'], Tags: [{ Key: 'team', Value: MARKUP }] },
    { UserName: MARKUP, CreateDate: new Date(NOW - 10 * DAY), GroupList: [], UserPolicyList: [{ PolicyName: MARKUP, PolicyDocument: trust() }] },
    { UserName: 'unreported', GroupList: [] },
  ].map((user) => listedUser({ Arn: `arn:aws:iam::111122223333:user/${user.UserName}`, ...user })),
  roles: [
    role('Administrator', assumedBy({ AWS: 'arn:aws:iam::111122223333:root' }, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), {
      Path: '/account-baseline/', AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
    }),
    role('Functions', assumedBy({ Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] }), { RoleLastUsed: { LastUsedDate: new Date(NOW - DAY) } }),
    role('Partner', assumedBy({ AWS: '444455556666' }, { StringEquals: { 'sts:ExternalId': 'x' } })),
    role('Deploy', assumedBy({ Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' })),
    role('Open', assumedBy('*')),
    role(MARKUP, 'no policy'),
    role('AWSServiceRoleForSupport', assumedBy({ Service: 'support.amazonaws.com' }), { Path: '/aws-service-role/support.amazonaws.com/' }),
  ].map(listedRole),
};

const reported = (name: string, more: Partial<ReportedUser>): [string, ReportedUser] => [
  name, { name, isRoot: false, mfa: false, keys: {}, certificates: {}, ...more },
];

const used = (kind: PrincipalUse['kind'], name: string, services: Record<string, number | undefined>, created = 400): PrincipalUse => ({
  kind,
  name,
  arn: `arn:aws:iam::111122223333:${kind}/${name}`,
  created: NOW - created * DAY,
  services: Object.entries(services).map(([service, days]) => ({ service, ...days !== undefined && { used: NOW - days * DAY } })),
});

/** Those that the services of `Administrator` are. */
export const MANY_SERVICES = Array.from({ length: 400 }, (_, index) => `service-${String(index).padStart(3, '0')}`);

const PRINCIPALS: PrincipalUse[] = [
  used('user', 'alice', { s3: 1, ec2: 100, sqs: undefined }),
  used('user', MARKUP, { [MARKUP]: undefined }, 10),
  used('role', 'Administrator', { ...Object.fromEntries(MANY_SERVICES.map((service) => [service, undefined])), iam: 2 }),
  used('role', 'Functions', { logs: 1 }),
];

/** An account with something in each section. */
export function account(more: Partial<ReadAccount> = {}): ReadAccount {
  return {
    id: '111122223333',
    name: 'shop',
    partition: 'aws',
    region: 'eu-central-1',
    at: NOW,
    results: RESULTS,
    unusedPermissions: {
      value: {
        principals: PRINCIPALS,
        unread: [{ why: { unknown: 'iam:GenerateServiceLastAccessedDetails was denied', denied: 'iam:GenerateServiceLastAccessedDetails' }, names: ['role Partner', `role ${MARKUP}`] }],
        omitted: ['role Deploy', 'role Open'],
      },
    },
    details: {
      alias: { value: 'example' },
      identities: { value: IDENTITIES },
      credentials: {
        value: {
          at: NOW - 3_600_000,
          users: new Map([
            reported('<root_account>', { isRoot: true, password: {} }),
            reported('alice', { password: { used: NOW - DAY }, keys: { 1: { changed: NOW - 100 * DAY, used: NOW - 5 * DAY }, 2: { changed: NOW - 3 * DAY } } }),
            reported(MARKUP, { password: {}, mfa: true }),
          ]),
        },
      },
      passwordPolicy: {
        value: { MinimumPasswordLength: 14, RequireLowercaseCharacters: true, RequireNumbers: true, PasswordReusePrevention: 24 } as any,
      },
      stacks: {
        value: [
          { name: 'account-baseline', status: 'UPDATE_COMPLETE', changed: NOW - 2 * DAY, drift: 'DRIFTED', driftChecked: NOW - DAY, template: { value: 'a'.repeat(64) } },
          { name: 'account-baseline-watch', status: 'CREATE_COMPLETE', changed: NOW - 2 * DAY, drift: 'NOT_CHECKED', template: { unknown: 'cloudformation:GetTemplate was denied', denied: 'cloudformation:GetTemplate' } },
        ],
      },
    },
    ...more,
  };
}

/** An account of which nothing can be read. */
export function refusingAccount(): ReadAccount {
  const denied = (action: string) => ({ unknown: `${action} was denied`, denied: action });
  return account({
    id: '444455556666',
    name: 'refusing',
    results: [{ ...RESULTS[5] }],
    unusedPermissions: denied('iam:GetAccountAuthorizationDetails'),
    details: {
      alias: denied('iam:ListAccountAliases'),
      identities: denied('iam:GetAccountAuthorizationDetails'),
      credentials: denied('iam:GenerateCredentialReport'),
      passwordPolicy: denied('iam:GetAccountPasswordPolicy'),
      stacks: denied('cloudformation:DescribeStacks'),
    },
  });
}

/** An account with many users, of which every tenth has a password and no MFA, and each two of three services that it does not use. */
export function largeAccount(users: number): ReadAccount {
  const large = account();
  const name = (index: number) => `user-${String(index).padStart(5, '0')}`;
  const all = Array.from({ length: users }, (_, index) => name(index));
  return {
    ...large,
    unusedPermissions: { value: { principals: all.map((one) => used('user', one, { s3: 1, ec2: 100, sqs: undefined })), unread: [], omitted: [] } },
    details: {
      ...large.details!,
      identities: { value: { ...IDENTITIES, users: all.map((UserName) => listedUser({ UserName, GroupList: ['Developers'], CreateDate: new Date(NOW - 30 * DAY) })) } },
      credentials: { value: { at: NOW, users: new Map(all.map((one, index) => reported(one, { password: {}, mfa: index % 10 !== 0 }))) } },
    },
  };
}
