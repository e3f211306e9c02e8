import * as fc from 'fast-check';
import { question } from './ask';
import { policies, request, sample, statement } from './random/policies';
import { accessOf, isAllowedBySimulator } from './random/simulator';
import { KeyValue } from '../../src/proof/conditions/truth';
import { decide, Verdict } from '../../src/proof/decide/decide';
import { evaluate } from '../../src/proof/decide/evaluate';
import { Claim, Problem, Question } from '../../src/proof/decide/problem';
import { Access } from '../../src/proof/policy/statement';
import { Colons, Pattern } from '../../src/proof/text/pattern';

const SEED = 20261128;

/** Every request of a list, in the reading of wildcards that a proof must hold in as well. */
const requests = sample(request, 800, SEED).map(({ context, ...rest }) => (
  { ...rest, context: new Map(Object.entries(context).map(([key, value]): [string, KeyValue] => [key.toLowerCase(), value])) }
));

function contradicts(access: Access, before: Access | undefined, claim: Claim, each: typeof requests[number]): boolean {
  return [Colons.LAST_SEGMENT, Colons.ANY].some((colons) => {
    const now = evaluate(access, each, colons);
    const then = before && evaluate(before, each, colons);
    if (!now || (before && !then)) return false;
    return claim === Claim.EVERYTHING ? !now.isAllowed : now.isAllowed && !then?.isAllowed;
  });
}

const random = sample(policies, 40, SEED);
const asked = question({});
const CLAIMS: [Claim, Question][] = [
  [Claim.NOTHING, question({ actions: ['s3:*'], when: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } })],
  [Claim.NOTHING, question({ actions: ['iam:*'], notResources: ['arn:*:iam::*:user/${aws:username}'] })],
  [Claim.EVERYTHING, question({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/*'] })],
  [Claim.NO_MORE, asked],
];

describe.each(CLAIMS)('the claim "%s"', (claim, of) => {
  const verdicts = random.map((given, index): { problem: Problem; verdict: Verdict; index: number } => {
    const before = claim === Claim.NO_MORE ? accessOf(random[(index + 1) % random.length]) : undefined;
    const problem: Problem = { claim, access: accessOf(given), before, question: of };
    return { problem, verdict: decide(problem), index };
  });

  test('is never proved where brute force finds a request that contradicts it', () => {
    const inQuestion = requests.filter((each) => evaluate(asAccess(of), each, Colons.LAST_SEGMENT)?.isAllowed);
    const wrong = verdicts.filter(({ verdict, problem: { access, before } }) => (
      verdict.answer === 'proved' && inQuestion.some((each) => contradicts(access, before, claim, each))
    ));
    expect(inQuestion.length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });

  test('is refuted by a request that the simulator answers alike', () => {
    const wrong = verdicts.filter(({ verdict, index }) => {
      if (verdict.answer !== 'refuted') return false;
      const { action, resource, context } = verdict.counterexample.request;
      // The simulator has its own rules for requests of every resource, and reads variables in every version.
      if (resource === '*' || JSON.stringify(random[index]).includes('2008-10-17') || JSON.stringify(random[index]).includes('Not')) return false;
      const present = [...context].filter((entry): entry is [string, string | string[]] => entry[1] !== undefined);
      return isAllowedBySimulator(random[index], { action, resource, context: Object.fromEntries(present) }) !== (claim !== Claim.EVERYTHING);
    });
    expect(wrong).toEqual([]);
  });

  test('is decided for most policies, and each answer occurs', () => {
    const count = (answer: string) => verdicts.filter(({ verdict }) => verdict.answer === answer).length;
    expect(count('unknown')).toBeLessThan(random.length * 0.2);
    expect(count('refuted')).toBeGreaterThan(0);
    if (claim !== Claim.EVERYTHING) expect(count('proved')).toBeGreaterThan(0);
  });
});

/** A question as a policy, so that the evaluation can say which requests it asks about. */
function asAccess({ actions, notActions, resources, notResources, conditions }: Question): Access {
  const base = { label: 'question', text: '', conditions };
  return {
    layers: [[actions, resources, false], [notActions, resources, true], [actions, notResources, 'resources'] as const].map(([ofActions, ofResources, negated]) => ({
      name: 'question',
      mustAllow: true,
      statements: [{
        ...base,
        allows: true,
        actions: { patterns: ofActions as Pattern[], negated: negated === true },
        resources: { patterns: ofResources as Pattern[], negated: negated === 'resources' },
      }],
    })),
  };
}

test('policies are equal to themselves, and to themselves with a statement twice', () => {
  for (const each of random) {
    const access = accessOf(each);
    const twice = { layers: access.layers.map((layer) => ({ ...layer, statements: [...layer.statements, ...layer.statements] })) };
    expect(decide({ claim: Claim.NO_MORE, access, before: access, question: asked })).toEqual({ answer: 'proved' });
    expect(decide({ claim: Claim.NO_MORE, access: twice, before: access, question: asked })).toEqual({ answer: 'proved' });
  }
});

test('an additional Allow allows no less, an additional Deny no more', () => {
  for (const [index, added] of sample(statement, random.length, SEED).entries()) {
    const access = accessOf({ identity: random[index].identity, scps: [] });
    const more = accessOf({ identity: [...random[index].identity, { Version: '2012-10-17', Statement: [added] }], scps: [] });
    const [before, now] = added.Effect === 'Allow' ? [more, access] : [access, more];
    expect(decide({ claim: Claim.NO_MORE, access: now, before, question: asked }).answer).not.toBe('refuted');
  }
});

test('an answer is the same each time', () => {
  const again = (given: fc.Arbitrary<unknown>) => JSON.stringify(sample(given, 5, SEED));
  expect(again(policies)).toBe(again(policies));
  const answer = (given: typeof random[number]) => JSON.stringify(decide({ claim: Claim.NOTHING, access: accessOf(given), question: asked }));
  const answers = () => random.slice(0, 20).map(answer);
  expect(answers()).toEqual(answers());
});
