import { Located, readLocated } from './question-file';
import { inQuestion, readPolicies, SOURCE } from './question-policies';
import { AccessCondition } from '../../src/permissions/least-privilege/access-condition';
import { AccessPolicies } from '../../src/proof/access-policies';
import { AccessQuestion } from '../../src/proof/access-question';
import { readPrincipal } from '../../src/proof/policy/read-principal';
import { PRINCIPAL } from '../../src/proof/policy/statement';

/** What may be claimed. The last two compare with other policies, and so ask about every request. */
export const CLAIMS = ['allowsNothing', 'allowsEverything', 'allowsNoMoreThan', 'allowsSameAs'] as const;
export type ClaimName = typeof CLAIMS[number];

/** A claim of the file. */
export interface Claimed {
  readonly name: string;
  readonly claim: ClaimName;
  readonly policies: AccessPolicies;
  /** The policies that these are compared with. */
  readonly others?: AccessPolicies;
  readonly question: AccessQuestion;
  /** Where the question stands, and each of its keys. */
  readonly at: Located;
  readonly keys: ReadonlyMap<string, Located>;
}

const ACTIONS = ['actions', 'notActions'] as const;
const RESOURCES = ['resources', 'notResources'] as const;
const LISTS = [...ACTIONS, ...RESOURCES];
/** Who sends the request, in a question about a trust policy. The operator compares the key that stands for it. */
const PRINCIPALS = { principal: 'StringLike', notPrincipal: 'StringNotLike' } as const;
const ASKED = [...LISTS, ...Object.keys(PRINCIPALS), 'when'];
const KEYS = ['name', 'claim', ...SOURCE, 'than', ...ASKED];

/**
 * Reads a file of questions. Paths in it are relative to its folder.
 *
 * @throws BadInput if a key is unknown, a claim is unclear, or a file cannot be read, with the position
 */
export function readQuestions(file: string): Claimed[] {
  const content = readLocated(file);
  const questions = content.map('the file', ['questions']).get('questions')?.list('questions') ?? [];
  if (questions.length === 0) throw content.refuse('the file has no questions');
  const claims = questions.map(readQuestion);
  const names = new Set<string>();
  for (const { name, keys } of claims) {
    if (names.has(name)) throw keys.get('name')!.refuse(`another question is called '${name}'. Give each a name of its own`);
    names.add(name);
  }
  return claims;
}

function readQuestion(at: Located): Claimed {
  const keys = at.map('a question', KEYS);
  const name = required(at, keys, 'name').text('name');
  const claimed = required(at, keys, 'claim');
  const claim = claimed.text('claim') as ClaimName;
  if (!CLAIMS.includes(claim)) throw claimed.refuse(`'${claim}' is no claim. Use one of ${CLAIMS.join(', ')}`);
  const compares = claim === 'allowsNoMoreThan' || claim === 'allowsSameAs';
  const asked = ASKED.filter((key) => keys.has(key));
  if (compares && asked.length > 0) throw keys.get(asked[0])!.refuse(`${claim} is about every request: remove ${asked.join(', ')}`);
  if (!compares && keys.has('than')) throw keys.get('than')!.refuse(`${claim} compares with no other policies: remove than`);
  const isOfTrust = ['trustOf', 'trustPolicy'].some((key) => keys.has(key));
  if (!compares && !isOfTrust && !LISTS.some((key) => keys.has(key))) throw at.refuse(`${claim} needs at least one of ${LISTS.join(', ')}`);
  const { policies, isTrust } = readPolicies(at, keys);
  return {
    name,
    claim,
    policies,
    ...compares && { others: readOthers(required(at, keys, 'than'), isTrust) },
    question: isTrust ? questionOfTrust(keys) : questionOfIdentity(keys),
    at,
    keys,
  };
}

function readOthers(at: Located, isTrust: boolean): AccessPolicies {
  const others = readPolicies(at, at.map('than', SOURCE));
  if (others.isTrust !== isTrust) throw at.refuse('compare a trust policy with a trust policy, and policies of an identity with those of an identity');
  return others.policies;
}

function questionOfIdentity(keys: ReadonlyMap<string, Located>): AccessQuestion {
  const principal = Object.keys(PRINCIPALS).find((key) => keys.has(key));
  if (principal) throw keys.get(principal)!.refuse(`${principal} is for questions about a trust policy: give trustOf or trustPolicy`);
  return { ...listsIn(keys, LISTS), ...keys.has('when') && { when: readConditions(keys.get('when')!) } };
}

/** A trust policy has no resources, and few actions. */
function questionOfTrust(keys: ReadonlyMap<string, Located>): AccessQuestion {
  const resources = RESOURCES.find((key) => keys.has(key));
  if (resources) throw keys.get(resources)!.refuse(`a trust policy has no resources: remove ${resources}`);
  const principals = Object.entries(PRINCIPALS).flatMap(([key, operator]) => keys.has(key) ? [readPrincipals(key, operator, keys.get(key)!)] : []);
  return { actions: ['*'], ...listsIn(keys, ACTIONS), when: [...principals, ...keys.has('when') ? readConditions(keys.get('when')!) : []] };
}

/** Principals as a policy has them, such as `{ Service: ec2.amazonaws.com }`. */
function readPrincipals(key: string, operator: string, value: Located): AccessCondition {
  const written = Object.fromEntries([...value.entries(key)].map(([kind, { value: values }]) => [kind, wordsOf(kind, values)]));
  const patterns = inQuestion(value, () => readPrincipal(key, written)).flatMap(({ values }) => values.map(({ text }) => text));
  if (patterns.length === 0) throw value.refuse(`${key} must have at least one entry`);
  if (patterns.includes('*')) throw value.refuse(`* is every principal: remove ${key}`);
  return AccessCondition.of(operator, PRINCIPAL, ...patterns);
}

function listsIn(keys: ReadonlyMap<string, Located>, lists: readonly string[]): AccessQuestion {
  return Object.fromEntries(lists.flatMap((key): [string, string[]][] => keys.has(key) ? [[key, textsOf(key, keys.get(key)!)]] : []));
}

function textsOf(what: string, value: Located): string[] {
  const texts = value.list(what).map((each) => each.text(`an entry of ${what}`));
  if (texts.length === 0) throw value.refuse(`${what} must have at least one entry`);
  return texts;
}

/** Conditions as a policy has them. */
function readConditions(when: Located): AccessCondition[] {
  return [...when.entries('when')].flatMap(([operator, { at, value }]) => [...value.entries(operator)].map(([key, { value: values }]) => (
    inQuestion(at, () => AccessCondition.of(operator, key, ...wordsOf(key, values)))
  )));
}

function wordsOf(what: string, value: Located): string[] {
  return (value.isList ? value.list(what) : [value]).map((each) => each.word(what));
}

function required(at: Located, keys: ReadonlyMap<string, Located>, key: string): Located {
  const value = keys.get(key);
  if (!value) throw at.refuse(`${key} is missing`);
  return value;
}
