import { Call, failure } from '../src/handlers/shared/retry';

/** Makes an SDK call. The SDK retries it, and a person who waits can interrupt that. An error names the action first. */
export const call: Call = async (service: any, action: string, input: unknown) => {
  try {
    return await service[action.replace(/.*:./, (match) => match.slice(-1).toLowerCase())](input);
  } catch (thrown) {
    const { name, message, code } = thrown as Error & { code?: string };
    // Node tries several addresses, and its error for all of them has no message.
    throw failure(`${action}: ${name}: ${message || code}`, name);
  }
};

/** The calls whose answers the checks and the pages both use. They are long, and made once. */
const SHARED = /^iam:(GetAccountAuthorizationDetails|GetAccountPasswordPolicy|GetCredentialReport)$/;

/**
 * Calls for one account: the answers of long calls are kept, and the wait for the credential report is announced.
 *
 * @param progress says that IAM makes the credential report
 */
export function accountCall(progress: (text: string) => void): Call {
  const kept = new Map<string, Promise<any>>();
  let isAnnounced = false;
  const announced: Call = async (service, action, input) => {
    const answer: any = await call(service, action, input);
    if (action === 'iam:GenerateCredentialReport' && answer.State !== 'COMPLETE' && !isAnnounced) {
      isAnnounced = true;
      progress('IAM makes the credential report, which takes some seconds ...');
    }
    return answer;
  };
  return (service, action, input) => {
    if (!SHARED.test(action)) return announced(service, action, input);
    const key = `${action} ${JSON.stringify(input)}`;
    const answer = kept.get(key) ?? announced(service, action, input);
    kept.set(key, answer);
    // An error, such as that of a report that is not there yet, is asked about again.
    answer.catch(() => kept.delete(key));
    return answer;
  };
}
