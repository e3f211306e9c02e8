/** Kept free at the end for delivering the answer. */
const ANSWER_RESERVE = 10_000;
/** Kept free before that for putting back what was there when a change failed. */
const RESTORE_RESERVE = 25_000;
/** Kept free for the last of several reads. */
const LAST_READ = 5_000;
/** A role that was created seconds ago is denied everything for a while. */
const ACCESS_PATIENCE = 40_000;

const TRANSIENT = /Throttl|TooMany|Concurrent|Timeout|Abort/;
const DENIED = /Denied|Unauthorized|Unrecognized|InvalidClient/;

/** An SDK client, typed by the IAM actions that its methods need, such as `iam:ListAccountAliases` for `listAccountAliases`. */
export interface Service<Actions> { readonly actions?: Actions }

/** Makes an SDK call, again and again within the time there is. */
export type Call = <A, K extends keyof A & string>(
  service: Service<A>, action: K, input: A[K] extends (input: infer I) => unknown ? I : never,
) => Promise<A[K] extends (input: any) => infer O ? O : never>;

/** An error with a name to know it by. */
export interface Failure extends Error {
  /** Nobody can say whether the call took effect. */
  readonly unclear?: boolean;
}

export function failure(message: string, name: string, unclear?: boolean): Failure {
  return Object.assign(Error(message), { name, unclear });
}

/** For `catch`: handles the errors whose name begins so, and throws the others again. */
export function only<T = undefined>(name: string, handle?: (error: Error) => T): (error: Error) => T {
  return (error) => {
    if (!error.name.startsWith(name)) throw error;
    return handle?.(error) as T;
  };
}

/** The time of one invocation: retries, polls and the answer share what Lambda leaves. */
export interface Budget {
  /** When the answer must go out, whatever has happened. */
  readonly end: number;
  readonly call: Call;
  /** Reads until the value is as expected or patience ends, and gives what it read last: right after a write, IAM may answer with an old value. */
  settle<T>(read: () => Promise<T>, expected: (value: T) => boolean, patience: number): Promise<T>;
  /** Opens the time that is reserved for putting things back. */
  restoring(): void;
}

/** Full jitter: anything between nothing and a ceiling that doubles. */
const jitter = (tries: number) => Math.random() * Math.min(8_000, 300 * 2 ** tries);

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits before the next try. @returns false if there is no time for it */
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
  let until = end - RESTORE_RESERVE;
  return {
    end,
    restoring: () => { until = end; },
    async call(service: any, action: string, input: unknown) {
      let unclear = false;
      for (let tries = 0; ; tries++) {
        try {
          if (Date.now() >= until) throw Error('no time left');
          const method = action.replace(/.*:./, (match) => match.slice(-1).toLowerCase());
          // A connection that hangs must not eat the whole invocation.
          return await service[method](input, { abortSignal: AbortSignal.timeout(Math.min(10_000, until - Date.now())) });
        } catch (thrown) {
          const { name, message, code, $metadata } = thrown as Error & { code?: string; $metadata?: { httpStatusCode?: number } };
          const status = $metadata?.httpStatusCode ?? 0;
          // Only an answer that refuses the call says that it had no effect.
          unclear ||= !/^4/.test(`${status}`);
          // A code without a status is the system's, of a connection that broke.
          const again = status >= 500 || !status && code || TRANSIENT.test(name)
            || DENIED.test(name) && !/explicit deny/.test(message) && Date.now() < start + ACCESS_PATIENCE;
          if (!again || !await pause(tries, until)) {
            throw failure(`${action}: ${name}: ${message} (attempt ${tries + 1})`, name, unclear);
          }
        }
      }
    },
    async settle(read, expected, patience) {
      // The last read is made when patience ends, with some time left for it.
      const stop = Math.min(Date.now() + patience, until - LAST_READ);
      for (let tries = 0; ; tries++) {
        const value = await read();
        const left = stop - Date.now();
        if (expected(value) || left <= 0) return value;
        await sleep(Math.min(jitter(tries), left));
      }
    },
  };
}
