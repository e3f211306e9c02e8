import { form } from './fields';
import { Setting } from './setting';
import { PASSWORD_POLICY } from '../../../account/contract/fields';
import { iam } from '../clients/iam';
import { Budget, only } from '../retry';

/** Only what is set: IAM uses its default, false or none, for what is left out, and refuses a 0. */
export type Policy = Record<string, number | boolean | undefined>;

/** The password policy of the account, for its IAM users. */
export function passwordPolicy({ call }: Budget): Setting<Policy> {
  const base = form(PASSWORD_POLICY);
  // One call in the code instead of three: the code is a part of every template.
  const send = (operation: 'Get' | 'Update' | 'Delete', policy: Policy = {}): Promise<any> =>
    call<any, any>(iam, `iam:${operation}AccountPasswordPolicy`, policy);
  return {
    ...base,
    parseProperties(properties) {
      const policy = base.parseProperties(properties);
      if (!policy.MinimumPasswordLength) throw Error('MinimumPasswordLength is missing');
      return policy;
    },
    read: async () => base.canonical((await send('Get').catch(only('NoSuchEntity')))?.PasswordPolicy),
    // Replaces the whole policy.
    apply: (policy) => send('Update', policy),
    remove: () => send('Delete').catch(only('NoSuchEntity')),
  };
}
