import { Directory, directory as directoryOf, Holders, Person, takenBy } from './directory';
import type { IdentityCenterUserProperties } from '../../account/contract/identity-center-users';
import { userRecord } from '../../account/contract/parameters';
import { CustomResourceRequest } from '../shared/custom-resource/custom-resource';
import { Failure, only, pause } from '../shared/retry';
import { OwnershipRecord, parameter } from '../shared/settings/ownership-record';
import { settle } from '../shared/settle';

/** A new user can be found by name and by address after this long. */
const PROPAGATION = 10_000;

/** Which user a custom resource has made. It is written before the user is made, and holds neither names nor addresses. */
interface UserRecord extends Pick<OwnershipRecord<string>, 'owner' | 'requestId' | 'set'> {
  /** The identity store. */
  readonly store: string;
  /** A later Create has found the user, which the stack had kept. The rollback of that Create leaves the user. */
  readonly kept?: true;
}

export interface UserLifecycle {
  /** @returns the id of the user */
  create(): Promise<string>;
  /** @returns the id of the user, or undefined if a rollback does not find it */
  update(old: IdentityCenterUserProperties): Promise<string | undefined>;
  /** Deletes the user, if this custom resource has made it. */
  delete(): Promise<unknown>;
}

/** The rules for the user of a custom resource. */
export function userLifecycle(request: CustomResourceRequest, wanted: IdentityCenterUserProperties, isRollback: boolean): UserLifecycle {
  const { budget, note, failedCreate, RequestId: requestId, StackId: stackId, LogicalResourceId: logicalId } = request;
  const { IdentityStoreId: store } = wanted;
  const name = userRecord(stackId, logicalId);
  const records = parameter<string, UserRecord>(budget.call, name);
  const save = (set: string[], isNew?: boolean) => records.save({ owner: { stackId, logicalId }, requestId, store, set }, isNew);
  /** A rollback and a stack that is deleted must not fail because of a record that nobody can read. */
  const loadIfReadable = () => records.load().catch(only<undefined>('Unreadable', ({ message }) => { note(message); }));

  async function create(): Promise<string> {
    const record = await records.load();
    const [made] = record?.set ?? [];
    const directory = directoryOf(budget, store);
    const present = made && await directory.find(made);
    if (present) {
      if (record!.requestId !== requestId) {
        note(`takes up the user ${made}, which this stack has kept`);
        await records.save({ ...record!, kept: true });
      }
      await directory.change(made, wanted, [present]);
      return made;
    }
    // An attempt whose answer was lost has begun to make the user. At that time, nobody had the name or the address.
    const isRepeated = record !== undefined && (!made || record.requestId === requestId);
    const holders = await settle(budget, () => directory.holders(wanted), ([byName, byEmail]) => !isRepeated || byName === byEmail, PROPAGATION);
    let id = isRepeated && bothOf(holders);
    if (!id) {
      const taken = takenBy(holders);
      if (taken) throw taken;
      // Another delivery of the same event was faster.
      if (!await save([], !record)) return create();
      id = await make(directory, isRepeated);
    }
    await save([id]);
    // The template of the earlier attempt may have had other names.
    if (isRepeated) await directory.change(id, wanted, [await directory.find(id)]);
    return id;
  }

  /** @param isRepeated whether an earlier attempt may have made the user */
  async function make(directory: Directory, isRepeated: boolean): Promise<string> {
    for (let tries = 0; ;) {
      let cause: Error;
      try {
        return await directory.create(wanted);
      } catch (error) {
        cause = error as Error;
      }
      const isUnclear = isRepeated || !!(cause as Failure).unclear;
      if (cause.name.startsWith('Conflict')) {
        const holders = await settle(budget, () => directory.holders(wanted), (found) => !!bothOf(found), PROPAGATION);
        const id = bothOf(holders);
        if (id && (isUnclear || (await records.load())?.set[0] === id)) return id;
        // Nobody has them: the directory is busy with another change.
        if (!holders[0] && !holders[1] && await pause(tries++, budget.until)) continue;
        cause = takenBy(holders) ?? cause;
      }
      budget.until = budget.end;
      if (!isUnclear) await records.drop().catch(({ message }) => note(message));
      throw cause;
    }
  }

  async function update(old: IdentityCenterUserProperties): Promise<string | undefined> {
    const record = await (isRollback ? loadIfReadable() : records.load());
    if (record && record.store !== store) throw Error(`the user cannot move from ${record.store} to ${store} in one deployment: take it out first`);
    const directory = directoryOf(budget, store);
    // Without a record, the user is the one who has what CloudFormation knows of it.
    const id = record?.set[0] ?? bothOf(await directory.holders(isRollback ? wanted : old));
    const present = id && await directory.find(id);
    if (present && hasOneOf(present, wanted, old)) {
      if (!record?.set[0]) await save([id]);
      await directory.change(id, wanted, [present, old]);
    } else {
      const problem = `the user ${id ?? `of ${name}`} was deleted or replaced by others: take it out, and add it again in a later deployment`;
      if (!isRollback) throw Error(problem);
      note(problem);
    }
    return id;
  }

  async function deleteUser(): Promise<unknown> {
    const record = await loadIfReadable();
    if (!record) return note('nothing deleted: no record says which user this stack has made');
    if (failedCreate ? record.requestId !== failedCreate : isRollback && record.kept) return note('nothing deleted: the user is of a former deployment');
    const directory = directoryOf(budget, record.store);
    const id = record.set[0] ?? bothOf(await settle(budget, () => directory.holders(wanted), (found) => !!bothOf(found), PROPAGATION));
    const present = id && await directory.find(id);
    if (present && !hasOneOf(present, wanted)) note(`nothing deleted: ${id} has neither the name nor the address that this stack gave it`);
    // A read may not show a new user yet.
    else if (id) await directory.delete(id);
    return records.drop();
  }

  return { create, update, delete: deleteUser };
}

/** The one user with the name and the address. */
function bothOf([byName, byEmail]: Holders): string | undefined {
  return byName === byEmail ? byName : undefined;
}

/** Whether the user has the name or the address of one of these. The record may be forged. */
function hasOneOf(present: Partial<Person>, ...persons: Person[]): boolean {
  const same = (a?: string, b?: string) => a?.toLowerCase() === b?.toLowerCase();
  return persons.some(({ UserName, Email }) => same(UserName, present.UserName) || same(Email, present.Email));
}
