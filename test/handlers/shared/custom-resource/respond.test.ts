import { Answer } from '../../../../src/handlers/shared/custom-resource/event';
import { respond } from '../../../../src/handlers/shared/custom-resource/respond';
import { Delivery, takeAnswers } from '../../answers';
import { VirtualTime } from '../../virtual-time';

const EVENT = { RequestType: 'Create', RequestId: 'request', StackId: 'stack', LogicalResourceId: 'logical' };
const ANSWER: Answer = { Status: 'SUCCESS', Reason: '', PhysicalResourceId: 'physical', Data: { Key: 'value' } };

let time: VirtualTime;
let deliveries: Delivery[];
const outcomes = (...statuses: (number | Error)[]) => takeAnswers((delivery) => {
  deliveries.push(delivery);
  return statuses.length > 1 ? statuses.shift()! : statuses[0];
});
beforeEach(() => {
  time = new VirtualTime();
  deliveries = [];
});
afterEach(() => {
  time.restore();
  jest.restoreAllMocks();
});

test('it puts the answer to the URL, with the content type of the signature', async () => {
  outcomes(200);
  await respond('https://answer.example', EVENT, ANSWER, time.now + 10_000);
  expect(deliveries).toEqual([expect.objectContaining({ url: 'https://answer.example', options: expect.objectContaining({ method: 'PUT', headers: { 'content-type': '' } }) })]);
  expect(JSON.parse(deliveries[0].body)).toEqual({ ...ANSWER, StackId: 'stack', RequestId: 'request', LogicalResourceId: 'logical' });
});

test.each([503, 403, new Error('socket hang up')])('it retries after %p, with growing pauses of random length', async (outcome) => {
  outcomes(outcome, outcome, outcome, 200);
  await respond('https://answer.example', EVENT, ANSWER, time.now + 100_000);
  expect(deliveries).toHaveLength(4);
  expect(new Set(time.sleeps).size).toBe(3);
  time.sleeps.forEach((sleep, index) => expect(sleep).toBeLessThan(300 * 2 ** index));
});

test('it gives up before the time is over, with an error that makes Lambda retry and does not contain the URL', async () => {
  outcomes(Object.assign(new Error('no connection to https://answer.example'), { code: 'ECONNREFUSED' }));
  const end = time.now + 20_000;
  await expect(respond('https://answer.example', EVENT, ANSWER, end)).rejects.toThrow(/^CloudFormation did not take the answer: ECONNREFUSED$/);
  expect(time.now).toBeLessThanOrEqual(end);
  expect(deliveries.length).toBeGreaterThan(3);
});

test('every text of the answer is ASCII and as long as CloudFormation takes', async () => {
  outcomes(200);
  await respond('https://answer.example', EVENT, { ...ANSWER, Reason: '\u00e4"'.repeat(9_000), Data: { Findings: '\u{1f600}' } }, time.now + 10_000);
  const { body } = deliveries[0];
  expect(JSON.parse(body)).toMatchObject({ Reason: '?"'.repeat(512), Data: { Findings: '??' } });
  expect(Buffer.byteLength(body)).toBeLessThan(4_096);
});
