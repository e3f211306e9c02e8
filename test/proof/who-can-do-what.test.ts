import { readFileSync } from 'fs';
import { join } from 'path';
import { paths } from '../../proof/data/escalation-paths.json';
import * as irreducible from '../../proof/data/irreducible-paths.json';
import * as withoutMfa from '../../proof/data/without-mfa.json';
import { JOBS } from '../../proof/engine/account';
import { actionsOf, isWrite, takes, targets } from '../../proof/engine/actions';
import { CREDENTIALS } from '../../proof/engine/credentials';
import { decide } from '../../proof/engine/decide';
import { DeployedBaseline, Levels } from '../../proof/reports/deployed-baseline';
import { ALL_OF_IAM, OWN_USER } from '../../proof/reports/service-rows';
import { unconditional } from '../../proof/reports/statements';
import { Findings, findings } from '../../proof/reports/who-can-do-what';

let found: Findings;
beforeAll(async () => {
  found = await findings();
}, 60_000);

const jobs = Object.keys(JOBS).filter((job) => job !== 'Administrator');
const IDENTITIES = [ALL_OF_IAM, 'IAM Identity Center', 'Account, organization, sign-in'];

function allowed(levels: Levels, rows: string[], level: string): number {
  return rows.reduce((sum, row) => sum + levels[row][level].allowed, 0);
}

test('docs/who-can-do-what.md is current; otherwise run npm run who-can-do-what', () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs', 'who-can-do-what.md'), 'utf8')).toBe(found.text);
});

test('the page is ASCII and names no path of the machine', () => {
  expect(found.text).toMatch(/^[\n\x20-\x7e]*$/);
  expect(found.text).not.toContain(process.cwd());
});

test('an administrator is allowed every action, so that no action is missed for lack of a suitable resource', () => {
  for (const [row, levels] of Object.entries(found.levels.Administrator)) {
    for (const count of Object.values(levels)) expect({ row, ...count }).toEqual({ row, total: count.total, allowed: count.total });
  }
});

test.each(jobs)('%s manages no permissions of identities, not even of their own user', (job) => {
  expect(allowed(found.levels[job], [OWN_USER, ...IDENTITIES], 'Permissions management')).toBe(0);
});

test.each(jobs)('%s changes in IAM, beyond their own user, only what workloads need: iam:PassRole, service-linked roles, server certificates', async (job) => {
  const baseline = new DeployedBaseline();
  const policies = unconditional(baseline.policiesOf(job));
  const arns = ['role/Admin', 'role/workload/web', 'role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS', 'user/bob', 'group/Administrators', 'policy/some',
    'server-certificate/shop', 'instance-profile/web', 'saml-provider/some', 'oidc-provider/some'].map((arn) => baseline.account.arn(arn));
  const open: string[] = [];
  for (const action of (await actionsOf(['iam'])).filter(isWrite)) {
    if (await baseline.isAllowed(policies, action, action.resourceTypes.length === 0 ? ['*'] : arns.filter((arn) => takes(action, arn)))) open.push(action.name);
  }
  for (const name of open) expect(name).toMatch(/^iam:(PassRole|(Create|Delete)ServiceLinkedRole|(Delete|Update|Upload|Tag|Untag)ServerCertificate)$/);
});

test.each(['SecurityAuditor', 'ViewOnly'])('%s changes nothing in a service that has its own row, except their own credentials', (job) => {
  const rows = Object.keys(found.levels[job]).filter((row) => ![OWN_USER, 'All other services'].includes(row));
  for (const level of ['Tagging', 'Write']) expect(allowed(found.levels[job], rows, level)).toBe(0);
});

test.each(jobs)('%s: every open path has a recorded reason', (job) => {
  const known = paths.map(({ id }) => id).filter((id) => irreducible.paths.some((path) => path.id === id && path.jobs.includes(job)));
  expect(found.openPaths[job]).toEqual(known);
});

test('every action that works without MFA has a recorded reason', () => {
  const golden = Object.entries(withoutMfa.credentials).map(([credentials, reasons]) => [credentials, Object.keys(reasons).sort()]);
  expect(found.withoutMfa).toEqual(Object.fromEntries(golden));
});

test.each(['PowerUser', 'SystemAdministrator'])('%s: the quick evaluation agrees with the evaluation of whole policies', async (job) => {
  const baseline = new DeployedBaseline();
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
