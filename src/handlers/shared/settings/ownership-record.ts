import { ssm } from '../clients/ssm';
import { Call, failure, only } from '../retry';

/** The custom resource a setting belongs to. */
export interface Owner {
  readonly stackId: string;
  readonly logicalId: string;
}

/**
 * Who set a setting, and what was there before: written before the setting is changed, so that a function that dies half-way, a
 * second delivery of the same event or a construct that moved finds out what has happened.
 */
export interface OwnershipRecord<T> {
  readonly owner: Owner;
  /** The event that wrote it, by which a second delivery of the same event is known. */
  readonly requestId: string;
  /** The last value that the owner did not set; absent if there was none. */
  readonly before?: T;
  /** The value that the owner was asked for. */
  readonly wanted: T;
  /** The values the owner may have set: two while a change is under way, none while it only adopts. */
  readonly set: T[];
  /** The value that was asked for when somebody else's was adopted instead. */
  readonly adopted?: T;
  /** Whom a Create took the setting over from, and the value at that moment, for the rollback of that Create. */
  readonly former?: { readonly record: OwnershipRecord<T>; readonly present?: T };
}

/** The record of one setting: a standard SSM parameter, which is free whatever the account's default tier is, and keeps its former values. */
export interface RecordStore<T> {
  /** Throws `Unreadable` on a record that this release cannot read, so that nobody knows whose the setting is. */
  load(): Promise<OwnershipRecord<T> | undefined>;
  /** @returns nothing if it was to be new and somebody else was faster */
  save(record: OwnershipRecord<T>, isNew?: boolean): Promise<unknown>;
  drop(): Promise<unknown>;
}

/** The parameter in format 1, the only one there has been. */
export function parameter<T>(call: Call, Name: string): RecordStore<T> {
  return {
    async load() {
      const found = await call(ssm, 'ssm:GetParameter', { Name }).catch(only('ParameterNotFound'));
      if (!found) return undefined;
      try {
        const record = JSON.parse(found.Parameter!.Value!);
        if (record.version === 1 && record.owner.stackId && record.set.map) return record;
      } catch {
        // Told below, like every other damage.
      }
      throw failure(`the ownership record ${Name} is damaged or of a newer release: put back its former version, or deploy with that release`, 'Unreadable');
    },
    save: (record, isNew) => call(ssm, 'ssm:PutParameter', {
      Name, Value: JSON.stringify({ version: 1, ...record }), Type: 'String', Tier: 'Standard', Overwrite: !isNew,
    }).catch(only('ParameterAlreadyExists')),
    drop: () => call(ssm, 'ssm:DeleteParameter', { Name }).catch(only('ParameterNotFound')),
  };
}
