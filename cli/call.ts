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

/**
 * Calls for one account. The wait for the credential report is announced.
 *
 * @param progress says that IAM makes the credential report
 * @param see gets each answer before the caller does
 */
export function accountCall(progress: (text: string) => void, see: (action: string, answer: any) => void = () => undefined): Call {
  let isAnnounced = false;
  return async (service, action, input) => {
    const answer: any = await call(service, action, input);
    if (action === 'iam:GenerateCredentialReport' && answer.State !== 'COMPLETE' && !isAnnounced) {
      isAnnounced = true;
      progress('IAM makes the credential report, which takes some seconds ...');
    }
    see(action, answer);
    return answer;
  };
}
