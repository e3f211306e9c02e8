import { Budget, budget, failure, Failure, only, pause } from '../../../src/handlers/shared/retry';
import { VirtualTime } from '../virtual-time';

let time: VirtualTime;
let it: Budget;
beforeEach(() => {
  time = new VirtualTime();
  it = budget(time.now + 120_000);
});
afterEach(() => time.restore());

/** A client whose method `look`, of the action `eye:Look`, has each outcome in turn, and the last one from then on. */
const client = (...outcomes: (Error | string)[]) => ({
  look: jest.fn(async (_input: unknown, _options: { abortSignal: AbortSignal }) => {
    const outcome = outcomes.length > 1 ? outcomes.shift()! : outcomes[0];
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }),
});
const refusal = (name: string, httpStatusCode?: number, more = {}) => Object.assign(new Error('why'), { name, $metadata: { httpStatusCode } }, more);
const look = (service: object) => it.call(service as any, 'eye:Look' as never, { at: 'this' } as never) as Promise<unknown>;

test('a call passes its input, and can be aborted', async () => {
  const service = client('seen');
  expect(await look(service)).toBe('seen');
  expect(service.look).toHaveBeenCalledWith({ at: 'this' }, { abortSignal: expect.any(AbortSignal) });
});

test.each([
  refusal('Throttling', 400), refusal('ThrottlingException', 400), refusal('TooManyRequestsException', 429), refusal('ConcurrentModificationException', 409),
  refusal('ServiceFailureException', 500), refusal('InternalServerError', 500), refusal('ServiceUnavailable', 503), refusal('TooManyUpdates', 400),
  refusal('Error', undefined, { code: 'ECONNRESET' }), refusal('Error', undefined, { code: 'EAI_AGAIN' }), refusal('TimeoutError'), refusal('AbortError'),
  refusal('AccessDenied', 403), refusal('AccessDeniedException', 400), refusal('UnrecognizedClientException', 400), refusal('InvalidClientTokenId', 403),
])('%p is retried', async (error) => {
  const service = client(error, error, error, 'seen');
  expect(await look(service)).toBe('seen');
  expect(service.look).toHaveBeenCalledTimes(4);
});

test.each([
  refusal('LimitExceededException', 409), refusal('EntityAlreadyExistsException', 409), refusal('NoSuchEntityException', 404), refusal('ValidationError', 400),
  refusal('ParameterNotFound', 400), new TypeError('a mistake of ours'), refusal('CredentialsProviderError'),
])('%p is not', async (error) => {
  const service = client(error, 'seen');
  await expect(look(service)).rejects.toMatchObject({ name: error.name, message: expect.stringMatching(/^eye:Look: .*\(attempt 1\)$/) });
});

test('LimitExceeded of GenerateCredentialReport is retried: IAM has no capacity at the moment', async () => {
  let calls = 0;
  const busy = Object.assign(refusal('LimitExceededException', 409), { message: 'No more capacity to launch new report generation tasks' });
  const service = { generateCredentialReport: async () => { if (++calls <= 2) throw busy; return { State: 'COMPLETE' }; } };
  const generate = () => it.call(service as any, 'iam:GenerateCredentialReport' as never, {} as never) as Promise<unknown>;
  expect(await generate()).toEqual({ State: 'COMPLETE' });
  calls = -1_000;
  await expect(generate()).rejects.toThrow('iam:GenerateCredentialReport: LimitExceededException: No more capacity');
});

test('retries end early enough to restore the former value, and restoring ends early enough to answer', async () => {
  const start = time.now;
  await expect(look(client(refusal('Throttling', 400)))).rejects.toThrow(/Throttling/);
  expect(time.now - start).toBeLessThan(85_000);
  expect(time.now - start).toBeGreaterThan(70_000);
  it.until = it.end;
  await expect(look(client(refusal('Throttling', 400)))).rejects.toThrow(/Throttling/);
  expect(time.now - start).toBeLessThan(110_000);
  expect(time.now - start).toBeGreaterThan(95_000);
});

test('without time left it makes no call', async () => {
  const service = client('seen');
  time.pass(85_000);
  await expect(look(service)).rejects.toThrow('eye:Look: Error: no time left');
  expect(service.look).not.toHaveBeenCalled();
});

test('a denied call is retried for less than a minute', async () => {
  const start = time.now;
  await expect(look(client(refusal('AccessDenied', 403)))).rejects.toThrow(/AccessDenied/);
  expect(time.now - start).toBeGreaterThan(30_000);
  expect(time.now - start).toBeLessThan(60_000);
});

test.each<[string, Error[], boolean]>([
  ['refused', [refusal('LimitExceeded', 409)], false],
  ['refused after throttling', [refusal('Throttling', 400), refusal('LimitExceeded', 409)], false],
  ['refused after a lost answer', [refusal('Error', undefined, { code: 'ECONNRESET' }), refusal('LimitExceeded', 409)], true],
  ['refused after an internal error', [refusal('ServiceFailure', 500), refusal('LimitExceeded', 409)], true],
  ['answered with text that is not JSON', [refusal('SyntaxError', 200)], true],
])('a call that was %s: may have taken effect %#', async (_, outcomes, unclear) => {
  const error: Failure = await look(client(...outcomes)).then(() => { throw new Error('not seen'); }, (thrown) => thrown);
  expect(error.unclear).toBe(unclear);
});

test('pauses have full jitter under a ceiling that doubles up to 8 seconds, and respect the end', async () => {
  for (let tries = 0; tries < 10; tries++) expect(await pause(tries, Infinity)).toBe(true);
  time.sleeps.forEach((sleep, tries) => expect(sleep).toBeLessThanOrEqual(Math.min(8_000, 300 * 2 ** tries)));
  Math.random = () => 1;
  expect(await pause(20, time.now + 8_000)).toBe(false);
  expect(await pause(20, time.now + 8_001)).toBe(true);
});

test('only handles the errors of a name', async () => {
  await expect(Promise.reject(failure('', 'NoSuchEntityException')).catch(only('NoSuchEntity'))).resolves.toBeUndefined();
  await expect(Promise.reject(failure('', 'NoSuchEntityException')).catch(only('NoSuchEntity', () => 1))).resolves.toBe(1);
  await expect(Promise.reject(failure('', 'Other')).catch(only('NoSuchEntity'))).rejects.toMatchObject({ name: 'Other' });
});
