import { AccessAnalyzerClient, ListAnalyzersCommand } from '@aws-sdk/client-accessanalyzer';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  GenerateCredentialReportCommand, GetAccountAuthorizationDetailsCommand, GetAccountPasswordPolicyCommand, GetAccountSummaryCommand,
  GetCredentialReportCommand, IAMClient, ListSAMLProvidersCommand, ListServerCertificatesCommand,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';

Object.assign(process.env, { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });

export const iam = mockClient(IAMClient);
export const analyzer = mockClient(AccessAnalyzerClient);
export const cloudFormation = mockClient(CloudFormationClient);

const REPORT = [
  'user,arn,user_creation_time,password_enabled,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,'
    + 'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,'
    + 'password_last_used,password_last_changed,password_next_rotation,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated',
];

/** A line of the report. */
export function line(name: string, values: string, arn = `arn:aws:iam::111122223333:user/${name}`): string {
  return `"${name}","${arn}",2020-01-01T00:00:00+00:00,${values},N/A,N/A,N/A,false,N/A,false,N/A`;
}

REPORT.push(
  line('<root_account>', 'not_supported,true,false,N/A,N/A,false,N/A,N/A', 'arn:aws:iam::111122223333:root'),
  line('alice', 'true,true,false,N/A,N/A,false,N/A,N/A'),
);

/** The error of a call that a policy denies. */
export const refusal = (name = 'AccessDenied') => Object.assign(
  new Error('not authorized to perform this with an explicit deny in a service control policy'), { name, $metadata: { httpStatusCode: 403 } });

export const document = (Action: string) => encodeURIComponent(JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }));

/** The report of a good account and of further users. */
export function contentOf(...lines: string[]): any {
  return new TextEncoder().encode([...REPORT, ...lines].join('\n'));
}

export function report(...lines: string[]): void {
  iam.on(GetCredentialReportCommand).resolves({ Content: contentOf(...lines) });
}

export function root(facts: Record<string, number>): void {
  iam.on(GetAccountSummaryCommand).resolves({
    SummaryMap: { AccountAccessKeysPresent: 0, AccountMFAEnabled: 1, AccountPasswordPresent: 1, AccountSigningCertificatesPresent: 0, ...facts },
  });
}

/** An account that passes every check. */
export function goodAccount(): void {
  iam.reset();
  analyzer.reset();
  cloudFormation.reset();
  root({});
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({
    UserDetailList: [{ UserName: 'alice', GroupList: ['Administrators'], AttachedManagedPolicies: [], UserPolicyList: [] }],
    GroupDetailList: [{ GroupName: 'Administrators', AttachedManagedPolicies: [{ PolicyName: 'Mfa', PolicyArn: 'arn:aws:iam::111122223333:policy/Mfa' }] }],
    RoleDetailList: [{ RoleName: 'Support', AttachedManagedPolicies: [{ PolicyName: 'AWSSupportAccess', PolicyArn: 'arn:aws:iam::aws:policy/AWSSupportAccess' }] }],
    Policies: [
      {
        PolicyName: 'Mfa',
        Arn: 'arn:aws:iam::111122223333:policy/Mfa',
        PolicyVersionList: [
          { Document: document('*'), IsDefaultVersion: false }, { Document: document('iam:ListUsers'), IsDefaultVersion: true },
        ],
      },
      { PolicyName: 'Nobody', Arn: 'arn:aws:iam::111122223333:policy/Nobody', PolicyVersionList: [{ Document: document('*'), IsDefaultVersion: true }] },
    ],
  });
  iam.on(ListSAMLProvidersCommand).resolves({ SAMLProviderList: [] });
  iam.on(GetAccountPasswordPolicyCommand).resolves({ PasswordPolicy: { MinimumPasswordLength: 14 } as any });
  iam.on(GenerateCredentialReportCommand).resolves({ State: 'COMPLETE' });
  report();
  iam.on(ListServerCertificatesCommand).resolves({ ServerCertificateMetadataList: [] });
  analyzer.on(ListAnalyzersCommand).resolves({ analyzers: [{ name: 'account', type: 'ACCOUNT', status: 'ACTIVE' } as any] });
  cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [{ StackStatus: 'UPDATE_IN_PROGRESS' } as any] });
}
