import { Budget, only } from '../retry';
import { Fields, form, pick } from './fields';
import { Setting } from './setting';
import { iam } from '../clients/iam';

/** Only what is set: IAM takes what is left out for its default, which is false or none, and refuses a 0. */
export type Policy = Record<string, number | boolean | undefined>;

const FIELDS: Fields = {
  MinimumPasswordLength: [6, 128],
  MaxPasswordAge: [1, 1095],
  PasswordReusePrevention: [1, 24],
  RequireLowercaseCharacters: [],
  RequireUppercaseCharacters: [],
  RequireNumbers: [],
  RequireSymbols: [],
  AllowUsersToChangePassword: [],
  HardExpiry: [],
};

/** The password policy of the account, for its IAM users. */
export function passwordPolicy({ call }: Budget): Setting<Policy> {
  const base = form(FIELDS);
  return {
    ...base,
    parse(properties) {
      const policy = base.parse(properties);
      if (!policy.MinimumPasswordLength) throw Error('MinimumPasswordLength is missing');
      return policy;
    },
    async read() {
      const found: any = (await call(iam, 'iam:GetAccountPasswordPolicy', {}).catch(only('NoSuchEntity')))?.PasswordPolicy;
      return found && pick(FIELDS, (field) => found[field]);
    },
    // Replaces the whole policy.
    apply: (policy) => call(iam, 'iam:UpdateAccountPasswordPolicy', policy),
    remove: () => call(iam, 'iam:DeleteAccountPasswordPolicy', {}).catch(only('NoSuchEntity')),
  };
}
