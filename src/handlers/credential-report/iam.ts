import {
  AccessKeyLastUsed, AccessKeyMetadata, GenerateCredentialReportResponse, GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse, GetCredentialReportResponse, IAM, LoginProfile, UpdateAccessKeyRequest, User,
} from '@aws-sdk/client-iam';
import { Identity } from './plan';
import { Call, only, pause, Service } from '../shared/retry';

interface OfUser { readonly UserName: string }

interface Actions {
  'iam:GenerateCredentialReport'(input: object): GenerateCredentialReportResponse;
  'iam:GetCredentialReport'(input: object): GetCredentialReportResponse;
  'iam:GetAccountAuthorizationDetails'(input: GetAccountAuthorizationDetailsRequest): GetAccountAuthorizationDetailsResponse;
  'iam:GetUser'(input: OfUser): { User?: User };
  'iam:GetLoginProfile'(input: OfUser): { LoginProfile?: LoginProfile };
  'iam:DeleteLoginProfile'(input: OfUser): object;
  'iam:ListAccessKeys'(input: OfUser): { AccessKeyMetadata?: AccessKeyMetadata[] };
  'iam:GetAccessKeyLastUsed'(input: { readonly AccessKeyId: string }): { AccessKeyLastUsed?: AccessKeyLastUsed };
  'iam:UpdateAccessKey'(input: UpdateAccessKeyRequest): object;
}

// One attempt each: retries are ours, so that they know how much time is left.
export const iam: Service<Actions> = new IAM({ maxAttempts: 1 }) as object;

/**
 * The newest credential report. IAM makes one in some seconds and keeps it for four hours.
 *
 * @param until when to give up, in milliseconds since the epoch
 */
export async function fetchReport(call: Call, until: number): Promise<{ csv: string; time: number }> {
  for (let tries = 0; ; tries++) {
    let { State: state } = await call(iam, 'iam:GenerateCredentialReport', {}) as { State?: string };
    // Not present, expired, not ready: it was gone, or not there yet, between the two calls.
    const report = state === 'COMPLETE' && await call(iam, 'iam:GetCredentialReport', {}).catch(only('CredentialReport', (error) => { state = error.name; }));
    if (report) return { csv: new TextDecoder().decode(report.Content), time: +report.GeneratedTime! };
    if (!await pause(tries, until)) throw Error(`IAM has not made the credential report in time (${state})`);
  }
}

/** Users with their path and tags, and whether they administer the account. */
export async function fetchIdentities(call: Call, administratorGroups: string[]): Promise<Map<string, Identity>> {
  const users = [];
  const administrators = new Set(administratorGroups);
  const administers = (policies: { PolicyArn?: string }[] = []) => policies.some(({ PolicyArn }) => /:aws:policy\/AdministratorAccess$/.test(PolicyArn!));
  let page: GetAccountAuthorizationDetailsResponse = {};
  do {
    page = await call(iam, 'iam:GetAccountAuthorizationDetails', { Filter: ['User', 'Group'], MaxItems: 500, Marker: page.Marker });
    users.push(...page.UserDetailList ?? []);
    for (const group of page.GroupDetailList ?? []) {
      if (administers(group.AttachedManagedPolicies)) administrators.add(group.GroupName!);
    }
  } while (page.IsTruncated);
  return new Map(users.map((user) => [user.UserName!, {
    path: user.Path!,
    tags: (user.Tags ?? []).map(({ Key }) => Key!),
    isAdministrator: administers(user.AttachedManagedPolicies) || (user.GroupList ?? []).some((name) => administrators.has(name)),
  }]));
}
