import { Answer } from '../../../../src/handlers/shared/custom-resource/event';
import { respond } from '../../../../src/handlers/shared/custom-resource/respond';
import { VirtualTime } from '../../virtual-time';

const EVENT = { RequestType: 'Create', RequestId: 'request', StackId: 'stack', LogicalResourceId: 'logical' };
const ANSWER: Answer = { Status: 'SUCCESS', Reason: '', PhysicalResourceId: 'physical', Data: { Key: 'value' } };

let time: VirtualTime;
let send: jest.SpyInstance;
const outcomes = (...statuses: (number | Error)[]) => {
  send = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    const status = statuses.length > 1 ? statuses.shift()! : statuses[0];
    if (status instanceof Error) throw status;
    return { ok: status < 300, status } as Response;
  });
};
beforeEach(() => { time = new VirtualTime(); });
afterEach(() => {
  time.restore();
  jest.restoreAllMocks();
});

test('it puts the answer to the URL, with the content type of the signature', async () => {
  outcomes(200);
  await respond('https://answer.example', EVENT, ANSWER, time.now + 10_000);
  expect(send).toHaveBeenCalledTimes(1);
  const [url, init] = send.mock.calls[0];
  expect(url).toBe('https://answer.example');
  expect(init).toMatchObject({ method: 'PUT', headers: { 'content-type': '' } });
  expect(JSON.parse(init.body)).toEqual({ ...ANSWER, StackId: 'stack', RequestId: 'request', LogicalResourceId: 'logical' });
});

test.each([503, 403, new Error('socket hang up')])('it retries after %p, with growing pauses of random length', async (outcome) => {
  outcomes(outcome, outcome, outcome, 200);
  await respond('https://answer.example', EVENT, ANSWER, time.now + 100_000);
  expect(send).toHaveBeenCalledTimes(4);
  expect(new Set(time.sleeps).size).toBe(3);
  time.sleeps.forEach((sleep, index) => expect(sleep).toBeLessThan(300 * 2 ** index));
});

test('it gives up before the time is over, with an error that makes Lambda retry and does not contain the URL', async () => {
  outcomes(new TypeError('Failed to parse URL from https://answer.example'));
  const end = time.now + 20_000;
  await expect(respond('https://answer.example', EVENT, ANSWER, end)).rejects.toThrow(/^CloudFormation did not take the answer: TypeError$/);
  expect(time.now).toBeLessThanOrEqual(end);
  expect(send.mock.calls.length).toBeGreaterThan(3);
});

test('every text of the answer is ASCII and as long as CloudFormation takes', async () => {
  outcomes(200);
  await respond('https://answer.example', EVENT, { ...ANSWER, Reason: '\u00e4"'.repeat(9_000), Data: { Findings: '\u{1f600}' } }, time.now + 10_000);
  const { body } = send.mock.calls[0][1];
  expect(JSON.parse(body)).toMatchObject({ Reason: '?"'.repeat(512), Data: { Findings: '??' } });
  expect(Buffer.byteLength(body)).toBeLessThan(4_096);
});
