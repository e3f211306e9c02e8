import { GetGroupCommand, GetRoleCommand, ListUserTagsCommand } from '@aws-sdk/client-iam';
import { paginateGetParametersByPath } from '@aws-sdk/client-ssm';
import { Account, ifThere } from './account';
import { GROUPS, NAMED_ROLES, RECORDS, STACK_NAME } from './account-baseline';
import { ADMINISTRATOR, OUTSIDER, POWER_USER } from './identities';
import { MARK } from './person';

/**
 * Why the account is not to be touched: it has a baseline, or something of a name that the test needs.
 *
 * What an interrupted run has left is no reason: the next one takes it over and removes it.
 */
export async function conflictingResources(account: Account): Promise<string[]> {
  const found: string[] = [];
  for await (const { Parameters } of paginateGetParametersByPath({ client: account.owner.ssm }, { Path: RECORDS, Recursive: true })) {
    const others = Parameters!.filter(({ Value }) => !Value!.includes(`:stack/${STACK_NAME}/`));
    found.push(...others.map(({ Name }) => `the ownership record ${Name}, so that another stack owns that setting`));
  }
  for (const UserName of [ADMINISTRATOR, POWER_USER, OUTSIDER]) {
    const tags = await ifThere(account.owner.iam.send(new ListUserTagsCommand({ UserName })));
    if (tags && !tags.Tags!.some(({ Key, Value }) => Key === MARK.Key && Value === MARK.Value)) found.push(`the user ${UserName}, without the mark of the test`);
  }
  if (await account.stack()) return found;
  for (const GroupName of Object.values(GROUPS)) {
    if (await ifThere(account.owner.iam.send(new GetGroupCommand({ GroupName })))) found.push(`the group ${GroupName}`);
  }
  for (const RoleName of NAMED_ROLES) {
    if (await ifThere(account.owner.iam.send(new GetRoleCommand({ RoleName })))) found.push(`the role ${RoleName}`);
  }
  return found;
}
