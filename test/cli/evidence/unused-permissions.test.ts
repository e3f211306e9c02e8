import { Identities, ListedRole, ListedUser } from '../../../cli/evidence/details';
import { isOldEnough, readUnusedPermissions, UnusedPermissions, useOf } from '../../../cli/evidence/unused-permissions';
import { Call, failure } from '../../../src/handlers/shared/retry';

const NOW = Date.UTC(2026, 10, 29);
const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW - days * DAY);

const user = (name: string, more: Partial<ListedUser> = {}): ListedUser => ({ name, arn: `arn:aws:iam::111122223333:user/${name}`, groups: ['Developers'], policies: [], tags: [], ...more });
const role = (name: string, more: Partial<ListedRole> = {}): ListedRole => ({ name, arn: `arn:aws:iam::111122223333:role/${name}`, path: '/', policies: ['Own'], ...more });

/** How many jobs run, and ran at the same time at most. */
let running: number;
let most: number;
let asked: string[];
let lines: string[];
let refused: RegExp;
beforeEach(() => {
  [running, most, asked, lines, refused] = [0, 0, [], [], /^$/];
});

/** IAM, whose jobs need a second question, and whose answer has two pages. */
const call: Call = async (_service, action, input: any): Promise<any> => {
  await new Promise((resolve) => setImmediate(resolve));
  if (action === 'iam:GenerateServiceLastAccessedDetails') {
    if (refused.test(input.Arn)) throw failure(`${action}: AccessDenied: no`, 'AccessDenied');
    if (/deleted/.test(input.Arn)) throw failure('no', 'NoSuchEntityException');
    asked.push(input.Arn.split('/').pop());
    most = Math.max(most, ++running);
    return { JobId: `${asked.length}` };
  }
  if (input.Marker) {
    running--;
    return { JobStatus: 'COMPLETED', IsTruncated: false, ServicesLastAccessed: [{ ServiceNamespace: 's3', LastAuthenticated: ago(3) }] };
  }
  return { JobStatus: 'COMPLETED', IsTruncated: true, Marker: 'next', ServicesLastAccessed: [{ ServiceNamespace: 'sqs' }, { ServiceNamespace: 'ec2', LastAuthenticated: ago(91) }] };
};

const read = ({ users = [], roles = [] }: Partial<Identities>, limit = Infinity): Promise<UnusedPermissions> => (
  readUnusedPermissions(call, {}, { users, roles }, { limit, progress: (line) => lines.push(line) })
);
const namesOf = ({ principals }: UnusedPermissions) => principals.map(({ name }) => name);

test('services are those used in the last 90 days, those used before, and those never used', async () => {
  const { principals } = await read({ users: [user('alice')] });
  const { used, old, never } = useOf(principals[0], NOW);
  expect([used, old, never].map((uses) => uses.map(({ service }) => service))).toEqual([['s3'], ['ec2'], ['sqs']]);
  expect(old[0].used).toBe(+ago(91));
});

test('every page of a job is read, and five jobs run at a time', async () => {
  const found = await read({ users: Array.from({ length: 47 }, (_, index) => user(`user-${index}`)) });
  expect(found.principals).toHaveLength(47);
  expect(found.principals.every(({ services }) => services.length === 3)).toBe(true);
  expect(most).toBe(5);
  expect(lines).toEqual([
    'IAM gathers the use of permissions by 47 users and roles, which takes some seconds for every 5 ...',
    'Use of permissions: 20 of 47 users and roles', 'Use of permissions: 40 of 47 users and roles', 'Use of permissions: 47 of 47 users and roles',
  ]);
});

test('users come first, then the roles that were used last; those beyond the limit are named', async () => {
  const roles = [role('never'), role('old', { lastUsed: +ago(300) }), role('new', { lastUsed: +ago(1) })];
  const found = await read({ users: [user('alice')], roles }, 2);
  expect([namesOf(found), found.omitted]).toEqual([['alice', 'new'], ['role old', 'role never']]);
  expect(asked).toEqual(['alice', 'new']);
});

test('no job for what has no policies, nor for the roles of AWS services', async () => {
  const found = await read({
    users: [user('bare', { groups: [] }), user('direct', { groups: [], policies: ['Own'] })],
    roles: [role('bare', { policies: [] }), role('AWSServiceRoleForSupport', { path: '/aws-service-role/support.amazonaws.com/' })],
  });
  expect([namesOf(found), asked]).toEqual([['direct'], ['direct']]);
  expect(await read({})).toEqual({ principals: [], unread: [], omitted: [] });
});

test('a denial is one reason for all that it concerns, and spares the others', async () => {
  refused = /role/;
  const found = await read({ users: [user('alice')], roles: [role('one'), role('two')] });
  expect(namesOf(found)).toEqual(['alice']);
  expect(found.unread).toEqual([{
    why: { unknown: 'iam:GenerateServiceLastAccessedDetails was denied', denied: 'iam:GenerateServiceLastAccessedDetails' }, names: ['role one', 'role two'],
  }]);
});

test('an identity that is deleted meanwhile is left out', async () => {
  const found = await read({ users: [user('deleted'), user('alice')] });
  expect([namesOf(found), found.unread]).toEqual([['alice'], []]);
});

test('an identity younger than 90 days had no time to use everything', () => {
  const since = (created?: number) => isOldEnough({ kind: 'user', name: 'alice', arn: '', created }, NOW);
  expect([since(+ago(89)), since(+ago(90)), since()]).toEqual([false, true, true]);
});
