import { App, Stack } from 'aws-cdk-lib';
import { ACCOUNT } from './tables/account';
import { BASELINE } from './tables/baseline';
import { CONTRADICTIONS } from './tables/contradictions';
import { IDENTITIES } from './tables/identities';
import { IDENTITY_CENTER } from './tables/identity-center';
import { ORGANIZATION } from './tables/organization';
import { ORGANIZATION_DECLARATIVE } from './tables/organization-declarative';
import { ORGANIZATION_SETTINGS } from './tables/organization-settings';
import { PERMISSIONS } from './tables/permissions';
import { ROLES } from './tables/roles';
import { SECURITY_HUB } from './tables/security-hub';
import { SECURITY_HUB_CSPM } from './tables/security-hub-cspm';
import { SECURITY_RULES } from './tables/security-rules';
import { TRUST } from './tables/trust';
import { UNTYPED } from './tables/untyped';
import { WATCH } from './tables/watch';
import { Refused, Warned, WrongInput } from './wrong-input';
import { InvalidInputError } from '../../src/private/errors';
import { ERROR_IDS } from '../../src/private/rules/error-ids';
import { ruleLink } from '../../src/private/rules/rule-link';

/** What people read about a wrong input: the error that is thrown, the errors of the synthesis, or the warnings of the assembly. */
interface Said { readonly error?: unknown; readonly text: string }

function saidOf(write: WrongInput[1]): Said {
  const app = new App({ analyticsReporting: false });
  try {
    write(new Stack(app, 'Stack'), app);
    return { text: app.synth().stacksRecursively.flatMap(({ messages }) => messages.map(({ entry }) => `${entry.data}`)).join('\n') };
  } catch (error) {
    return { error, text: (error as Error).message };
  }
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function checkRefused({ error, text }: Said, { property, value, rule, hasConstruct, id }: Refused): void {
  const shown = typeof value === 'string' ? literal(value) : value.source;
  const form = `Invalid \`${literal(property)}\` ${shown}: [^\n]*${literal(rule)}[^\n]*\\.`;
  const link = id === undefined ? '' : literal(` See ${ruleLink(id)}`);
  if (error instanceof InvalidInputError) {
    expect(text).toMatch(new RegExp(`^${form}${hasConstruct ? ' In [^\n]+\\.' : ''}${link}$`));
    expect(error.property).toBe(property);
    expect(error.id).toBe(id);
  } else {
    // One error of the synthesis a line, with the path of its construct.
    expect(text).toMatch(new RegExp(`^Validation failed with the following errors:\n(.*\n)* *\\[[^\\]\n]+\\] ${form}${link}(\n|$)`));
  }
}

function checkWarned({ error, text }: Said, { id, words }: Warned): void {
  expect(error).toBeUndefined();
  const line = text.split('\n').find((each) => each.includes(`[ack: cdk-secure-account-baseline:${id}]`));
  expect(line ?? text).toContain(`[ack: cdk-secure-account-baseline:${id}]`);
  for (const word of words) expect(line).toContain(word);
}

const TABLES: readonly (readonly [string, readonly WrongInput[]])[] = [
  ['the baseline', BASELINE],
  ['properties of which one would be ignored', CONTRADICTIONS],
  ['values that TypeScript refuses', UNTYPED],
  ['permissions', PERMISSIONS],
  ['identities', IDENTITIES],
  ['roles', ROLES],
  ['trusts', TRUST],
  ['account settings', ACCOUNT],
  ['organization settings', ORGANIZATION_SETTINGS],
  ['watches', WATCH],
  ['permission sets', IDENTITY_CENTER],
  ['organizations', ORGANIZATION],
  ['declarative policies', ORGANIZATION_DECLARATIVE],
  ['Security Hub CSPM', SECURITY_HUB],
  ['Security Hub CSPM of one account', SECURITY_HUB_CSPM],
  ['security rules', SECURITY_RULES],
];

describe.each(TABLES)('wrong inputs of %s are refused with the property, the value, the rule and the construct', (_, inputs) => {
  test.each(inputs)('%s', (__, write, said) => {
    if ('words' in said) checkWarned(saidOf(write), said);
    else checkRefused(saidOf(write), said);
  });
});

test('each security rule of an error is broken by a wrong input', () => {
  const ids = TABLES.flatMap(([, inputs]) => inputs.flatMap(([, , said]) => 'words' in said || said.id === undefined ? [] : [said.id]));
  expect([...new Set(ids)].filter((id) => !id.startsWith('leastPrivilege:')).sort()).toEqual(ERROR_IDS);
});

test('no wrong input is listed twice', () => {
  const titles = TABLES.flatMap(([, inputs]) => inputs.map(([what]) => what));
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});
