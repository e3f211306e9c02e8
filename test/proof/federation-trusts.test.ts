import { federationTemplate } from '../../proof/trusts/federation-account';
import { federationCases, FederationCase, outcome, trustOf } from '../../proof/trusts/federation-cases';

const CASES = federationCases();

describe.each(CASES.map((given) => [given.about, given] as const))('%s', (_, given) => {
  test.each(given.allowed.map((attempt) => [attempt.who, attempt] as const))('%s gets in', async (__, attempt) => {
    expect(await outcome(given, attempt, trustOf(given))).toBe('Allowed');
  });

  test.each(given.denied.map((attempt) => [attempt.who, attempt] as const))('%s does not', async (__, attempt) => {
    expect(await outcome(given, attempt, trustOf(given))).toBe('Denied');
  });
});

/** The same trust less one condition, or open to another provider. */
function mutations(given: FederationCase): [string, any][] {
  const trust = trustOf(given);
  const changed = (index: number, change: (statement: any) => any) => (
    { ...trust, Statement: trust.Statement.map((statement: any, at: number) => at === index ? change(structuredClone(statement)) : statement) }
  );
  return trust.Statement.flatMap((statement: any, index: number): [string, any][] => [
    ...Object.entries<object>(statement.Condition).flatMap(([operator, keys]) => Object.keys(keys).map((key): [string, any] => [
      `${operator} ${key} of ${statement.Action}`,
      changed(index, (copy) => {
        delete copy.Condition[operator][key];
        if (Object.keys(copy.Condition[operator]).length === 0) delete copy.Condition[operator];
        return copy;
      }),
    ])),
    [`the principal of ${statement.Action}`, changed(index, (copy) => ({ ...copy, Principal: '*' }))],
  ]);
}

const ROLES = [...new Map(CASES.filter(({ partition }) => !partition).map((given) => [given.role, given])).values()];

describe.each(ROLES.map((given) => [given.role, given] as const))('a near miss notices that the trust of %s lost', (role, given) => {
  test.each(mutations(given))('%s', async (_, trust) => {
    const noticed = [];
    for (const other of CASES.filter((candidate) => candidate.role === role && !candidate.partition)) {
      for (const attempt of other.denied) {
        if (await outcome(other, attempt, trust) === 'Allowed') noticed.push(attempt.who);
      }
    }
    expect(noticed).not.toEqual([]);
  });
});

test('every role of the account has a case', () => {
  const template = federationTemplate();
  const withCase = CASES.filter(({ partition }) => !partition).map(({ role }) => template.find('AWS::IAM::Role', role));
  expect([...new Set(withCase)].sort()).toEqual(template.idsOf('AWS::IAM::Role').sort());
});
