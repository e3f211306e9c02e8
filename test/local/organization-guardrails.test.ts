import { CreateUserCommand, ListUsersCommand, UpdateAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import { LeaveOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { clientsOf, Keys, outcome } from './endpoint/clients';
import { GuardedOrganization, rootKeys } from './guarded-organization';
import { endpointForAll } from './started-endpoint';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { rootOf } from '../../local-endpoint/client/organization';
import { ResourceControl, ServiceControl } from '../../src';

const REGION = 'us-east-1';
const STRANGER = '999900001111';

let endpoint: LocalEndpoint;
let organization: GuardedOrganization;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await GuardedOrganization.create(endpoint);
});

/** A session of a role that is allowed everything. */
async function session(account: string, role: string, path = '/'): Promise<Keys> {
  await organization.makeRole(account, role, { Service: 'lambda.amazonaws.com' }, path);
  return endpoint.control(`service-credentials?account=${account}`, { role, service: 'lambda.amazonaws.com' });
}

test('what the controls deny is denied to the accounts of the unit, until they are deleted', async () => {
  const [unit, beside] = [await organization.local.unit('workloads'), await organization.local.unit('beside')];
  const [member, other] = [await organization.local.account('shop', unit), await organization.local.account('outside', beside)];
  const [admin, deployer, settings] = [
    await session(member, 'Admin'), await session(member, 'Deploy'), await session(member, 'account-baseline-AccountSettingsRole-1A2B3C', '/account-baseline/'),
  ];
  await organization.makeRole(member, 'Open', { AWS: STRANGER });
  const outsider = await organization.makeUser(STRANGER);
  const elsewhere = await session(other, 'Admin');

  const put = (keys: Keys, Name: string) => outcome(clientsOf(endpoint, keys).ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', Overwrite: true })));
  const setPolicy = (keys: Keys) => (
    outcome(clientsOf(endpoint, keys).iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 14 })))
  );
  const createUser = (keys: Keys, UserName: string, Path: string) => (
    outcome(clientsOf(endpoint, keys).iam.send(new CreateUserCommand({ UserName, Path })))
  );
  const assume = () => outcome(clientsOf(endpoint, outsider).sts.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${member}:role/Open`, RoleSessionName: 's' })));
  const leave = () => outcome(new OrganizationsClient({ ...rootOf(endpoint, member), credentials: admin }).send(new LeaveOrganizationCommand({})));
  const listUsers = (keys: Keys) => outcome(clientsOf(endpoint, keys).iam.send(new ListUsersCommand({})));
  const denied = expect.stringMatching(/^AccessDenied/);

  expect([await listUsers(rootKeys(member)), await assume(), await setPolicy(admin), await put(admin, '/account-baseline/x')]).toEqual(Array(4).fill('allowed'));
  const remove = await organization.deploy({
    targets: [unit],
    deployers: ['arn:*:iam::*:role/Deploy'],
    serviceControls: [
      ServiceControl.leaveOrganization(), ServiceControl.rootUser(), ServiceControl.protectBaseline(), ServiceControl.regions([REGION]),
      ServiceControl.iamUsers(),
    ],
    resourceControls: [ResourceControl.identityPerimeter(organization.id)],
  });

  // The root user, what the baseline made, its settings, users, other organizations.
  expect([await listUsers(rootKeys(member)), await leave(), await assume()]).toEqual([denied, denied, denied]);
  expect([await put(admin, '/account-baseline/x'), await put(admin, '/app/x'), await setPolicy(admin), await listUsers(admin)]).toEqual([
    denied, 'allowed', denied, 'allowed',
  ]);
  expect([await createUser(admin, 'bob', '/'), await createUser(admin, 'carol', '/account-baseline/'), await createUser(deployer, 'dave', '/account-baseline/')]).toEqual([
    denied, denied, 'allowed',
  ]);
  // Who must get through.
  expect([await put(deployer, '/account-baseline/x'), await setPolicy(deployer), await put(settings, '/account-baseline/settings/x'), await setPolicy(settings)]).toEqual(Array(4).fill('allowed'));
  expect([await listUsers(elsewhere), await listUsers(rootKeys(other)), await listUsers(rootKeys(endpoint.accountId))]).toEqual(Array(3).fill('allowed'));

  await remove();
  expect([await listUsers(rootKeys(member)), await assume(), await setPolicy(admin), await put(admin, '/account-baseline/x')]).toEqual(Array(4).fill('allowed'));
}, 120_000);
