import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Account } from './account';
import { ASSERTIONS } from './assertions';
import { createTestIdentities } from './identities';
import { conflictingResources } from './refusal';
import { removeTestIdentities } from './removal';
import { ask, page, Result } from './report';
import { readSettings } from './settings';

/** The data that one step of a run stores for another one, and the report. */
const folder = () => process.env.INTEGRATION_FOLDER ?? join(tmpdir(), 'secure-account-baseline-integration');
const beforeFile = () => join(folder(), 'before.json');
const reportFile = () => join(folder(), 'report.md');

/** The steps of a run, which integ-runner calls in this order; the last two also where one before has failed. */
export const STEPS: Record<string, (account: Account) => Promise<void>> = {
  /** Refuses an account that has a baseline, and remembers the settings. */
  async 'before-deploy'(account) {
    rmSync(reportFile(), { force: true });
    const found = await conflictingResources(account);
    if (found.length > 0) {
      throw new Error(`Account ${account.id} is left as it is, since it has\n  ${found.join('\n  ')}\nThe test is for an account that has no baseline.`);
    }
    await removeTestIdentities(account);
    // A stack that an interrupted run has left has changed them already, and remembers them itself.
    if (await account.stack()) return rmSync(beforeFile(), { force: true });
    mkdirSync(folder(), { recursive: true });
    writeFileSync(beforeFile(), JSON.stringify({ account: account.id, settings: await readSettings(account) }));
  },

  /** Makes the people of the test, asks, and removes them, whatever happens. */
  async 'after-deploy'(account) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => void removeTestIdentities(account).finally(() => process.exit(1)));
    }
    let results: Result[];
    try {
      results = await ask(ASSERTIONS, await createTestIdentities(account));
    } finally {
      await removeTestIdentities(account);
    }
    mkdirSync(folder(), { recursive: true });
    writeFileSync(reportFile(), page(account, results));
    const failed = results.filter(({ status }) => status === 'fails');
    if (failed.length > 0) throw new Error(failed.map(({ assertion, reason }) => `This does not hold: ${assertion.claim}: ${reason}`).join('\n'));
  },

  /** CloudFormation deletes no group that has a member: once more, in case the step before was killed. */
  'before-destroy': removeTestIdentities,

  /** Compares the settings with what they were. */
  async 'after-destroy'(account) {
    if (!existsSync(beforeFile())) return;
    const before = JSON.parse(readFileSync(beforeFile(), 'utf8'));
    rmSync(beforeFile());
    if (before.account !== account.id) return;
    const deadline = account.deadline();
    for (;;) {
      const settings = JSON.parse(JSON.stringify(await readSettings(account)));
      if (isDeepStrictEqual(settings, before.settings)) return;
      if (Date.now() >= deadline) throw new Error(`The settings were not put back: before ${JSON.stringify(before.settings)}, now ${JSON.stringify(settings)}`);
      await sleep(3_000);
    }
  },
};

if (require.main === module) {
  const step = STEPS[process.argv[2]];
  if (!step) throw new Error(`Usage: node --import tsx hook.ts ${Object.keys(STEPS).join('|')}`);
  Account.of({}, process.env.INTEGRATION_ACCOUNT).then(step).catch((error: Error) => {
    // The runner shows this stream, and only where a step fails.
    console.error(error.message);
    process.exitCode = 1;
  });
}
