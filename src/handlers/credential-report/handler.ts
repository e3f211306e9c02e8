import { CredentialAgeRules, CredentialFinding, credentialFindings, isNews } from './findings';
import { fetchReport } from './iam';
import { credentialMails, Deed } from './mail';
import { remember, wasAnnounced } from './plan';
import { ssm } from './ssm';
import { parseCredentialReport, ReportedUser } from '../shared/credential-report/parser';
import { log } from '../shared/log';
import { notify } from '../shared/notify';
import { budget as budgetOf, Budget, Call } from '../shared/retry';

/** What the construct asks for. */
export interface CredentialReportOptions extends CredentialAgeRules {
  /** Users under these paths are never switched off. */
  readonly exemptPaths: string[];
  /** Nor are users with this tag. */
  readonly exemptTag: string;
  readonly administratorGroups: string[];
  /** The name of the parameter that holds when earlier runs told what they found. */
  readonly parameter: string;
}

/**
 * Switches credentials off.
 *
 * @param due the findings about what is unused, due and announced
 * @param isDue whether something that is due then was announced in time
 * @param until when to stop, in milliseconds since the epoch; what is left is done by the next run
 */
export type Deactivation = (
  call: Call, users: ReportedUser[], due: CredentialFinding[], options: CredentialReportOptions, isDue: (due: number) => boolean, until: number,
) => Promise<Deed[]>;

export interface LambdaContext {
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
}

/** Left for mails and for the record of the run. */
const RESERVE = 60_000;

/** One run: everything goes into the log, what is new goes out by mail. */
export async function watch(context: LambdaContext, deactivate?: Deactivation): Promise<object> {
  const budget = budgetOf(Date.now() + context.getRemainingTimeInMillis());
  const account = context.invokedFunctionArn.split(':')[4];
  try {
    return await run(budget, account, deactivate);
  } catch (error) {
    // Whoever watches must know when nobody watches.
    budget.restoring();
    const { message } = error as Error;
    await notify(budget.call, `Credentials of ${account}: no report`, `${message}\n\nThe next run tries again.`).catch(log);
    throw error;
  }
}

async function run({ call, end }: Budget, account: string, deactivate?: Deactivation): Promise<object> {
  const options: CredentialReportOptions = JSON.parse(process.env.OPTIONS!);
  const { csv, time } = await fetchReport(call, end - RESERVE);
  const users = parseCredentialReport(csv);
  const findings = users.flatMap((user) => {
    const found = credentialFindings(user, options, time);
    log({ ...user, findings: found });
    return found;
  });

  const Name = options.parameter;
  const runs = runsIn((await call(ssm, 'ssm:GetParameter', { Name })).Parameter?.Value);
  const isDue = (due: number) => due <= time && wasAnnounced(due, options, runs, time);
  const due = findings.filter((finding) => /UNUSED/.test(finding.kind) && isDue(finding.due));
  const deeds = deactivate && due.length ? await deactivate(call, users, due, options, isDue, end - RESERVE) : [];

  const news = findings.filter((finding) => isNews(finding, options, time, Math.max(0, ...runs)));
  for (const { subject, text, users: about } of credentialMails(account, time, news, deeds, !!deactivate)) {
    await notify(call, subject, text, { users: { DataType: 'String.Array', StringValue: JSON.stringify(about) } });
  }
  // Only now: what was not told counts as not announced.
  await call(ssm, 'ssm:PutParameter', { Name, Value: JSON.stringify({ runs: remember(runs, options, time) }), Type: 'String', Tier: 'Standard', Overwrite: true });
  const summary = { users: users.length, findings: findings.length, news: news.length, deeds: deeds.length };
  log(summary);
  return summary;
}

/** A parameter that cannot be read is like a first run: everything is announced anew, and nothing switched off until then. */
function runsIn(text = ''): number[] {
  try {
    const { runs = [] } = JSON.parse(text);
    if (runs.every(Number.isFinite)) return runs;
  } catch {
    // As if it were empty, but not silently.
  }
  log({ damaged: text });
  return [];
}
