import { Budget, Failure, failure, only } from '../shared/retry';
import { Owner, OwnershipRecord, RecordStore } from '../shared/settings/ownership-record';
import { same, Setting, show } from '../shared/settings/setting';

/** How long a value that nobody expected is read again: it may be older than what was written last. */
const DOUBT = 4_000;
/** How long a write may take to be seen. */
const VISIBLE = 30_000;

export interface Lifecycle<T> {
  /** Create and Update. @returns the value that the account has afterwards */
  put(wanted: T, onExisting: unknown, isUpdate: boolean): Promise<T>;
  /**
   * Delete: puts back what was there, if the setting is still ours.
   *
   * @param created the event of the Create, if that failed
   */
  undo(created?: string): Promise<void>;
}

/**
 * The rules for any setting; nothing here calls AWS but through what it is given.
 *
 * @param owner the custom resource an event is for
 * @param requestId the event
 * @param stackStatus the status of a stack, or nothing if it does not exist
 * @param note takes what happened, for the log and for the answer
 */
export function lifecycle<T>(
  setting: Setting<T>,
  owner: Owner,
  requestId: string,
  records: RecordStore<T>,
  { settle, restoring }: Pick<Budget, 'settle' | 'restoring'>,
  stackStatus: (stackId: string) => Promise<string | undefined>,
  note: (text: string) => void,
): Lifecycle<T> {
  const isOwner = (record: OwnershipRecord<T>) => same(record.owner, owner);
  const ownerOf = (record: OwnershipRecord<T>) => `${record.owner.logicalId} of the stack ${record.owner.stackId}`;
  const isIn = (values: T[], value?: T) => values.some((one) => same(one, value));
  const isRollback = async () => /ROLLBACK/.test(await stackStatus(owner.stackId) ?? '');

  /** Sets or removes, and waits until it is seen. */
  async function change(target: T | undefined, present: T | undefined): Promise<void> {
    if (target !== undefined) await setting.apply(target);
    else if (present !== undefined) await setting.remove(present);
    const seen = await settle(setting.read, (value) => same(value, target), VISIBLE);
    if (!same(seen, target)) throw failure(`${show(target)} was accepted, but the account still has ${show(seen)}`, '', true);
  }

  async function put(wanted: T, onExisting: unknown, isUpdate: boolean): Promise<T> {
    const record = await records.load();
    const owned = record && isOwner(record);
    if (record && !owned) {
      const status = record.owner.stackId !== owner.stackId && await stackStatus(record.owner.stackId);
      if (status && status !== 'DELETE_COMPLETE') {
        throw Error(`${ownerOf(record)} (${status}) owns the setting: remove it there with RemovalPolicy.DESTROY first`);
      }
      note(`takes over from ${ownerOf(record)}`);
    }

    const known = record?.set ?? [];
    // Also the wanted value is doubted: it may be a former one that has just been replaced.
    const present = await settle(setting.read, (value) => isIn(known, value) || !record && value === undefined, DOUBT);
    const ours = isIn(known, present);
    // What others have set since counts as what was there before: that is put back one day, and not what they replaced with it.
    const before = ours ? record?.before : present;
    const theirs = !ours && present !== undefined && !same(present, wanted);

    if (theirs && !isUpdate && onExisting === 'FAIL') {
      throw Error(`onExisting is FAIL: the account has ${show(present)}, the template asks for ${show(wanted)}`);
    }
    // An Update adopts if it asks for the same again, or goes back to it because the stack rolls back.
    const adopts = onExisting === 'ADOPT' && before !== undefined
      && (isUpdate ? same(record?.adopted, wanted) && (!ours || await isRollback()) : theirs);
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
    // Two values are ours where a change ended half-way: which of them it is a read may not know yet.
    if (known[1] || !same(present, target)) await change(target, present).catch((cause) => putBack(cause, target, present, record));
    // Only now does the former value no longer count as ours.
    if (next.set !== set) await records.save({ ...next, set }).catch((error) => note(error.message));
    return target;
  }

  /** After a change that failed: leaves the account and the record as they were, or says what is left. */
  async function putBack(cause: Failure, target?: T, present?: T, record?: OwnershipRecord<T>): Promise<never> {
    restoring();
    try {
      if (cause.unclear || !same(await setting.read(), present)) await change(present, target);
      await (record ? records.save(record) : records.drop());
    } catch (error) {
      cause.message += `. Putting back ${show(present)} failed too: ${(error as Error).message}`;
    }
    throw cause;
  }

  async function undo(created?: string): Promise<void> {
    const record = await records.load().catch(only('Unreadable', (error) => { note(error.message); }));
    if (!record || !isOwner(record)) {
      note(`nothing undone: the owner is ${record ? ownerOf(record) : 'unknown'}`);
      // The resource that the setting moved away from is gone, so that the move is final.
      if (record?.former && isOwner(record.former.record)) await records.save({ ...record, former: undefined });
      return;
    }
    const { set, before, former } = record;
    // The same resource may own the setting from before, since the stack had kept it: then the Create that failed did not get as far as
    // the record, or this Delete has given the setting back already.
    if (created && record.requestId !== created || record.requestId === requestId) return note('nothing to undo');
    // The rollback of the Create that took the setting over gives it back.
    const back = former && await isRollback() && former;
    const target = back ? back.present : before;
    const present = await settle(setting.read, (value) => isIn(set, value), DOUBT);
    if (!isIn(set, present)) {
      note(`nothing undone: ${show(present)} is not what this stack set`);
    } else if (!same(present, target)) {
      note(`puts back ${show(target)}`);
      await change(target, present).catch(only('Unavailable', (error) => {
        note(error.message);
        return change(undefined, present);
      })).catch((cause) => putBack(cause, target, present, record));
    }
    await (back ? records.save({ ...back.record, requestId }) : records.drop());
  }

  return { put, undo };
}
