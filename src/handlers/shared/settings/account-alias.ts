import { iam } from '../clients/iam';
import { Budget, failure, only } from '../retry';
import { Setting } from './setting';

/** The sign-in domains of the partitions that do not use the first one's. */
const SIGN_IN_DOMAINS: Record<string, string> = {
  'aws-cn': 'amazonaws.cn',
  'aws-us-gov': 'amazonaws-us-gov.com',
  'aws-eusc': 'amazonaws-eusc.eu',
};

/** The alias of the account: one per account, and unique among all accounts of the partition. */
export function accountAlias({ call, settle }: Budget, functionArn: string): Setting<string> {
  const [, partition,,, accountId] = functionArn.split(':');
  const read = async () => (await call(iam, 'iam:ListAccountAliases', {})).AccountAliases?.[0];
  return {
    properties: ['AccountAlias'],
    read,
    parse({ AccountAlias }) {
      if (typeof AccountAlias === 'string' && /^(?!\d{12}$)[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/.test(AccountAlias)) return AccountAlias;
      throw Error(`AccountAlias: ${AccountAlias} is not 3 to 63 of a-z, 0-9 and single inner hyphens, or 12 digits`);
    },
    // IAM replaces the present alias in one step.
    apply: (AccountAlias) => call(iam, 'iam:CreateAccountAlias', { AccountAlias }).catch(only<unknown>('EntityAlreadyExists', async () => {
      // By whom? By this account if it has the alias already, or if the answer to an earlier attempt was lost.
      if (await settle(read, (present) => present === AccountAlias, 5_000) !== AccountAlias) {
        throw failure(`the alias ${AccountAlias} is taken by another AWS account: `
          + `choose another one, for example ${AccountAlias.slice(0, 58)}-${accountId.slice(-4)}`, 'Unavailable');
      }
    })),
    remove: (AccountAlias) => call(iam, 'iam:DeleteAccountAlias', { AccountAlias }).catch(only('NoSuchEntity')),
    attributes: (AccountAlias) => ({ AccountAlias, SignInUrl: `https://${AccountAlias}.signin.${SIGN_IN_DOMAINS[partition] ?? 'aws.amazon.com'}/console` }),
  };
}
