import { join } from 'path';
import { accountOf, casesIn, outcomeOf, triesOf } from '../../proof/boundary/cases';
import { search } from '../../proof/boundary/search';
import { denyOnAnyResourceStatement } from '../../src/permissions/policies/guardrail';
import { denyChangesStatement } from '../../src/permissions/policies/protected';

const account = accountOf({});
const ATTACKERS = ['role/workload/app', 'user/account-baseline/dora'];
const BOUNDARY = 'iam:PermissionsBoundary';

type Mutate = (statement: any) => any;

function mutated(sid: string, mutate: Mutate): any {
  return { ...account.document, Statement: account.document.Statement.map((each: any) => each.Sid === sid ? mutate(each) : each).filter(Boolean) };
}

async function wayOut(document: any): Promise<string[] | undefined> {
  for (const attacker of ATTACKERS) {
    const { way } = await search(account, attacker, document);
    if (way) return way;
  }
  return undefined;
}

/** Every way that is opened has to be found by search: a deny, or a condition, that nothing needs is not there. */
const opened: [string, string, Mutate][] = [
  ...account.document.Statement.filter(({ Effect }: any) => Effect === 'Deny').map(({ Sid }: any) => [Sid, 'removed', () => undefined]),
  ...account.document.Statement.filter(({ Effect }: any) => Effect === 'Deny')
    .map(({ Sid }: any) => [Sid, 'put under a condition that the attacker does not meet', (statement: any) => (
      { ...statement, Condition: { ...statement.Condition, Bool: { 'aws:ViaAWSService': 'true' } } }
    )]),
  ['OnlyBounded', 'content with any boundary', (statement) => ({ ...statement, Condition: { StringNotLike: { [BOUNDARY]: '*' } } })],
  ['OnlyBounded', 'content with none', (statement) => ({ ...statement, Condition: { ...statement.Condition, Null: { [BOUNDARY]: 'false' } } })],
  ['Roles', 'content with a path that begins alike', (statement) => ({ ...statement, NotResource: [statement.NotResource, 'arn:*:iam::*:role/*'].flat() })],
  ...['cloudtrail', 's3', 'sso'].map((service): [string, string, Mutate] => (
    ['AnyResource', `leaving out every action of ${service}`, (statement) => ({ ...statement, Action: statement.Action.filter((action: string) => !action.startsWith(`${service}:`)) })]
  )),
  ...['group', 'policy', 'role', 'saml-provider', 'user'].map((kind): [string, string, Mutate] => (
    ['Identities', `leaving out every ${kind}`, (statement) => ({ ...statement, NotResource: [...statement.NotResource, `arn:*:iam::*:${kind}/*`] })]
  )),
];

test.each(opened)('%s %s: the search finds a way out', async (sid, _how, mutate) => {
  expect(await wayOut(mutated(sid, mutate))).toBeDefined();
}, 60_000);

const tries = casesIn(join(__dirname, '..', '..', 'proof', 'cases', 'boundary')).filter(([, given]) => !given.partition)
  .flatMap(([, given]) => given.steps.flatMap((step) => triesOf(step).map(({ call, on }) => ({ given, step, call, on }))));

/** Whether a case says otherwise: the entries of a list are many, and what each is for is written down there. */
async function isNoticed(document: any, action = '*'): Promise<boolean> {
  const pattern = new RegExp(`^${action.replace(/\*/g, '.*')}$`);
  for (const { given, step, call, on } of tries.filter((each) => pattern.test(each.call))) {
    if (await outcomeOf(given, step, call, on, document) !== step.expect) return true;
  }
  return false;
}

test('Most removed: nothing can be done any more', async () => {
  expect(await isNoticed(mutated('Most', () => undefined))).toBe(true);
});

test('OnlyBounded without its condition: nothing can be made any more', async () => {
  expect(await isNoticed(mutated('OnlyBounded', ({ Condition: _dropped, ...rest }) => rest))).toBe(true);
});

/** The lists of services and of readings are the guardrail's, and proven with it: this is about what the boundary adds. */
const shared = [
  ...denyOnAnyResourceStatement().actions,
  ...denyChangesStatement().notActions,
];

const entries: [string, string, string][] = account.document.Statement.flatMap((statement: any) => (
  ['Action', 'NotAction', 'Resource', 'NotResource'].flatMap((element) => {
    const all: string[] = [statement[element] ?? []].flat();
    return all.length < 2 ? [] : all.filter((entry) => !shared.includes(entry)).map((entry) => [statement.Sid, element, entry]);
  })
));

test('what the boundary adds is tried entry by entry', () => expect(entries.length).toBeGreaterThan(50));

test.each(entries)('%s, %s without %s is noticed', async (sid, element, entry) => {
  const document = mutated(sid, (statement) => ({ ...statement, [element]: statement[element].filter((other: string) => other !== entry) }));
  expect(await isNoticed(document, element === 'Action' ? entry : '*')).toBe(true);
});
