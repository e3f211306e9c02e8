import { policies, RandomPolicies, RandomRequest, request, sample } from './random/policies';
import { accessOf, isAllowedBySimulator } from './random/simulator';
import { Account } from '../../proof/engine/account';
import { KeyValue } from '../../src/proof/conditions/truth';
import { evaluate } from '../../src/proof/decide/evaluate';
import { Colons } from '../../src/proof/text/pattern';

/**
 * A simulator that others wrote, and the evaluation that confirms each counterexample, on random requests. `npm run proof-requests` asks
 * 200,000 of another seed; set ACCESS_PROOF_SEED to the one that it printed, and ACCESS_PROOF_REQUESTS to as many, to ask them again.
 */
const REQUESTS = Number(process.env.ACCESS_PROOF_REQUESTS ?? 5000);
const SEED = process.env.ACCESS_PROOF_SEED === 'random' ? Date.now() % 2 ** 31 : Number(process.env.ACCESS_PROOF_SEED ?? 20261128);
process.stderr.write(`simulator.test.ts: ACCESS_PROOF_SEED=${SEED}\n`);
/** All policies and requests of a long run would not fit into the memory at once. */
const REQUESTS_OF_BATCH = 5000;
const REQUESTS_EACH = 10;

/** Where the two may differ, and why. Everything else is an error. */
const REASONS: Record<string, (documents: any[], request: RandomRequest) => boolean> = {
  // AWS documents that a variable, or an escape such as `${*}`, is plain text in the version 2008-10-17. The simulator replaces both.
  'a variable in the version 2008-10-17': (documents) => documents.some((document) =>
    document.Version === '2008-10-17' && JSON.stringify(document).includes('${')),
  // AWS documents that an inverted operator matches then. The simulator says that the condition does not hold.
  'an inverted operator with a variable that has no value': (documents, { context }) => statementsOf(documents).some(({ Condition = {} }) => (
    Object.entries(Condition).some(([operator, keys]) => operator.includes('Not') && JSON.stringify(keys).includes('${aws:username}') && !context['aws:username'])
  )),
  // An address of IPv6 is in no block of IPv4. The simulator says that NotIpAddress does not hold for it.
  'NotIpAddress of IPv4 for an address of IPv6': (documents, { context }) => String(context['aws:SourceIp']).includes(':')
    && statementsOf(documents).some(({ Condition }) => Condition?.NotIpAddress),
};

const statementsOf = (documents: any[]): any[] => documents.flatMap(({ Statement }) => Statement);

const ours = new Account();
const OURS: RandomPolicies[] = ['PowerUser', 'Administrator', 'Billing', 'SecurityAuditor']
  .map((job) => ({ identity: ours.policiesOfPerson([job], ['AdministratorAccess']).map(({ policy }) => policy), scps: [] }));

function answers(given: RandomPolicies, access: ReturnType<typeof accessOf>, { action, resource, context }: RandomRequest) {
  const entries = Object.entries(context).map(([key, value]): [string, KeyValue] => [key.toLowerCase(), value]);
  const evaluated = [Colons.LAST_SEGMENT, Colons.ANY]
    .map((colons) => evaluate(access, { action, resource, context: new Map(entries) }, colons)?.isAllowed);
  return { evaluated, simulated: isAllowedBySimulator(given, { action, resource, context }) };
}

test(`the simulator and the proof agree on random requests, on random policies and on those of the library, with seed ${SEED}`, () => {
  const counts: Record<string, number> = { agreed: 0, allowed: 0, undocumented: 0 };
  const disagreements: unknown[] = [];
  for (let batch = 0; batch * REQUESTS_OF_BATCH < REQUESTS; batch++) {
    const requests = sample(request, Math.min(REQUESTS_OF_BATCH, REQUESTS - batch * REQUESTS_OF_BATCH), SEED + batch);
    const random = sample(policies, Math.ceil(requests.length / REQUESTS_EACH), SEED + batch);
    requests.forEach((each, index) => {
      const given = index % 20 === 19 ? OURS[Math.floor(index / 20) % OURS.length] : random[Math.floor(index / REQUESTS_EACH)];
      const { evaluated, simulated } = answers(given, accessFor(given), each);
      const documents = [...given.identity, ...given.boundary ? [given.boundary] : [], ...given.scps];
      const reason = Object.keys(REASONS).find((name) => REASONS[name](documents, each));
      // What AWS does not document, such as a variable without value in NotResource, decides nothing.
      if (evaluated.includes(undefined)) counts.undocumented++;
      else if (evaluated.includes(simulated)) counts.agreed++;
      else if (reason) counts[reason] = (counts[reason] ?? 0) + 1;
      else disagreements.push({ given, each, evaluated, simulated });
      if (simulated) counts.allowed++;
    });
  }
  if (REQUESTS > REQUESTS_OF_BATCH) console.log(counts);
  expect(disagreements).toEqual([]);
  // A reason that explains nothing any more is to be removed. Some of them are rare.
  expect(Object.keys(counts)).toEqual(expect.arrayContaining(REQUESTS < 20_000 ? [] : Object.keys(REASONS)));
  expect(counts.agreed).toBeGreaterThan(REQUESTS * 0.9);
  // Both answers must be frequent, or the agreement says little.
  expect(counts.allowed).toBeGreaterThan(REQUESTS * 0.05);
  expect(counts.allowed).toBeLessThan(REQUESTS * 0.9);
}, 900_000);

const ofOurs = new Map(OURS.map((given) => [given, accessOf(given)]));
let last: { readonly given: RandomPolicies; readonly access: ReturnType<typeof accessOf> } | undefined;

/** Random policies come in a row. */
function accessFor(given: RandomPolicies) {
  const access = ofOurs.get(given);
  if (access) return access;
  if (last?.given !== given) last = { given, access: accessOf(given) };
  return last!.access;
}
