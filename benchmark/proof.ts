import { execFileSync } from 'child_process';
import { join } from 'path';
import { Account } from '../proof/engine/account';
import { actionsOf, targets } from '../proof/engine/actions';
import { CREDENTIALS } from '../proof/engine/credentials';
import { isDenied } from '../proof/engine/quick';

/**
 * How long the proof takes, as lines of JSON on standard output. Run it as `npx tsx benchmark/proof.ts`; with `--sweep` it leaves out
 * the whole proof, which takes minutes.
 */
const SELF = '/account-baseline/alice';
const CONTEXTS = ['access key', 'console', 'console with MFA', 'forwarded'];

/** The time of the processor is said as well: on a machine that does other things it is what can be compared. */
function report(measure: string, seconds: number, goal: number, more: Record<string, number>): void {
  process.stdout.write(`${JSON.stringify({ measure, seconds: Math.round(seconds * 10) / 10, goal, withinGoal: seconds <= goal, ...more })}\n`);
}

/** MFA enforcement on a user who is allowed everything, against every action of AWS, on one kind of resource each. */
async function sweep(): Promise<void> {
  const account = new Account();
  const policies = account.policiesOfPerson([], ['AdministratorAccess']);
  const { account: ofAccount } = account.deployment;
  const principal = account.arn(`user${SELF}`);
  const requests = (await actionsOf()).map((action) => ({ action: action.name, resource: targets(action, account, SELF)[0].arn }));
  const begin = performance.now();
  const before = process.cpuUsage();
  let denied = 0;
  for (const credentials of CONTEXTS) {
    const context = { 'aws:username': 'alice', 'aws:PrincipalArn': principal, ...CREDENTIALS[credentials].context };
    for (const { action, resource } of requests) {
      if (isDenied({ action, resource, principal, account: ofAccount, context, policies })) denied++;
    }
  }
  const seconds = (performance.now() - begin) / 1000;
  const processorSeconds = Math.round(process.cpuUsage(before).user / 1e5) / 10;
  report('one policy against every action', seconds, 1, { processorSeconds, actions: requests.length, contexts: CONTEXTS.length, denied });
}

function wholeProof(): void {
  const root = join(__dirname, '..');
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const begin = performance.now();
  execFileSync(process.execPath, [jest, '-c', 'test/jest.config.json', '--maxWorkers=2', 'test/proof'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  report('the whole proof', (performance.now() - begin) / 1000, 60, { workers: 2 });
}

void sweep().then(() => {
  if (!process.argv.includes('--sweep')) wholeProof();
});
