import { readFileSync } from 'fs';
import { join } from 'path';
import { paths } from '../../proof/data/escalation-paths.json';
import * as irreducible from '../../proof/data/irreducible-paths.json';
import * as withoutMfa from '../../proof/data/without-mfa.json';
import { JOBS } from '../../proof/engine/account';
import { actionsOf, isWrite, takes, targets } from '../../proof/engine/actions';
import { CREDENTIALS } from '../../proof/engine/credentials';
import { decide } from '../../proof/engine/decide';
import { Baseline, Findings, findings, Levels, unconditional } from '../../tools/who-can-do-what';

let found: Findings;
beforeAll(async () => {
  found = await findings();
}, 60_000);

const jobs = Object.keys(JOBS).filter((job) => job !== 'Administrator');
const IDENTITIES = ['IAM: everything else', 'IAM Identity Center', 'Account, organisation, sign-in'];

function allowed(levels: Levels, rows: string[], level: string): number {
  return rows.reduce((sum, row) => sum + levels[row][level].allowed, 0);
}

test('docs/who-can-do-what.md is what the proof says today: else run npx tsx tools/who-can-do-what.ts', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs', 'who-can-do-what.md'), 'utf8')).toBe(found.text);
});

test('it is plain text that is the same everywhere', () => {
  expect(found.text).toMatch(/^[\n\x20-\x7e]*$/);
  expect(found.text).not.toContain(process.cwd());
});

test('an administrator has every right, so that no figure of another job is small for want of knowing', () => {
  for (const [row, levels] of Object.entries(found.levels.Administrator)) {
    for (const count of Object.values(levels)) expect({ row, ...count }).toEqual({ row, total: count.total, allowed: count.total });
  }
});

test.each(jobs)('%s has no permissions management of identities, the own user included', (job) => {
  expect(allowed(found.levels[job], ['IAM: the own user', ...IDENTITIES], 'Permissions management')).toBe(0);
});

test.each(jobs)('%s writes of IAM beyond the own user at most what workloads need: pass a role, service-linked roles, server certificates', async (job) => {
  const baseline = new Baseline();
  const policies = unconditional(baseline.policiesOf(job));
  const arns = ['role/Admin', 'role/workload/web', 'role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS', 'user/bob', 'group/Administrators', 'policy/some',
    'server-certificate/shop', 'instance-profile/web', 'saml-provider/some', 'oidc-provider/some'].map((arn) => baseline.account.arn(arn));
  const open: string[] = [];
  for (const action of (await actionsOf(['iam'])).filter(isWrite)) {
    if (await baseline.isAllowed(policies, action, action.resourceTypes.length === 0 ? ['*'] : arns.filter((arn) => takes(action, arn)))) open.push(action.name);
  }
  for (const name of open) expect(name).toMatch(/^iam:(PassRole|(Create|Delete)ServiceLinkedRole|(Delete|Update|Upload|Tag|Untag)ServerCertificate)$/);
});

test.each(['SecurityAuditor', 'ViewOnly'])('%s changes nothing in a service that has a row of its own, but for the own credentials', (job) => {
  const rows = Object.keys(found.levels[job]).filter((row) => !['IAM: the own user', 'All other services'].includes(row));
  for (const level of ['Tagging', 'Write']) expect(allowed(found.levels[job], rows, level)).toBe(0);
});

test.each(jobs)('%s: the paths that stay open are those that have a reason', (job) => {
  const known = paths.map(({ id }) => id).filter((id) => irreducible.paths.some((path) => path.id === id && path.jobs.includes(job)));
  expect(found.openPaths[job]).toEqual(known);
});

test('what works without MFA is what has a reason', () => {
  const golden = Object.entries(withoutMfa.credentials).map(([credentials, reasons]) => [credentials, Object.keys(reasons).sort()]);
  expect(found.withoutMfa).toEqual(Object.fromEntries(golden));
});

test.each(['PowerUser', 'SystemAdministrator'])('%s: the quick way says what the careful evaluation of whole policies says', async (job) => {
  const baseline = new Baseline();
  const policies = unconditional(baseline.policiesOf(job));
  const self = '/account-baseline/alice';
  const principal = baseline.account.arn(`user${self}`);
  const context = { 'aws:username': 'alice', 'aws:PrincipalArn': principal, ...CREDENTIALS['console with MFA'].context };
  const { account } = baseline.account.deployment;
  for (const action of await actionsOf(['iam', 'organizations', 'cloudtrail', 'sns'])) {
    for (const { arn } of targets(action, baseline.account, self)) {
      const careful = await decide({ principal, action: action.name, resource: arn, account, context, policies });
      expect([action.name, arn, await baseline.isAllowed(policies, action, [arn]) ? 'Allowed' : 'Denied']).toEqual([action.name, arn, careful]);
    }
  }
});
