import { ssm } from '../clients/ssm';
import { Call, failure, only } from '../retry';

/** The custom resource that a setting belongs to. */
export interface Owner {
  readonly stackId: string;
  readonly logicalId: string;
}

/**
 * Who set a setting, and its former value. It is written before the setting is changed, so that a function that was killed, a second
 * delivery of the same event, or a construct that moved can tell what has happened.
 */
export interface OwnershipRecord<T> {
  readonly owner: Owner;
  /** The event that wrote it. A second delivery of that event is recognized by it. */
  readonly requestId: string;
  /** The last value that the owner did not set; absent if there was none. */
  readonly before?: T;
  /** The value that the owner requests. */
  readonly wanted: T;
  /** The values that the owner may have set: two while a change is in progress, none while it adopts. */
  readonly set: T[];
  /** The value that was requested when the present one was adopted instead. */
  readonly adopted?: T;
  /** The record and the value that a Create took over, for the rollback of that Create. */
  readonly former?: { readonly record: OwnershipRecord<T>; readonly present?: T };
}

/** The record of one setting: a standard SSM parameter, which is free whatever the account's default tier is, and keeps its former versions. */
export interface RecordStore<T, R = OwnershipRecord<T>> {
  /** Throws `Unreadable` on a record that this release cannot read: then the owner of the setting is unknown. */
  load(): Promise<R | undefined>;
  /** @returns undefined if the record is new and another function wrote one first */
  save(record: R, isNew?: boolean): Promise<unknown>;
  drop(): Promise<unknown>;
}

/** The parameter in format 1, the only one there has been. */
export function parameter<T, R = OwnershipRecord<T>>(call: Call, Name: string): RecordStore<T, R> {
  return {
    async load() {
      const found = await call(ssm, 'ssm:GetParameter', { Name }).catch(only('ParameterNotFound'));
      if (!found) return undefined;
      try {
        const record = JSON.parse(found.Parameter!.Value!);
        if (record.version === 1 && record.owner.stackId && record.set.map) return record;
      } catch {
        // Reported below, as any other damage is.
      }
      throw failure(`the ownership record ${Name} is damaged or of a newer release: restore a former version`, 'Unreadable');
    },
    save: (record, isNew) => call(ssm, 'ssm:PutParameter', {
      Name, Value: JSON.stringify({ version: 1, ...record }), Type: 'String', Tier: 'Standard', Overwrite: !isNew,
    }).catch(only('ParameterAlreadyExists')),
    drop: () => call(ssm, 'ssm:DeleteParameter', { Name }).catch(only('ParameterNotFound')),
  };
}
