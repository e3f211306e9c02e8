import type { GetServiceLastAccessedDetailsResponse, Group, Role, User } from '@aws-sdk/client-iam';
import { Usage } from './suggestions';
import { iam } from '../shared/clients/iam';
import { Call, failure, only, pause } from '../shared/retry';

/** A job fails now and then, and succeeds when it is started again. */
const ATTEMPTS = 2;

export type Identity = Omit<Usage, 'services'> & { readonly arn: string };

/** How IAM lists each kind of identity, and how it names one. */
const LISTS = { role: ['Roles', 'RoleName'], user: ['Users', 'UserName'], group: ['Groups', 'GroupName'] } as const satisfies Record<Usage['kind'], unknown>;

/** The roles, users or groups under a path. */
export async function list(call: Call, kind: Usage['kind'], PathPrefix: string): Promise<Identity[]> {
  const [plural, name] = LISTS[kind];
  const found: Identity[] = [];
  let page: { Marker?: string; IsTruncated?: boolean; Roles?: Role[]; Users?: User[]; Groups?: Group[] } = {};
  do {
    page = await call(iam, `iam:List${plural}`, { PathPrefix, Marker: page.Marker });
    for (const one of page[plural] ?? []) {
      found.push({ kind, name: (one as Record<string, any>)[name], arn: one.Arn!, created: +one.CreateDate! });
    }
  } while (page.IsTruncated);
  return found;
}

/**
 * The services that an identity may use, and when it used each of them last. IAM gathers them in a job that takes seconds. Only the
 * principal that started the job may read its result.
 *
 * @returns undefined if the identity no longer exists
 * @throws if the job fails twice or takes too long
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
        throw failure('the job did not complete in time', 'Late');
      }
    }
    if (attempt === ATTEMPTS) throw failure(`the job failed: ${page.Error?.Code}: ${page.Error?.Message}`, 'Failed');
  }
}
