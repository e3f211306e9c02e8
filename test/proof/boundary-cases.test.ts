import { join } from 'path';
import { casesIn, outcomeOf, triesOf } from '../../proof/boundary/cases';

describe.each(casesIn(join(__dirname, '..', '..', 'proof', 'cases', 'boundary')))('%s', (_file, given) => {
  const tries = given.steps.flatMap((step) => triesOf(step).map(({ call, on }) => ({ step, call, on, expect: step.expect })));

  // What a case is about is part of it: it is read as documentation.
  test(`${given.about}`, () => expect(given.about).toMatch(/^[A-Z].*\.$/));

  test.each(tries)('$call on $on is $expect', async ({ step, call, on }) => {
    expect(await outcomeOf(given, step, call, on)).toBe(step.expect);
  });
});
