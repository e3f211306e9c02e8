import { basename, dirname, join } from 'node:path';
import { inFile } from './bad-input';
import { readText } from './input';
import { Located } from './question-file';
import { AccessPolicies } from '../../src/proof/access-policies';
import { parsePolicy } from '../../src/proof/policy/parse-policy';
import { readTemplate } from '../../src/proof/template/read-template';
import { TemplateResources } from '../../src/proof/template/template-resources';

const ROLE = 'AWS::IAM::Role';

/** Where policies come from: exactly one of these. */
const ROOTS = ['template', 'policies', 'trustPolicy'];
/** What limits an identity, and so says nothing about who may assume a role. */
const OF_IDENTITIES = ['managedPolicies', 'boundary', 'sessionPolicy', 'serviceControlPolicies'];

/** The keys that name policies. */
export const SOURCE = [...ROOTS, 'identity', 'trustOf', ...OF_IDENTITIES, 'resourceControlPolicies'];

/** Policies, which say what an identity may do or who may assume a role. */
export interface AskedPolicies {
  readonly policies: AccessPolicies;
  readonly isTrust: boolean;
}

type Keys = ReadonlyMap<string, Located>;

/** @throws BadInput if the keys contradict each other, or a file cannot be read */
export function readPolicies(at: Located, keys: Keys): AskedPolicies {
  if (ROOTS.filter((root) => keys.has(root)).length !== 1) throw at.refuse(`give one of ${ROOTS.join(', ')}`);
  const template = keys.get('template');
  const [subject, ...others] = ['identity', 'trustOf'].filter((key) => keys.has(key));
  if (template && !subject) throw at.refuse('identity or trustOf is missing');
  if (!template && subject) throw keys.get(subject)!.refuse(`${subject} belongs to template`);
  if (others.length > 0) throw keys.get(others[0])!.refuse('give either identity or trustOf: what it may do, or who may assume it');
  const isTrust = subject === 'trustOf' || keys.has('trustPolicy');
  const limit = isTrust ? OF_IDENTITIES.find((key) => keys.has(key)) : undefined;
  if (limit) throw keys.get(limit)!.refuse(`${limit} does not decide who may assume a role: remove it`);
  return { isTrust, policies: withControlPolicies(isTrust ? trustIn(keys) : ofIdentity(keys), keys) };
}

function ofIdentity(keys: Keys): AccessPolicies {
  const base = keys.has('template')
    ? reading(keys.get('template')!, (text) => AccessPolicies.fromTemplate(text, keys.get('identity')!.text('identity')))
    : layer(keys.get('policies')!, 'policies', (texts) => AccessPolicies.fromJson(...texts));
  const documents = keys.get('managedPolicies')?.entries('managedPolicies') ?? new Map<string, { value: Located }>();
  const known = [...documents].reduce((all, [name, { value }]) => reading(value, (text) => all.withManagedPolicy(name, text)), base);
  const bounded = within(known, keys.get('boundary'), (all, each) => reading(each, (text) => all.withPermissionsBoundary(text)));
  return within(bounded, keys.get('sessionPolicy'), (all, each) => reading(each, (text) => all.withSessionPolicy(text)));
}

function trustIn(keys: Keys): AccessPolicies {
  const [template, file] = [keys.get('template'), keys.get('trustPolicy')];
  if (file) {
    return reading(file, (text) => {
      const properties = { AssumeRolePolicyDocument: parsePolicy('trust policy', text) };
      const role = { template: '', id: basename(file.text('a file')), type: ROLE, properties };
      return AccessPolicies._ofTrustIn([role], role);
    });
  }
  const named = keys.get('trustOf')!;
  const resources = reading(template!, (text) => readTemplate('template', text));
  const role = inQuestion(named, () => new TemplateResources(resources, {}).identity('trustOf', named.text('trustOf')));
  if (role.type !== ROLE) throw named.refuse(`'${named.text('trustOf')}' is no role: groups and users have no trust policy`);
  return AccessPolicies._ofTrustIn(resources, role);
}

function withControlPolicies(policies: AccessPolicies, keys: Keys): AccessPolicies {
  const denied = within(policies, keys.get('resourceControlPolicies'), (all, each) => (
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

/** Reads a value of the question, whose errors get its place. */
export function inQuestion<T>(value: Located, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if ((error as Error).name === 'InvalidInputError') throw value.refuse((error as Error).message);
    throw error;
  }
}
