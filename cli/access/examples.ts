import { Example } from './review';
import { AccessCondition } from '../../src/permissions/least-privilege/access-condition';
import { AccessAnswer } from '../../src/proof/access-answer';
import { AccessPolicies } from '../../src/proof/access-policies';
import { AccessProof } from '../../src/proof/access-proof';
import { AccessQuestion } from '../../src/proof/access-question';
import { AccessVerdict } from '../../src/proof/access-verdict';
import { readPrincipal } from '../../src/proof/policy/read-principal';
import { DEPLOYMENT, PRINCIPAL } from '../../src/proof/policy/statement';
import { isObject } from '../../src/proof/policy/written';

/** The examples of one answer: enough for a reader to see what kind of access is new. */
export const MOST_EXAMPLES = 8;

/** The services whose actions give further access, or read secrets and data. They are asked about first. */
const FIRST = ['iam', 'sts', 'organizations', 'kms', 'secretsmanager', 's3'];

/** What was found about one subject. */
export interface Found {
  readonly examples: Example[];
  /** Whether there are more than the examples. */
  readonly hasMore: boolean;
  /** Why the rest is not known. */
  readonly unknown?: string;
}

/** Asks whether policies allow what others do not allow; with none of the others, whether they allow anything. */
function ask(now: AccessPolicies, before: AccessPolicies | undefined, question: AccessQuestion): AccessAnswer {
  const proof = new AccessProof(now);
  return before ? proof._allowsNoMoreThan(before, question) : proof.allowsNothing(question);
}

/** New access, one example of each service. */
export function newAccess(now: AccessPolicies, before: AccessPolicies | undefined): Found {
  const examples: Example[] = [];
  const seen: string[] = [];
  const first = ask(now, before, { actions: ['*'] });
  if (!first.counterexample) return { examples, hasMore: false, unknown: unknownIn(first) };
  for (const service of FIRST) {
    const answer = ask(now, before, { actions: [`${service}:*`] });
    if (answer.counterexample) examples.push(exampleOf(answer));
    if (answer.verdict !== AccessVerdict.UNKNOWN) seen.push(`${service}:*`);
  }
  for (;;) {
    const answer = ask(now, before, { actions: ['*'], notActions: seen });
    if (!answer.counterexample) return { examples: orFirst(examples, first), hasMore: false, unknown: unknownIn(answer) };
    if (examples.length >= MOST_EXAMPLES) return { examples, hasMore: true };
    examples.push(exampleOf(answer));
    seen.push(`${answer.counterexample.action.split(':')[0].toLowerCase()}:*`);
  }
}

/**
 * Principals that may newly assume a role, one example of each that the trust policy names.
 *
 * @param trustPolicy the trust policy of now, as it is written
 */
export function newTrust(now: AccessPolicies, before: AccessPolicies | undefined, trustPolicy: any): Found {
  const examples: Example[] = [];
  const first = ask(now, before, { actions: ['*'] });
  if (!first.counterexample) return { examples, hasMore: false, unknown: unknownIn(first) };
  const named = principalsIn(trustPolicy);
  for (const { label, patterns } of named) {
    const answer = ask(now, before, { actions: ['*'], when: [AccessCondition.of('StringLike', PRINCIPAL, ...patterns)] });
    if (!answer.counterexample) continue;
    if (examples.length >= MOST_EXAMPLES) return { examples, hasMore: true };
    examples.push(trustExample(answer, label));
  }
  // What no principal of its own explains, such as *.
  const others = named.length > 0 ? [AccessCondition.of('StringNotLike', PRINCIPAL, ...named.flatMap(({ patterns }) => patterns))] : [];
  const rest = ask(now, before, { actions: ['*'], when: others });
  if (rest.counterexample) examples.push(trustExample(rest, 'every principal'));
  return { examples: orFirst(examples, first), hasMore: false, unknown: unknownIn(rest) };
}

/** A limit of size may keep every later answer from finding what the first one found. */
function orFirst(examples: Example[], first: AccessAnswer): Example[] {
  return examples.length > 0 ? examples : [exampleOf(first)];
}

function principalsIn(trustPolicy: any): { label: string; patterns: string[] }[] {
  const written = [trustPolicy?.Statement ?? []].flat()
    .flatMap(({ Effect, Principal }: any) => Effect === 'Allow' && isObject(Principal) ? Object.entries(Principal) : [])
    .flatMap(([kind, values]) => [values].flat().map((value): [string, unknown] => [kind, value]))
    .filter((each): each is [string, string] => typeof each[1] === 'string' && each[1] !== '*');
  const distinct = new Map(written.map(([kind, value]) => [`${value} (${kind})`, { kind, value }]));
  return [...distinct].map(([label, { kind, value }]) => (
    { label: label.replaceAll(DEPLOYMENT, ''), patterns: readPrincipal('trust policy', { [kind]: value }).flatMap(({ values }) => values.map(({ text }) => text)) }
  ));
}

/** The sentence names the principal as the trust policy does, since the request has only one of those that it stands for. */
function trustExample(answer: AccessAnswer, label: string): Example {
  const { explanation, ...example } = exampleOf(answer);
  // A condition key has a service before its colon; a value of the deployment has none.
  const circumstances = Object.entries(example.context).filter(([key]) => key !== PRINCIPAL && /^[^:]+:[^:]/.test(key)).map(([key, value]) => `${key} is '${value}'`).sort();
  const when = circumstances.length > 0 ? ` when ${circumstances.join(' and ')}` : '';
  return { ...example, explanation: `${example.action} is allowed to ${label}${when}, since ${example.statements[0]} allows it` };
}

export function exampleOf({ counterexample, explanation }: AccessAnswer): Example {
  return { ...counterexample!, explanation: sentence(explanation) };
}

function unknownIn({ verdict, explanation }: AccessAnswer): string | undefined {
  return verdict === AccessVerdict.UNKNOWN ? sentence(explanation) : undefined;
}

/** An explanation without the verdict, which stands beside it. */
export function sentence(explanation: string): string {
  return explanation.replace(/^(The other policies allow more\. )?(?:Proved|Refuted|Unknown): /, '$1').replace(/\.$/, '');
}
