import type { GetServiceLastAccessedDetailsResponse } from '@aws-sdk/client-iam';
import { IamActions } from './clients/iam';
import { Call, failure, only, pause, Service } from './retry';

/** A service that the policies of an identity grant. */
export interface ServiceUse {
  /** The prefix of its IAM actions. */
  readonly service: string;
  /** The last attempt, allowed or not, in milliseconds since the epoch; undefined if IAM tracked none. */
  readonly used?: number;
}

/** IAM throttles an account with more jobs at once. */
export const JOBS_AT_ONCE = 5;

/** A job fails now and then, and succeeds when it is started again. */
const ATTEMPTS = 2;

/**
 * The services that an identity may use, and when it used each of them last. IAM gathers them in a job that takes seconds. Only the
 * principal that started the job may read its result.
 *
 * @returns undefined if the identity no longer exists
 * @throws if the job fails twice or takes too long
 */
export async function servicesOf(call: Call, iam: Service<IamActions>, Arn: string, until: number): Promise<ServiceUse[] | undefined> {
  for (let attempt = 1; ; attempt++) {
    const job = await call(iam, 'iam:GenerateServiceLastAccessedDetails', { Arn }).catch(only('NoSuchEntity'));
    if (!job) return undefined;
    const services: ServiceUse[] = [];
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
