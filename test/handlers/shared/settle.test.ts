import { Budget, budget } from '../../../src/handlers/shared/retry';
import { settle } from '../../../src/handlers/shared/settle';
import { VirtualTime } from '../virtual-time';

let time: VirtualTime;
let it: Budget;
beforeEach(() => {
  time = new VirtualTime();
  it = budget(time.now + 120_000);
});
afterEach(() => time.restore());

test('settle reads until the value is as expected', async () => {
  const values = [1, 2, 3, 4];
  expect(await settle(it, async () => values.shift(), (value) => value === 3, 30_000)).toBe(3);
  expect(time.sleeps).toHaveLength(2);
});

test('settle reads until patience ends, and returns what it read last', async () => {
  const start = time.now;
  const reads: number[] = [];
  expect(await settle(it, async () => reads.push(time.now - start), (value: number) => value === 0, 5_000)).toBe(reads.length);
  expect(reads[reads.length - 1]).toBeGreaterThanOrEqual(5_000);
  expect(reads[reads.length - 1]).toBeLessThan(5_100);
});

test('settle leaves time for its last read', async () => {
  time.pass(70_000);
  const start = time.now;
  await settle(it, async () => 1, (value: number) => value === 2, 30_000);
  expect(time.now - start).toBeLessThan(10_100);
});
