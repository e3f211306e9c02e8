import { dirname, join } from 'node:path';
import { inFile } from './bad-input';
import { readText } from './input';
import { Located, readLocated } from './question-file';
import { AccessCondition } from '../../src/permissions/least-privilege/access-condition';
import { AccessPolicies } from '../../src/proof/access-policies';
import { AccessQuestion } from '../../src/proof/access-question';

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

const SOURCE = ['template', 'identity', 'policies', 'boundary', 'sessionPolicy', 'serviceControlPolicies', 'resourceControlPolicies', 'managedPolicies'];
const LISTS = ['actions', 'notActions', 'resources', 'notResources'] as const;
const KEYS = ['name', 'claim', ...SOURCE, 'than', ...LISTS, 'when'];

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
  const asked = [...LISTS, 'when'].filter((key) => keys.has(key));
  if (compares && asked.length > 0) throw keys.get(asked[0])!.refuse(`${claim} is about every request: remove ${asked.join(', ')}`);
  if (!compares && !LISTS.some((key) => keys.has(key))) throw at.refuse(`${claim} needs at least one of ${LISTS.join(', ')}`);
  if (!compares && keys.has('than')) throw keys.get('than')!.refuse(`${claim} compares with no other policies: remove than`);
  const lists = Object.fromEntries(LISTS.flatMap((key): [string, string[]][] => keys.has(key) ? [[key, textsOf(key, keys.get(key)!)]] : []));
  const when = keys.get('when');
  return {
    name,
    claim,
    policies: readPolicies(at, keys),
    ...compares && { others: readOthers(required(at, keys, 'than')) },
    question: { ...lists, ...when && { when: readConditions(when) } },
    at,
    keys,
  };
}

function readOthers(at: Located): AccessPolicies {
  return readPolicies(at, at.map('than', SOURCE));
}

function readPolicies(at: Located, keys: ReadonlyMap<string, Located>): AccessPolicies {
  const [template, policies] = [keys.get('template'), keys.get('policies')];
  if ((template === undefined) === (policies === undefined)) throw at.refuse('give either template and identity, or policies');
  if (policies && keys.has('identity')) throw keys.get('identity')!.refuse('policies have no identity: it belongs to template');
  const base = template
    ? reading(template, (file) => AccessPolicies.fromTemplate(file, required(at, keys, 'identity').text('identity')))
    : layer(policies!, 'policies', (texts) => AccessPolicies.fromJson(...texts));
  const documents = keys.get('managedPolicies')?.entries('managedPolicies') ?? new Map<string, { value: Located }>();
  const known = [...documents].reduce((all, [name, { value }]) => reading(value, (text) => all.withManagedPolicy(name, text)), base);
  const bounded = within(known, keys.get('boundary'), (all, each) => reading(each, (text) => all.withPermissionsBoundary(text)));
  const inSession = within(bounded, keys.get('sessionPolicy'), (all, each) => reading(each, (text) => all.withSessionPolicy(text)));
  const denied = within(inSession, keys.get('resourceControlPolicies'), (all, each) => (
    layer(each, 'resourceControlPolicies', (texts) => all.withResourceControlPolicies(...texts))
  ));
  return within(denied, keys.get('serviceControlPolicies'), (all, each) => {
    const levels = each.list('serviceControlPolicies');
    // A list of files is one level; a list of lists has a level in each.
    return (levels.some(({ isList }) => isList) ? levels : [each]).reduce((policiesSoFar, level) => (
      layer(level, 'a level of serviceControlPolicies', (texts) => policiesSoFar.withServiceControlPolicies(...texts))
    ), all);
  });
}

type Add = (policies: AccessPolicies, value: Located) => AccessPolicies;

function within(policies: AccessPolicies, value: Located | undefined, add: Add): AccessPolicies {
  return value ? add(policies, value) : policies;
}

/** Reads the file that a value names. */
function reading<T>(value: Located, read: (text: string) => T): T {
  const file = fileOf(value);
  return inFile(file, () => read(readText(file)));
}

function layer(value: Located, what: string, read: (texts: string[]) => AccessPolicies): AccessPolicies {
  const files = value.list(what).map(fileOf);
  if (files.length === 0) throw value.refuse(`${what} must have at least one file`);
  return inFile(files.join(', '), () => read(files.map(readText)));
}

function fileOf(value: Located): string {
  return join(dirname(value.file), value.text('a file'));
}

function textsOf(what: string, value: Located): string[] {
  const texts = value.list(what).map((each) => each.text(`an entry of ${what}`));
  if (texts.length === 0) throw value.refuse(`${what} must have at least one entry`);
  return texts;
}

/** Conditions as a policy has them. */
function readConditions(when: Located): AccessCondition[] {
  return [...when.entries('when')].flatMap(([operator, { at, value }]) => [...value.entries(operator)].map(([key, { value: values }]) => {
    const words = (values.isList ? values.list(key) : [values]).map((each) => each.word(key));
    try {
      return AccessCondition.of(operator, key, ...words);
    } catch (error) {
      throw at.refuse((error as Error).message);
    }
  }));
}

function required(at: Located, keys: ReadonlyMap<string, Located>, key: string): Located {
  const value = keys.get(key);
  if (!value) throw at.refuse(`${key} is missing`);
  return value;
}
