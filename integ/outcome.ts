import { setTimeout as sleep } from 'node:timers/promises';
import { Account } from './account';

/** What became of a call. */
interface Outcome {
  /** The name of the error, or nothing if AWS let the call through. */
  readonly error?: string;
  readonly message: string;
}

/** What a call is to end with. */
export interface Expectation {
  readonly words: string;
  matches(outcome: Outcome): boolean;
}

export const ALLOWED: Expectation = { words: 'allowed', matches: ({ error }) => error === undefined };

/** What services call a denial; the second is SNS's word. */
const DENIAL = /AccessDenied|AuthorizationError/;

/** By whatever policy, or for want of one. */
export const DENIED: Expectation = { words: 'denied', matches: ({ error = '' }) => DENIAL.test(error) };

/** The words of the error tell it from a permission that has not arrived yet. */
export const DENIED_BY_POLICY: Expectation = {
  words: 'denied explicitly by a policy of the caller',
  matches: ({ error = '', message }) => DENIAL.test(error) && /explicit deny in an identity-based policy/.test(message),
};

/** How IAM answers a session of GetSessionToken without MFA. */
export const INVALID_TOKEN: Expectation = { words: 'refused as InvalidClientTokenId', matches: ({ error = '' }) => /InvalidClientTokenId/.test(error) };

/** The service processed the request, which happens after IAM has allowed the call. */
export const failsWith = (name: RegExp): Expectation => ({ words: `refused as ${name.source}`, matches: ({ error = '' }) => name.test(error) });

/**
 * Makes a call until it ends as expected, for as long as IAM may take to agree with itself.
 *
 * @throws with what it ended with last
 */
export async function expectCall(account: Account, what: string, call: () => Promise<unknown>, expected: Expectation): Promise<void> {
  const deadline = account.deadline();
  for (;;) {
    const outcome = await outcomeOf(call);
    if (expected.matches(outcome)) return;
    if (Date.now() >= deadline) {
      throw new Error(`${what} was to be ${expected.words}, and was ${outcome.error ? `refused as ${outcome.error}: ${outcome.message}` : 'allowed'}`);
    }
    await sleep(3_000);
  }
}

/**
 * Makes a call until it succeeds.
 *
 * @param again which errors are worth another attempt
 */
export async function eventually<T>(account: Account, call: () => Promise<T>, again: RegExp, pause = 3_000): Promise<T> {
  const deadline = account.deadline();
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!again.test((error as Error).name) || Date.now() >= deadline) throw error;
    }
    await sleep(pause);
  }
}

async function outcomeOf(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    await call();
    return { message: '' };
  } catch (error) {
    const { name, message } = error as Error;
    // What is no answer of a service is no outcome.
    if (!('$metadata' in (error as object))) throw error;
    return { error: name, message };
  }
}
