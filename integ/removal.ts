import {
  DeactivateMFADeviceCommand, DeleteAccessKeyCommand, DeleteLoginProfileCommand, DeleteRoleCommand, DeleteRolePolicyCommand,
  DeleteUserCommand, DeleteUserPolicyCommand, DeleteVirtualMFADeviceCommand, ListAccessKeysCommand, ListGroupsForUserCommand,
  ListMFADevicesCommand, ListRolePoliciesCommand, ListRoleTagsCommand, ListUserPoliciesCommand, ListUserTagsCommand,
  paginateListVirtualMFADevices, RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { Account, ifThere } from './account';
import { ADMINISTRATOR, OUTSIDER, POWER_USER, PROBE_ROLE } from './identities';
import { eventually } from './outcome';
import { MARK, PREFIX } from './person';

/** What an assertion must fail to make: it would be there only if the baseline does not hold. */
export const ESCALATED_USER = PREFIX + 'escalated';

const USERS = [ADMINISTRATOR, POWER_USER, OUTSIDER, ESCALATED_USER];

/**
 * Removes the resources of a run from the account, this one or one that was interrupted. A resource with such a name and without the
 * mark belongs to another user.
 *
 * @throws with everything that could not be removed
 */
export async function removeTestIdentities(account: Account): Promise<void> {
  const failed: string[] = [];
  const attempt = (what: string, work: () => Promise<void>) => work().catch((error: Error) => failed.push(`${what}: ${error.message}`));
  for (const userName of USERS) await attempt(`user ${userName}`, () => removeUser(account, userName));
  await attempt(`role ${PROBE_ROLE}`, () => removeProbeRole(account));
  await attempt('virtual MFA devices', () => removeDevices(account));
  if (failed.length > 0) throw new Error(`Remove manually, since these have been made for the test and could not be removed:\n  ${failed.join('\n  ')}`);
}

async function removeUser(account: Account, UserName: string): Promise<void> {
  const { iam } = account.owner;
  const tags = await ifThere(iam.send(new ListUserTagsCommand({ UserName })));
  // The user that must not be created has no mark, since its creator does not set one.
  if (!tags || UserName !== ESCALATED_USER && !tags.Tags!.some(isMark)) return;
  for (const { AccessKeyId } of (await iam.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata!) {
    await ifThere(iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })));
  }
  for (const { GroupName } of (await iam.send(new ListGroupsForUserCommand({ UserName }))).Groups!) {
    await ifThere(iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName })));
  }
  for (const { SerialNumber } of (await iam.send(new ListMFADevicesCommand({ UserName }))).MFADevices!) {
    await ifThere(iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber })));
    await ifThere(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber })));
  }
  for (const PolicyName of (await iam.send(new ListUserPoliciesCommand({ UserName }))).PolicyNames!) {
    await ifThere(iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName })));
  }
  await ifThere(iam.send(new DeleteLoginProfileCommand({ UserName })));
  await eventually(account, () => ifThere(iam.send(new DeleteUserCommand({ UserName }))), /DeleteConflict|EntityTemporarilyUnmodifiable/);
}

async function removeProbeRole(account: Account): Promise<void> {
  const { iam } = account.owner;
  const tags = await ifThere(iam.send(new ListRoleTagsCommand({ RoleName: PROBE_ROLE })));
  if (!tags?.Tags!.some(isMark)) return;
  for (const PolicyName of (await iam.send(new ListRolePoliciesCommand({ RoleName: PROBE_ROLE }))).PolicyNames!) {
    await ifThere(iam.send(new DeleteRolePolicyCommand({ RoleName: PROBE_ROLE, PolicyName })));
  }
  await eventually(account, () => ifThere(iam.send(new DeleteRoleCommand({ RoleName: PROBE_ROLE }))), /DeleteConflict|ConcurrentModification/);
}

/** Those that a run has made and enabled for nobody. */
async function removeDevices(account: Account): Promise<void> {
  const { iam } = account.owner;
  for await (const { VirtualMFADevices } of paginateListVirtualMFADevices({ client: iam }, { AssignmentStatus: 'Unassigned' })) {
    for (const { SerialNumber } of VirtualMFADevices!) {
      if (SerialNumber!.includes(`:mfa/${PREFIX}`)) await ifThere(iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber })));
    }
  }
}

function isMark({ Key, Value }: { Key?: string; Value?: string }): boolean {
  return Key === MARK.Key && Value === MARK.Value;
}
