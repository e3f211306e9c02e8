import { stackStatus } from '../shared/custom-resource/sender';
import { Budget, Failure, failure, only } from '../shared/retry';
import { Owner, OwnershipRecord, RecordStore } from '../shared/settings/ownership-record';
import { same, Setting, show } from '../shared/settings/setting';
import { settle } from '../shared/settle';

/** An unexpected value is read again for this long: a read may still return the value before the last write. */
const STALE_READS = 4_000;
/** A write is visible to every read after this long. */
const PROPAGATION = 30_000;

export interface Lifecycle<T> {
  /** Create and Update. @returns the value that the account has then */
  put(wanted: T, onExisting: unknown, isUpdate: boolean): Promise<T>;
  /**
   * Delete: restores the former value, if the account still has the value that this resource set.
   *
   * @param failedCreate the event of the Create, if that failed
   */
  undo(failedCreate?: string): Promise<void>;
}

/**
 * The rules for every setting.
 *
 * @param owner the custom resource of the event
 * @param requestId the event
 * @param isRollback whether the stack of the custom resource rolls back
 * @param note adds to the log and to the answer
 */
export function lifecycle<T>(
  setting: Setting<T>,
  owner: Owner,
  requestId: string,
  records: RecordStore<T>,
  budget: Budget,
  isRollback: boolean,
  note: (text: string) => void,
): Lifecycle<T> {
  const isOwner = (record: OwnershipRecord<T>) => same(record.owner, owner);
  const ownerOf = (record: OwnershipRecord<T>) => `${record.owner.logicalId} of the stack ${record.owner.stackId}`;
  const isIn = (values: T[], value?: T) => values.some((one) => same(one, value));

  /** Sets or removes the value, and waits until a read returns it. */
  async function change(target: T | undefined, present: T | undefined): Promise<void> {
    if (target !== undefined) await setting.apply(target);
    else if (present !== undefined) await setting.remove(present);
    const seen = await settle(budget, setting.read, (value) => same(value, target), PROPAGATION);
    if (!same(seen, target)) throw failure(`${show(target)} was accepted, but the account still has ${show(seen)}`, '', true);
  }

  async function put(wanted: T, onExisting: unknown, isUpdate: boolean): Promise<T> {
    const record = await records.load();
    const owned = record && isOwner(record);
    if (record && !owned) {
      const { stackId } = record.owner;
      // A stack of another region may have set it, too.
      const status = stackId !== owner.stackId && await stackStatus(budget.call, stackId, stackId.split(':')[3]);
      if (status && status !== 'DELETE_COMPLETE') {
        throw Error(`${ownerOf(record)} (${status}) owns the setting: remove it there with RemovalPolicy.DESTROY first`);
      }
      note(`takes over from ${ownerOf(record)}`);
    }

    const known = record?.set ?? [];
    // The wanted value is read again, too: it may be a former one that has just been replaced.
    const present = await settle(budget, setting.read, (value) => isIn(known, value) || !record && value === undefined, STALE_READS);
    const ours = isIn(known, present);
    // What others have set since counts as the former value: it is restored one day, and not what they replaced.
    const before = ours ? record?.before : present;
    const theirs = !ours && present !== undefined && !same(present, wanted);

    if (theirs && !isUpdate && onExisting === 'FAIL') {
      throw Error(`onExisting is FAIL: the account has ${show(present)}, the template asks for ${show(wanted)}`);
    }
    // An Update adopts if it requests the same value again, or returns to it because the stack rolls back.
    const adopts = onExisting === 'ADOPT' && before !== undefined
      && (isUpdate ? same(record?.adopted, wanted) && (!ours || isRollback) : theirs);
    const target = adopts ? before : wanted;
    if (adopts || theirs) note(`${adopts ? 'adopts' : 'replaces'} ${show(before)}`);

    const set = adopts ? [] : [wanted];
    const next: OwnershipRecord<T> = {
      owner,
      requestId,
      before,
      wanted,
      set: ours && !isIn(set, present) ? [...set, present!] : set,
      adopted: adopts ? wanted : record?.adopted,
      former: record?.requestId === requestId ? record.former
        : record && !(owned && isUpdate) ? { record: { ...record, former: undefined }, present } : undefined,
    };
    if (!await records.save(next, !record)) return put(wanted, onExisting, isUpdate);
    // A change that partially failed leaves two values that are ours; a read may not show yet which one it is.
    if (known[1] || !same(present, target)) await change(target, present).catch((cause) => putBack(cause, target, present, record));
    // From now on the former value does not count as ours.
    if (next.set !== set) await records.save({ ...next, set }).catch((error) => note(error.message));
    return target;
  }

  /** After a change that failed: restores the account and the record, or says what is left. */
  async function putBack(cause: Failure, target?: T, present?: T, record?: OwnershipRecord<T>): Promise<never> {
    budget.until = budget.end;
    try {
      if (cause.unclear || !same(await setting.read(), present)) await change(present, target);
      await (record ? records.save(record) : records.drop());
    } catch (error) {
      cause.message += `. Restoring ${show(present)} failed too: ${(error as Error).message}`;
    }
    throw cause;
  }

  async function undo(failedCreate?: string): Promise<void> {
    const record = await records.load().catch(only('Unreadable', (error) => { note(error.message); }));
    if (!record || !isOwner(record)) {
      note(`nothing undone: the owner is ${record ? ownerOf(record) : 'unknown'}`);
      // The resource that owned the setting before is gone, so that the move is final.
      if (record?.former && isOwner(record.former.record)) await records.save({ ...record, former: undefined });
      return;
    }
    const { set, before, former } = record;
    // The same resource may own the setting already, since the stack retained it: then the Create failed before it wrote the record, or this
    // Delete has restored the setting before.
    if (failedCreate && record.requestId !== failedCreate || record.requestId === requestId) return note('nothing to undo');
    // The rollback of the Create that took the setting over returns it.
    const back = isRollback && former;
    const target = back ? back.present : before;
    const present = await settle(budget, setting.read, (value) => isIn(set, value), STALE_READS);
    if (!isIn(set, present)) {
      note(`nothing undone: ${show(present)} is not what this stack set`);
    } else if (target && !setting.isAllowed(target)) {
      note(`nothing undone: ${show(target)} is not allowed`);
    } else if (!same(present, target)) {
      note(`restores ${show(target)}`);
      await change(target, present).catch(only('Unavailable', (error) => {
        note(error.message);
        return change(undefined, present);
      })).catch((cause) => putBack(cause, target, present, record));
    }
    await (back ? records.save({ ...back.record, requestId }) : records.drop());
  }

  return { put, undo };
}
