import { Budget } from '../shared/retry';
import { OwnershipRecord, RecordStore } from '../shared/settings/ownership-record';
import { same, Setting, show } from '../shared/settings/setting';
import { settle } from '../shared/settle';

/** An unexpected value is read again for this long: a change of the stack may be in progress. */
const STALE_READS = 3_000;
/** A write is visible to every read after this long. */
const PROPAGATION = 30_000;
const HOUR = 3_600_000;
/** A setting that was restored this often within an hour is not restored again in that hour. */
const REVERTS = 3;

/** What the guard remembers in the record. The settings function drops it whenever the stack changes the setting. */
export interface Drift<T> {
  /** The value that is not ours; null for a setting that is gone; absent while all is well. */
  readonly seen?: T | null;
  /** Whether an email was sent about it. */
  readonly told?: boolean;
  /** When the setting was restored, in milliseconds since the epoch. */
  readonly healed: number[];
}

export interface GuardedRecord<T> extends OwnershipRecord<T> {
  readonly drift?: Drift<T>;
}

/**
 * Checks one setting, and handles a value that the stack did not set.
 *
 * The ownership record says whether a change is the stack's own: the settings function writes the record before it makes the change.
 * Everybody with `ssm:PutParameter` can write it, too. It therefore never decides what is set: the guard restores only the value that its
 * own configuration has, and only while the record agrees with it.
 *
 * @param configured the value that the stack of the guard was deployed with; undefined if that stack does not know it
 * @param heals whether the value is restored, or only reported
 * @param tell tells people; what it is about is remembered only afterwards, so that a message is rather sent twice than never
 */
export async function guard<T>(
  setting: Setting<T>,
  records: RecordStore<T>,
  budget: Budget,
  configured: T | undefined,
  heals: boolean,
  tell: (what: string, text: string) => Promise<unknown>,
): Promise<string> {
  // The value before the record: the settings function writes them in the other order.
  const look = async () => {
    const present = await setting.read();
    return { present, record: await records.load() as GuardedRecord<T> | undefined };
  };
  // While the stack only adopts a value, that one is expected.
  const expected = ({ set, before }: OwnershipRecord<T>) => set.length ? set : [before];
  const isExpected = (seen: Awaited<ReturnType<typeof look>>) => !seen.record || expected(seen.record).some((one) => same(one, seen.present));
  const { present, record } = await settle(budget, look, isExpected, STALE_READS);
  if (!record) return 'has no ownership record: nothing to guard';

  const { drift, ...rest } = record;
  const now = Date.now();
  const healed = (drift?.healed ?? []).filter((time) => time > now - HOUR);
  const remember = (next?: Drift<T>) => records.save({ ...rest, drift: next } as OwnershipRecord<T>);
  const [wanted] = record.set.length ? [record.wanted] : [record.before];

  const isForeign = configured !== undefined && !same(record.wanted, configured);
  if (!isForeign && expected(record).some((one) => same(one, present))) {
    if (drift?.seen === undefined) return 'is as the stack wants it';
    // The guard died after it had put the value back, or people did it.
    await tell('is as wanted again', `It was ${show(drift.seen)} and is ${show(present)} again.`);
    await remember(healed.length ? { healed } : undefined);
    return 'is as the stack wants it again';
  }

  const seen = present ?? null;
  const restores = heals && configured !== undefined && !isForeign && record.set.length > 0;
  if (drift?.told && same(drift.seen, seen)) {
    if (!restores || healed.length >= REVERTS) return `is ${show(present)}, which was told before`;
  }
  const values = `It is ${show(present)}; the ${isForeign ? 'record' : 'stack'} ${record.set.length ? 'wants' : 'adopted'} ${show(wanted)}.`;
  const told = async (what: string, text: string) => {
    await tell(what, `${values}\n${text}`);
    await remember({ seen, told: true, healed });
    return `is ${show(present)} and not ${show(wanted)}: ${what}`;
  };
  if (isForeign) {
    return told('has an ownership record that the guard does not know', `The stack of the guard was deployed with ${show(configured)}. `
      + 'If you changed the setting in its own stack, deploy the stack of the guard. If nobody did, find out who wrote the record.');
  }
  if (!restores) {
    return told('was changed outside of the stack', 'Restore it manually, or change the stack and deploy it.');
  }
  if (healed.length >= REVERTS) {
    return told('is repeatedly reverted', `It was restored ${REVERTS} times within an hour and changed again each time. The guard does nothing for an hour `
      + 'after the last time, or until the stack changes the setting. Find out who changes it.');
  }

  // Written before the change, so that a guard that dies on the way is counted too.
  await remember({ seen, healed: [...healed, now] });
  try {
    await setting.apply(configured);
    const after = await settle(budget, setting.read, (value) => same(value, configured), PROPAGATION);
    if (!same(after, configured)) throw Error(`it was accepted, but the account still has ${show(after)}`);
  } catch (error) {
    return told('could not be put back', (error as Error).message);
  }
  await tell('was put back', `It was ${show(present)}; it is ${show(configured)} again, as the stack wants it.`);
  await remember({ healed: [...healed, now] });
  return `was ${show(present)}: put back`;
}
