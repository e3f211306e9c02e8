import { accountOf } from '../../proof/boundary/cases';
import { search } from '../../proof/boundary/search';

const account = accountOf({});

/** A session of a role under the path, one of a role elsewhere, a program under the path, and a person of the baseline. */
const ATTACKERS = ['role/workload/app', 'role/deployer', 'user/workload/machine', 'user/account-baseline/dora'];

describe.each(ATTACKERS)('%s, who carries the boundary and is allowed everything', (attacker) => {
  test('finds no way out, whatever the order of calls', async () => {
    const { way, broken, states, allowed } = await search(account, attacker);
    expect([broken, way]).toEqual([undefined, undefined]);
    // A search that gets nowhere proves nothing: these are calls that lead from one state to the next.
    expect(states).toBeGreaterThan(100);
    expect([...allowed]).toEqual(expect.arrayContaining([
      'iam:CreateRole on role/workload/new', 'iam:AttachRolePolicy on role/workload/new', 'sts:AssumeRole on role/workload/new',
      'iam:PassRole on role/workload/new', 'iam:CreateUser on user/workload/new', 'iam:CreateAccessKey on user/workload/new',
      'iam:CreatePolicy on policy/workload/new', 'iam:CreatePolicyVersion on policy/workload/new', 'iam:TagRole on role/workload/partner',
    ]));
  }, 60_000);
});

test('without the boundary the first call is a way out', async () => {
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const { way } = await search(account, 'role/workload/app', everything);
  expect(way).toHaveLength(1);
});
