import { ONE_ATTEMPT } from '../shared/clients/client';
import { LambdaContext } from '../shared/lambda-context';
import { budget } from '../shared/retry';
import { checkResults } from '../shared/security-checks/check-results';
import { CheckRun } from '../shared/security-checks/check-run';
import { factServices } from '../shared/security-checks/fact-services';
import { gatherFacts } from '../shared/security-checks/gather-facts';

/** The time that calls have when the wait for the credential report is over, besides what `budget` reserves for restoring. */
const AFTER_REPORT = 40_000;

const services = factServices(ONE_ATTEMPT);

/** Checks the account and returns the outcomes. It changes nothing. */
export async function checkAccount(context: Pick<LambdaContext, 'getRemainingTimeInMillis'>): Promise<CheckRun> {
  const { call, end } = budget(Date.now() + context.getRemainingTimeInMillis());
  const facts = await gatherFacts(call, services, end - AFTER_REPORT);
  return { at: facts.at, outcomes: checkResults(facts) };
}
