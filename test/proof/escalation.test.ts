import { paths } from './data/escalation-paths.json';
import * as irreducible from './data/irreducible-paths.json';
import { Account, JOBS } from './harness/account';
import { actionNamed, targets } from './harness/actions';
import { awsManagedPolicy } from './harness/aws-managed-policies';
import { CREDENTIALS } from './harness/credentials';
import { decide, trustingTheAccount } from './harness/decide';
import { Policy } from './harness/template';

const SELF = '/account-baseline/alice';
const account = new Account();
const jobs = Object.keys(JOBS).filter((job) => job !== 'Administrator');

/**
 * A path is open to whoever is allowed every action of it against something with more rights than their own. Where an action
 * takes several kinds of resources, one that is allowed is enough to call it open: the proof errs on the safe side.
 */
async function openPaths(policies: Policy[]): Promise<string[]> {
  const open: string[] = [];
  for (const path of paths) {
    const service = path.actions.find((action) => !/^(iam|sts):/.test(action))?.split(':')[0] ?? 'ec2';
    // To have another access key of one's own is no gain: where credentials are the gain, they are somebody else's.
    const others = path.category === 'principal-access';
    const allowed = await Promise.all(path.actions.map((action) => allowedSomewhere(policies, action, `${service}.amazonaws.com`, others)));
    if (allowed.every((each) => each)) open.push(path.id);
  }
  return open;
}

const answers = new Map<Policy[], Map<string, Promise<boolean>>>();

function allowedSomewhere(policies: Policy[], name: string, passedTo: string, others: boolean): Promise<boolean> {
  const known = answers.get(policies) ?? new Map<string, Promise<boolean>>();
  answers.set(policies, known);
  const key = [name, name === 'iam:PassRole' ? passedTo : '', others].join(' ');
  if (!known.has(key)) known.set(key, evaluate(policies, name, passedTo, others));
  return known.get(key)!;
}

async function evaluate(policies: Policy[], name: string, passedTo: string, others: boolean): Promise<boolean> {
  const principal = account.arn(`user${SELF}`);
  for (const { arn } of targets(await actionNamed(name), account, SELF).filter(({ target }) => !others || target !== 'oneself')) {
    const decision = await decide({
      principal,
      action: name,
      resource: arn,
      account: account.deployment.account,
      context: {
        ...CREDENTIALS['console with MFA'].context,
        'aws:username': 'alice',
        'aws:PrincipalArn': principal,
        ...name === 'iam:PassRole' ? { 'iam:PassedToService': passedTo } : {},
      },
      policies,
      trust: name === 'sts:AssumeRole' ? trustingTheAccount(account.deployment.account) : undefined,
    });
    if (decision === 'Allowed') return true;
  }
  return false;
}

test.each(jobs)('%s: every known path to more rights is closed or named as irreducible', async (job) => {
  const open = await openPaths(account.policiesOfPerson([job], []));
  expect(open).toEqual(paths.map(({ id }) => id).filter((id) => irreducible.paths.some((path) => path.id === id && path.jobs.includes(job))));
});

test('the guardrail closes what PowerUserAccess leaves open and no job needs', async () => {
  const bare = await openPaths([awsManagedPolicy('PowerUserAccess')]);
  const guarded = await openPaths(account.policiesOfPerson(['PowerUser'], []));
  expect(bare.filter((id) => !guarded.includes(id))).toEqual([
    'prowler-SSOCreatePermissionSet-CreateAccountAssignment-AttachManagedPolicy', 'prowler-sso-AttachManagedPolicyToPermissionSet',
    'prowler-sso-PutInlinePolicyToPermissionSet', 'sts-001',
  ]);
});

test('whoever carries the guardrail has no other path than a power user, though AdministratorAccess is attached as well', async () => {
  const open = await openPaths(account.policiesOfPerson(['PowerUser'], ['AdministratorAccess']));
  expect(open).toEqual(await openPaths(account.policiesOfPerson(['PowerUser'], [])));
});

test('every irreducible path says why it stays and what to do about it', () => {
  for (const path of irreducible.paths) {
    expect(paths.map(({ id }) => id)).toContain(path.id);
    expect(irreducible.groups).toHaveProperty([path.group, 'reason']);
    expect(irreducible.groups).toHaveProperty([path.group, 'mitigation']);
  }
});
