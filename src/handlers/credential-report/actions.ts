import { CredentialFinding } from './findings';
import type { CredentialReportOptions } from '../../account/contract/options';
import { ReportedUser } from '../shared/credential-report/parse';
import { Call } from '../shared/retry';

/** What a run did to the credentials of a user, or did not do, and why. */
export interface Action {
  readonly user: string;
  readonly text: string;
}

/**
 * Deactivates credentials.
 *
 * @param due the findings about unused credentials that are due and were announced
 * @param isDue whether what is due at a time was announced early enough
 * @param until when to stop, in milliseconds since the epoch; the next run does the rest
 */
export type Deactivation = (
  call: Call, users: ReportedUser[], due: CredentialFinding[], options: CredentialReportOptions, isDue: (due: number) => boolean, until: number,
) => Promise<Action[]>;
