import { cases, outcomeOf } from '../../proof/trusts/role-trusts';

describe.each(cases)('%s', (_file, given) => {
  // What a case is about is part of it: it is read as documentation.
  test(`${given.about}`, () => expect(given.about).toMatch(/^[A-Z].*\.$/));

  test.each(given.steps.map((step, index) => [
    `${index + 1}. ${step.expect}: ${step.with}, ${step.call ?? 'sts:AssumeRole'}${step.why ? ` (${step.why})` : ''}`, step,
  ] as const))('%s', async (_name, step) => {
    expect(await outcomeOf(given, step)).toBe(step.expect);
  });
});
