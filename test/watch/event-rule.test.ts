import { Alarm, CASES, patternsOf } from './event-cases';
import { matches } from './event-pattern';

const patterns = patternsOf();

describe.each(CASES)('%s', (_, cases) => {
  test.each(cases.map((given) => [given.about, given] as const))('%s', (about, { event, alarms }) => {
    expect(about).toMatch(/^[A-Z].*\.$/);
    const raised = Object.entries(patterns).filter(([, pattern]) => matches(pattern, event)).map(([name]) => name);
    expect(raised.sort()).toEqual([...alarms].sort());
  });
});

test.each(Object.keys(patterns) as Alarm[])('the pattern of %s leaves room for the longest roles within the 2,048 characters that EventBridge takes', (name) => {
  // With the one role that the cases have; ten of 64 characters after the account id, the most of a name without a path, still fit.
  expect(JSON.stringify(patterns[name]).length + 9 * 100).toBeLessThan(2_048);
});
