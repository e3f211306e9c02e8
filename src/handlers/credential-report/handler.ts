import { Deactivation } from './actions';
import { credentialEmails } from './emails';
import { credentialFindings, isNews } from './findings';
import { remember, wasAnnounced } from './plan';
import type { CredentialReportOptions } from '../../account/contract/options';
import { CREDENTIAL_REPORT_PARAMETER as Name } from '../../account/contract/parameters';
import { iam } from '../shared/clients/iam';
import { ssm } from '../shared/clients/ssm';
import { fetchCredentialReport } from '../shared/credential-report/fetch';
import { environment } from '../shared/environment';
import { LambdaContext } from '../shared/lambda-context';
import { log } from '../shared/log';
import { notify } from '../shared/notify';
import { budget as budgetOf, Budget } from '../shared/retry';

/** The time for emails and for the record of the run. */
const RESERVE = 60_000;

/** Writes everything into the log, and sends what is new by email. */
export async function reportCredentials(context: LambdaContext, deactivate?: Deactivation): Promise<object> {
  const budget = budgetOf(Date.now() + context.getRemainingTimeInMillis());
  const account = context.invokedFunctionArn.split(':')[4];
  try {
    return await run(budget, account, deactivate);
  } catch (error) {
    // Without this email a report that fails looks like one without findings.
    budget.until = budget.end;
    const { message } = error as Error;
    await notify(budget.call, `Credentials of ${account}: no report`, `${message}\n\nThe next run tries again.`).catch(log);
    throw error;
  }
}

async function run({ call, end }: Budget, account: string, deactivate?: Deactivation): Promise<object> {
  const options: CredentialReportOptions = JSON.parse(environment.OPTIONS!);
  const { users, time } = await fetchCredentialReport(call, iam, end - RESERVE);
  const findings = users.flatMap((user) => {
    const found = credentialFindings(user, options, time);
    log({ ...user, findings: found });
    return found;
  });

  const runs = runsIn((await call(ssm, 'ssm:GetParameter', { Name })).Parameter?.Value);
  const isDue = (due: number) => due <= time && wasAnnounced(due, options, runs, time);
  const due = findings.filter((finding) => /UNUSED/.test(finding.kind) && isDue(finding.due));
  const actions = deactivate && due.length ? await deactivate(call, users, due, options, isDue, end - RESERVE) : [];

  const news = findings.filter((finding) => isNews(finding, options, time, Math.max(0, ...runs)));
  for (const { subject, text, users: about } of credentialEmails(account, time, news, actions, !!deactivate)) {
    await notify(call, subject, text, { MessageAttributes: { users: { DataType: 'String.Array', StringValue: JSON.stringify(about) } } });
  }
  // Only now: what was not sent is not announced.
  await call(ssm, 'ssm:PutParameter', { Name, Value: JSON.stringify({ runs: remember(runs, options, time) }), Type: 'String', Tier: 'Standard', Overwrite: true });
  const summary = { users: users.length, findings: findings.length, news: news.length, actions: actions.length };
  log(summary);
  return summary;
}

/** A damaged parameter is like a first run: everything is announced again, and nothing is deactivated until then. */
function runsIn(text = ''): number[] {
  try {
    const { runs = [] } = JSON.parse(text);
    if (runs.every(Number.isFinite)) return runs;
  } catch {
    // Treated as empty, and logged.
  }
  log({ damaged: text });
  return [];
}
