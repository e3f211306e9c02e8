import { paths } from '../../proof/data/escalation-paths.json';
import * as irreducible from '../../proof/data/irreducible-paths.json';
import { Account, JOBS } from '../../proof/engine/account';
import { awsManagedPolicy } from '../../proof/engine/aws-managed-policies';
import { CREDENTIALS } from '../../proof/engine/credentials';
import { decide, trustingTheAccount } from '../../proof/engine/decide';
import { openPaths } from '../../proof/engine/escalation';
import { Policy } from '../../proof/engine/policy';

const SELF = '/account-baseline/alice';
const account = new Account();
const jobs = Object.keys(JOBS).filter((job) => job !== 'Administrator');

const answers = new Map<Policy[], Map<string, Promise<boolean>>>();

function openTo(policies: Policy[]): Promise<string[]> {
  return openPaths(account, SELF, (action, arns, passedTo) => {
    const known = answers.get(policies) ?? new Map<string, Promise<boolean>>();
    answers.set(policies, known);
    const key = [action.name, action.name === 'iam:PassRole' ? passedTo : '', ...arns].join(' ');
    if (!known.has(key)) known.set(key, allowedOnAny(policies, action.name, arns, passedTo));
    return known.get(key)!;
  });
}

async function allowedOnAny(policies: Policy[], name: string, arns: string[], passedTo: string): Promise<boolean> {
  const principal = account.arn(`user${SELF}`);
  for (const arn of arns) {
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
  const open = await openTo(account.policiesOfPerson([job], []));
  expect(open).toEqual(paths.map(({ id }) => id).filter((id) => irreducible.paths.some((path) => path.id === id && path.jobs.includes(job))));
});

test('the guardrail closes what PowerUserAccess leaves open and no job needs', async () => {
  const bare = await openTo([awsManagedPolicy('PowerUserAccess')]);
  const guarded = await openTo(account.policiesOfPerson(['PowerUser'], []));
  expect(bare.filter((id) => !guarded.includes(id))).toEqual([
    'prowler-SSOCreatePermissionSet-CreateAccountAssignment-AttachManagedPolicy', 'prowler-sso-AttachManagedPolicyToPermissionSet',
    'prowler-sso-PutInlinePolicyToPermissionSet', 'sts-001',
  ]);
});

test('an identity with the guardrail has no other path than a power user, though AdministratorAccess is attached as well', async () => {
  const open = await openTo(account.policiesOfPerson(['PowerUser'], ['AdministratorAccess']));
  expect(open).toEqual(await openTo(account.policiesOfPerson(['PowerUser'], [])));
});

test('every irreducible path says why it stays and what to do about it', () => {
  for (const path of irreducible.paths) {
    expect(paths.map(({ id }) => id)).toContain(path.id);
    expect(irreducible.groups).toHaveProperty([path.group, 'reason']);
    expect(irreducible.groups).toHaveProperty([path.group, 'mitigation']);
  }
});
