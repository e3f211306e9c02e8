import { parseCredentialReport, ReportedUser } from './parse';
import { IamActions } from '../clients/iam';
import { Call, only, pause, Service } from '../retry';

/**
 * The newest credential report. IAM writes one within seconds, and returns the same one for four hours.
 *
 * @param until when to give up, in milliseconds since the epoch
 */
export async function fetchCredentialReport(call: Call, iam: Service<IamActions>, until: number): Promise<{ users: ReportedUser[]; time: number }> {
  for (let tries = 0; ; tries++) {
    let { State: state } = await call(iam, 'iam:GenerateCredentialReport', {}) as { State?: string };
    // NotPresent, Expired, NotReady: the report was not there between the two calls.
    const report = state === 'COMPLETE' && await call(iam, 'iam:GetCredentialReport', {}).catch(only('CredentialReport', (error) => { state = error.name; }));
    if (report) return { users: parseCredentialReport(new TextDecoder().decode(report.Content)), time: +report.GeneratedTime! };
    if (!await pause(tries, until)) throw Error(`iam:GenerateCredentialReport: the report was not ready in time (${state})`);
  }
}
