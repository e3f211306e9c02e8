import * as fc from 'fast-check';
import { World } from './harness';
import { Machine, namesOf } from './model/machine';
import { Operation, OPERATIONS } from './model/operations';
import { FAST_RUNS, SDK_RUNS } from './model/runs';
import { SAMPLES } from './samples';

/**
 * Random stories of an account: stacks that set a setting, move it, lose it and are rolled back, administrators who change it manually,
 * and every fault of a call. The invariants after each event are in `model/machine.ts`.
 *
 * Most of the stories run on clients that remember what the SDK answered (`remembering-clients.ts`), the others through the SDK itself.
 * The same seed gives the same stories, so that a change is not blamed for what it did not do. `npm run model` tells ten times as many of
 * another seed; set MODEL_SEED to the one that it printed, and MODEL_RUNS to as many, to hear them again.
 */
const RUNS = Number(process.env.MODEL_RUNS ?? FAST_RUNS);
const seed = process.env.MODEL_SEED === 'random' ? Date.now() % 2 ** 31 : Number(process.env.MODEL_SEED ?? 20261122);
process.stderr.write(`model.test.ts: MODEL_SEED=${seed}\n`);

describe.each(SAMPLES)('$setting', (sample) => {
  test.each([['fast', RUNS], ['sdk', SDK_RUNS]] as const)('nothing is lost, and the account is as asked, as it was, or as the answer says (%s)', async (speed, total) => {
    const world = new World(speed);
    try {
      const names = await namesOf(world, sample);
      const tell = async (operations: Operation[]) => {
        const machine = new Machine(world, sample, names);
        await machine.run(structuredClone(operations)).catch((error) => {
          throw new Error([error.message, ...machine.story].join('\n'));
        });
      };
      const numRuns = Math.ceil(total / SAMPLES.length);
      const { failed, counterexamplePath, errorInstance, numShrinks } = await fc.check(fc.asyncProperty(OPERATIONS, tell), { seed, numRuns });
      if (failed) {
        throw new Error(`MODEL_SEED=${seed} (path ${counterexamplePath}, shrunk ${numShrinks} times): ${(errorInstance as Error).message}`);
      }
    } finally {
      world.restore();
    }
  }, 300_000);
});
