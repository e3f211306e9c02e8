import { Setting, show } from './setting';
import { failure } from '../retry';

/** What EC2 says about a setting that an organisation's declarative policy may take out of the account's hands. */
export interface Managed<T> {
  readonly value?: T;
  readonly ManagedBy?: string;
  /** What the organisation wants people to know. */
  readonly ManagedExceptionMessage?: string;
}

/** A setting of EC2, apart from what follows from declarative policies. */
export interface ManagedSetting<T> extends Omit<Setting<T>, 'read'> {
  /** @param wanted what Create or Update asks for; nothing in a Delete */
  look(wanted?: T): Promise<Managed<T>>;
  /** Whether what the policy enforces is as strict as what is asked for. */
  suffices(enforced: T, wanted: T): boolean;
}

/**
 * Under a declarative policy that is as strict as asked for, the account has what is asked for. What a policy enforces otherwise is a
 * value that nobody in the account has set, so that it is neither replaced nor undone.
 */
export function managed<T>({ look, suffices, ...setting }: ManagedSetting<T>): Setting<T> {
  let wanted: T | undefined;
  let present: Managed<T>;
  const isEnforced = () => present.ManagedBy === 'declarative-policy';
  return {
    ...setting,
    parse: (properties) => wanted = setting.parse(properties),
    async read() {
      present = await look(wanted);
      const { value, ManagedBy } = present;
      return !isEnforced() ? value : wanted && value && suffices(value, wanted) ? wanted : { ManagedBy, value } as T;
    },
    async apply(value) {
      // EC2 would refuse it, with an error code that is not documented.
      if (isEnforced()) {
        throw failure(`a declarative policy of the organization enforces ${show(present.value)}: `
          + (present.ManagedExceptionMessage || 'have it changed, or leave the setting out'), 'Unavailable');
      }
      return setting.apply(value);
    },
    attributes: () => ({ ManagedBy: present.ManagedBy || 'account' }),
  };
}
