import {
  GenerateServiceLastAccessedDetailsRequest, GenerateServiceLastAccessedDetailsResponse, GetServiceLastAccessedDetailsRequest,
  GetServiceLastAccessedDetailsResponse, Group, IAM, ListGroupsRequest, Role, User,
} from '@aws-sdk/client-iam';
import { Usage } from './suggestions';
import { Call, failure, only, pause, Service } from '../shared/retry';

interface Page { readonly IsTruncated?: boolean; readonly Marker?: string }

interface Actions {
  'iam:ListRoles'(input: ListGroupsRequest): Page & { Roles?: Role[] };
  'iam:ListUsers'(input: ListGroupsRequest): Page & { Users?: User[] };
  'iam:ListGroups'(input: ListGroupsRequest): Page & { Groups?: Group[] };
  'iam:GenerateServiceLastAccessedDetails'(input: GenerateServiceLastAccessedDetailsRequest): GenerateServiceLastAccessedDetailsResponse;
  'iam:GetServiceLastAccessedDetails'(input: GetServiceLastAccessedDetailsRequest): GetServiceLastAccessedDetailsResponse;
}

// One attempt each: retries are ours, so that they know how much time is left.
const iam: Service<Actions> = new IAM({ maxAttempts: 1 }) as object;

/** A job fails now and then for no reason of ours. */
const ATTEMPTS = 2;

export type Identity = Omit<Usage, 'services'> & { readonly arn: string };

/** The roles, users or groups under a path. */
export async function list(call: Call, kind: Usage['kind'], PathPrefix: string): Promise<Identity[]> {
  const plural = { role: 'Roles', user: 'Users', group: 'Groups' }[kind] as 'Roles';
  const found: Identity[] = [];
  let page: Page & { Roles?: Role[] } = {};
  do {
    page = await call(iam, `iam:List${plural}`, { PathPrefix, Marker: page.Marker });
    for (const one of page[plural] ?? []) {
      // A user has a UserName, and so on.
      const name = one[`${plural.slice(0, -1)}Name` as 'RoleName']!;
      found.push({ kind, name, arn: one.Arn!, created: +one.CreateDate! });
    }
  } while (page.IsTruncated);
  return found;
}

/**
 * The services that an identity may use and when it did so last. IAM gathers them in a job of some seconds, which only whoever
 * started it may ask for.
 *
 * @returns nothing if the identity is gone
 * @throws if the job fails twice or takes longer than there is time
 */
export async function servicesOf(call: Call, Arn: string, until: number): Promise<Usage['services'] | undefined> {
  for (let attempt = 1; ; attempt++) {
    const job = await call(iam, 'iam:GenerateServiceLastAccessedDetails', { Arn }).catch(only('NoSuchEntity'));
    if (!job) return undefined;
    const services: Usage['services'][number][] = [];
    let page: GetServiceLastAccessedDetailsResponse = {} as GetServiceLastAccessedDetailsResponse;
    for (let tries = 0; page.JobStatus !== 'FAILED';) {
      page = await call(iam, 'iam:GetServiceLastAccessedDetails', { JobId: job.JobId!, MaxItems: 500, Marker: page.Marker });
      if (page.JobStatus === 'COMPLETED') {
        services.push(...page.ServicesLastAccessed!.map(({ ServiceNamespace, LastAuthenticated }) => ({
          service: ServiceNamespace!,
          used: LastAuthenticated && +LastAuthenticated,
        })));
        if (!page.IsTruncated) return services;
      } else if (page.JobStatus === 'IN_PROGRESS' && !await pause(tries++, until)) {
        throw failure('the job takes longer than there is time', 'Late');
      }
    }
    if (attempt === ATTEMPTS) throw failure(`the job failed: ${page.Error?.Code}: ${page.Error?.Message}`, 'Failed');
  }
}
