import { Setting, show } from './setting';
import { failure } from '../retry';

/** What EC2 returns for a setting that a declarative policy of the organization may enforce. */
export interface Managed<T> {
  readonly value?: T;
  readonly ManagedBy?: string;
  /** The message of the organization. */
  readonly ManagedExceptionMessage?: string;
}

/** A setting of EC2, without what follows from declarative policies. */
export interface ManagedSetting<T> extends Omit<Setting<T>, 'read'> {
  /** @param wanted what Create or Update requests; undefined in a Delete */
  look(wanted?: T): Promise<Managed<T>>;
  /** Whether the policy is as strict as the request. */
  suffices(enforced: T, wanted: T): boolean;
}

/**
 * A declarative policy that is as strict as the request satisfies it. Any other value that a policy enforces was set by nobody in the
 * account: it is neither replaced nor undone.
 */
export function managed<T>({ look, suffices, ...setting }: ManagedSetting<T>): Setting<T> {
  let wanted: T | undefined;
  let present: Managed<T>;
  const isEnforced = () => present.ManagedBy === 'declarative-policy';
  return {
    ...setting,
    parseProperties: (properties) => wanted = setting.parseProperties(properties),
    async read() {
      present = await look(wanted);
      const { value, ManagedBy } = present;
      return !isEnforced() ? value : wanted && value && suffices(value, wanted) ? wanted : { ManagedBy, value } as T;
    },
    async apply(value) {
      // EC2 would refuse it, with an error code that is not documented.
      if (isEnforced()) {
        throw failure(`a declarative policy of the organization enforces ${show(present.value)}: `
          + (present.ManagedExceptionMessage || 'leave the setting out'), 'Unavailable');
      }
      return setting.apply(value);
    },
    attributes: () => ({ ManagedBy: present.ManagedBy || 'account' }),
  };
}
