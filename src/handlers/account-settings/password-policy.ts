import { iam } from './iam';
import { Setting, show } from './setting';
import { Budget, only } from '../shared/retry';

/** Only what is set: IAM takes what is left out for its default, which is false or none, and refuses a 0. */
export type Policy = Record<string, number | boolean | undefined>;

/** The fields as IAM and the custom resource name them, in the order of the canonical form; numbers with their limits. */
const FIELDS: Record<string, number[]> = {
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
const NAMES = Object.keys(FIELDS);

const policyOf = (value: (field: string) => any): Policy =>
  Object.fromEntries(NAMES.map((field) => [field, value(field) || undefined]));

/** The password policy of the account, for its IAM users. */
export function passwordPolicy({ call }: Budget): Setting<Policy> {
  return {
    properties: NAMES,
    parse(properties) {
      const policy = policyOf((field) => {
        const value = properties[field];
        const text = String(value);
        const [minimum, maximum] = FIELDS[field];
        if (value === undefined || !minimum && text === 'false') return undefined;
        if (minimum ? /^\d+$/.test(text) && +text >= minimum && +text <= maximum : text === 'true') return minimum ? +text : true;
        throw Error(`${field}: ${show(value)} is not ${FIELDS[field].join(' to ') || 'true or false'}`);
      });
      if (!policy.MinimumPasswordLength) throw Error('MinimumPasswordLength is missing');
      return policy;
    },
    async read() {
      const found = (await call(iam, 'iam:GetAccountPasswordPolicy', {}).catch(only('NoSuchEntity')))?.PasswordPolicy;
      return found && policyOf((field) => found[field as keyof typeof found]);
    },
    // Replaces the whole policy.
    apply: (policy) => call(iam, 'iam:UpdateAccountPasswordPolicy', policy),
    remove: () => call(iam, 'iam:DeleteAccountPasswordPolicy', {}).catch(only('NoSuchEntity')),
  };
}
