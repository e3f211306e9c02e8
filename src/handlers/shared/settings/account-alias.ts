import { form } from './fields';
import { same, Setting } from './setting';
import { ACCOUNT_ALIAS } from '../../../account/contract/fields';
import { iam } from '../clients/iam';
import { Budget, failure, only } from '../retry';
import { settle } from '../settle';

/** The sign-in domains of the partitions that do not use the one of `aws`. */
const SIGN_IN_DOMAINS: Record<string, string> = {
  'aws-cn': 'amazonaws.cn',
  'aws-us-gov': 'amazonaws-us-gov.com',
  'aws-eusc': 'amazonaws-eusc.eu',
};

export interface Alias { readonly AccountAlias: string }

/** The alias of the account: one per account, and unique among all accounts of the partition. */
export function accountAlias(budget: Budget, functionArn: string): Setting<Alias> {
  const { call } = budget;
  const [, partition,,, accountId] = functionArn.split(':');
  const { canonical, ...base } = form(ACCOUNT_ALIAS);
  const read = async () => {
    const [AccountAlias] = (await call(iam, 'iam:ListAccountAliases', {})).AccountAliases ?? [];
    return AccountAlias ? { AccountAlias } : undefined;
  };
  return {
    ...base,
    read,
    // IAM replaces the present alias in one step.
    apply: (alias) => call(iam, 'iam:CreateAccountAlias', alias).catch(only<unknown>('EntityAlreadyExists', async () => {
      // This account may have the alias already: IAM says the same then, and after an answer that was lost.
      if (same(await settle(budget, read, (present) => same(present, alias), 5_000), alias)) return;
      throw failure(`the alias ${alias.AccountAlias} is taken by another AWS account: `
        + `try ${alias.AccountAlias.slice(0, 58)}-${accountId.slice(-4)}`, 'Unavailable');
    })),
    remove: (alias) => call(iam, 'iam:DeleteAccountAlias', alias).catch(only('NoSuchEntity')),
    attributes: ({ AccountAlias }) => ({ AccountAlias, SignInUrl: `https://${AccountAlias}.signin.${SIGN_IN_DOMAINS[partition] ?? 'aws.amazon.com'}/console` }),
  };
}
