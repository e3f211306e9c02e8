import { GetAccountPasswordPolicyCommand, ListAccountAliasesCommand, PasswordPolicy } from '@aws-sdk/client-iam';
import { Account, ifThere } from './account';

/** The settings that the baseline changes and must put back. */
export interface Settings {
  readonly alias?: string;
  readonly passwordPolicy?: PasswordPolicy;
}

export async function readSettings({ owner: { iam } }: Account): Promise<Settings> {
  const { AccountAliases } = await iam.send(new ListAccountAliasesCommand({}));
  const answer = await ifThere(iam.send(new GetAccountPasswordPolicyCommand({})));
  return { alias: AccountAliases![0], passwordPolicy: answer?.PasswordPolicy };
}
