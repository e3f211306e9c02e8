import { assessmentResults } from '../../oscal/assessment-results';
import { commit, version } from '../../version';
import { ReadAccount } from '../account-status';
import { StatusReport } from '../status-report';

/** OSCAL assessment results of one account. */
export function oscal({ statuses }: StatusReport): string {
  const { results, id, at } = statuses[0] as ReadAccount;
  // The time of the commit is not part of its name.
  return JSON.stringify(assessmentResults(results, id, { command: version, commit: commit?.split(' ')[0] }, new Date(at)), undefined, 2);
}
