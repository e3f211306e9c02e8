/** The last milliseconds of an invocation are for the answer. */
export const ANSWER_RESERVE = 10_000;
/** Those before them are for restoring the former value after a change that failed. */
const RESTORE_RESERVE = 25_000;
/** IAM denies every call of a new role until the role has reached all of IAM. */
const NEW_ROLE = 40_000;

/**
 * Of an action and the name of its error. IAM answers with the last one while it writes credential reports for others; `LimitExceeded` of
 * any other call is a quota.
 */
const TRANSIENT = /Throttl|TooMany|Concurrent|Timeout|Abort|ReportLimitEx/;
const DENIED = /Denied|Unauthorized|Unrecognized|InvalidClient/;

/** An SDK client, typed by the IAM actions that its methods need, such as `iam:ListAccountAliases` for `listAccountAliases`. */
export interface Service<Actions> { readonly actions?: Actions }

/** Makes an SDK call, and retries it while the invocation has time. */
export type Call = <A, K extends keyof A & string>(
  service: Service<A>, action: K, input: A[K] extends (input: infer I) => unknown ? I : never,
) => Promise<A[K] extends (input: any) => infer O ? O : never>;

/** An error that callers tell apart by its name. */
export interface Failure extends Error {
  /** Whether the call may have taken effect. */
  readonly unclear?: boolean;
}

export function failure(message: string, name: string, unclear?: boolean): Failure {
  return Object.assign(Error(message), { name, unclear });
}

/** For `catch`: handles the errors whose name begins with `name`, and throws all others again. */
export function only<T = undefined>(name: string, handle?: (error: Error) => T): (error: Error) => T {
  return (error) => {
    if (!error.name.startsWith(name)) throw error;
    return handle?.(error) as T;
  };
}

/** The time of one invocation, which calls, retries, reads and the answer share. */
export interface Budget {
  /** When the answer must be sent, in milliseconds since the epoch. */
  readonly end: number;
  /** When calls end. Before `end` there is time to restore the former value, which setting this to `end` makes available. */
  until: number;
  readonly call: Call;
}

/** Full jitter: a random time up to a ceiling that doubles with each try. */
export const jitter = (tries: number) => Math.random() * Math.min(8_000, 300 * 2 ** tries);

export const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits before the next try. @returns false if there is no time left for it */
export async function pause(tries: number, until: number): Promise<boolean> {
  const wait = jitter(tries);
  if (Date.now() + wait >= until) return false;
  await sleep(wait);
  return true;
}

/** @param timeout when Lambda stops this invocation, in milliseconds since the epoch */
export function budget(timeout: number): Budget {
  const start = Date.now();
  const end = timeout - ANSWER_RESERVE;
  const self: Budget = { end, until: end - RESTORE_RESERVE, call };
  return self;

  async function call(service: any, action: string, input: unknown): Promise<any> {
    let unclear = false;
    for (let tries = 0; ; tries++) {
      try {
        if (Date.now() >= self.until) throw Error('no time left');
        const method = action.replace(/.*:./, (match) => match.slice(-1).toLowerCase());
        // A connection that hangs must not use up the whole invocation.
        return await service[method](input, { abortSignal: AbortSignal.timeout(Math.min(10_000, self.until - Date.now())) });
      } catch (thrown) {
        const { name, message, code, $metadata } = thrown as Error & { code?: string; $metadata?: { httpStatusCode?: number } };
        const status = $metadata?.httpStatusCode ?? 0;
        // Only an answer with a client error proves that the call had no effect.
        unclear ||= !/^4/.test(`${status}`);
        // A code without a status comes from the operating system: the connection broke.
        const again = status >= 500 || !status && code || TRANSIENT.test(action + name)
          || DENIED.test(name) && !/explicit deny/.test(message) && Date.now() < start + NEW_ROLE;
        if (!again || !await pause(tries, self.until)) {
          throw failure(`${action}: ${name}: ${message} (attempt ${tries + 1})`, name, unclear);
        }
      }
    }
  }
}
