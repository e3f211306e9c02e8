import { Call, failure } from '../src/handlers/shared/retry';

/** Makes an SDK call. The SDK retries it, and a person who waits can interrupt that. An error names the action first. */
export const call: Call = async (service: any, action: string, input: unknown) => {
  try {
    return await service[action.replace(/.*:./, (match) => match.slice(-1).toLowerCase())](input);
  } catch (thrown) {
    const { name, message } = thrown as Error;
    throw failure(`${action}: ${name}: ${message}`, name);
  }
};
