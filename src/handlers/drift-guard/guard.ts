import { Budget } from '../shared/retry';
import { OwnershipRecord, RecordStore } from '../shared/settings/ownership-record';
import { same, Setting, show } from '../shared/settings/setting';
import { settle } from '../shared/settle';

/** How long a value that nobody expected is read again: a change of the stack's own may be under way. */
const DOUBT = 3_000;
/** How long a write may take to be seen. */
const VISIBLE = 30_000;
const HOUR = 3_600_000;
/** How often a setting is put back within an hour before somebody is asked to look. */
const FIGHTS = 3;

/** What the guard remembers, beside what the settings function writes, which drops it whenever the stack changes the setting. */
export interface Drift<T> {
  /** The value that is not ours; null for a setting that is gone; absent while all is well. */
  readonly seen?: T | null;
  /** Whether somebody was told of it. */
  readonly told?: boolean;
  /** When the setting was put back, in milliseconds since the epoch. */
  readonly healed: number[];
}

export interface GuardedRecord<T> extends OwnershipRecord<T> {
  readonly drift?: Drift<T>;
}

/**
 * Looks at one setting, and deals with a value that the stack did not set; nothing here calls AWS but through what it is given.
 * What the record says decides: a change of the stack's own is in the record before it is made, and so never counts as drift.
 *
 * @param heals whether the value is put back, or only told of
 * @param tell tells people; what it is about is remembered only afterwards, so that a message is rather sent twice than never
 */
export async function guard<T>(
  setting: Setting<T>,
  records: RecordStore<T>,
  budget: Budget,
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
  const { present, record } = await settle(budget, look, isExpected, DOUBT);
  if (!record) return 'has no ownership record: nothing to guard';

  const { drift, ...rest } = record;
  const now = Date.now();
  const healed = (drift?.healed ?? []).filter((time) => time > now - HOUR);
  const remember = (next?: Drift<T>) => records.save({ ...rest, drift: next } as OwnershipRecord<T>);
  const [wanted] = record.set.length ? [record.wanted] : [record.before];

  if (expected(record).some((one) => same(one, present))) {
    if (drift?.seen === undefined) return 'is as the stack wants it';
    // The guard died after it had put the value back, or people did it.
    await tell('is as wanted again', `It was ${show(drift.seen)} and is ${show(present)} again.`);
    await remember(healed.length ? { healed } : undefined);
    return 'is as the stack wants it again';
  }

  const seen = present ?? null;
  if (drift?.told && same(drift.seen, seen)) {
    if (!heals || !record.set.length || healed.length >= FIGHTS) return `is ${show(present)}, which was told before`;
  }
  const values = `It is ${show(present)}; the stack ${record.set.length ? 'wants' : 'adopted'} ${show(wanted)}.`;
  const told = async (what: string, text: string) => {
    await tell(what, `${values}\n${text}`);
    await remember({ seen, told: true, healed });
    return `is ${show(present)} and not ${show(wanted)}: ${what}`;
  };
  if (!heals || !record.set.length) {
    return told('was changed outside of the stack', 'Put it back by hand, or change the stack and deploy it.');
  }
  if (healed.length >= FIGHTS) {
    return told('is fought over', `It was put back ${FIGHTS} times within an hour and changed again each time: nothing is done any more for an hour after `
      + 'the last time, or until the stack changes it. Find out who changes it.');
  }

  // Written before the change, so that a guard that dies on the way is counted too.
  await remember({ seen, healed: [...healed, now] });
  try {
    await setting.apply(record.wanted);
    const after = await settle(budget, setting.read, (value) => same(value, record.wanted), VISIBLE);
    if (!same(after, record.wanted)) throw Error(`it was accepted, but the account still has ${show(after)}`);
  } catch (error) {
    return told('could not be put back', (error as Error).message);
  }
  await tell('was put back', `It was ${show(present)}; it is ${show(record.wanted)} again, as the stack wants it.`);
  await remember({ healed: [...healed, now] });
  return `was ${show(present)}: put back`;
}
