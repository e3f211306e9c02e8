import { Call, failure } from '../src/handlers/shared/retry';

/** Makes an SDK call; retrying is left to the SDK, which a person who waits can interrupt. An error says first which action it was. */
export const call: Call = async (service: any, action: string, input: unknown) => {
  try {
    return await service[action.replace(/.*:./, (match) => match.slice(-1).toLowerCase())](input);
  } catch (thrown) {
    const { name, message } = thrown as Error;
    throw failure(`${action}: ${name}: ${message}`, name);
  }
};
