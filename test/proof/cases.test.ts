import { join } from 'path';
import { casesIn, outcomeOf } from '../../proof/engine/cases';

const cases = casesIn(join(__dirname, '..', '..', 'proof', 'cases', 'journeys'));

describe.each(cases)('%s', (_file, given) => {
  const steps = given.steps.flatMap((step, index) => [step.call].flat().map((call) => [`${index + 1}. ${step.with}: ${call} on ${step.on ?? '*'}`, step, call] as const));

  // What a case is about is part of it: it is read as documentation.
  test(`${given.about}`, () => expect(given.about).toMatch(/^[A-Z].*\.$/));

  test.each(steps)('%s', async (_name, step, call) => {
    expect(await outcomeOf(given, step, call)).toBe(step.expect);
  });
});
