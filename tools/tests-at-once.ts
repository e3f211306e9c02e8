import { readdirSync } from 'fs';
import { join } from 'path';

/** The folder of the tests. */
export const TESTS = join(__dirname, '..', 'test');

/**
 * Left out is what holds for one version of aws-cdk-lib only (snapshots, the local endpoint) or does not know it (handlers, command, pages), and what takes long
 * by itself (proofs, random properties, combinations).
 * Of the watch its facade is enough, which makes all of its constructs.
 */
const LEFT_OUT = /^(access-proof|cases|cli|handlers|local|packages|proof|random)\/|^wrong-inputs\/(combinations|table)|^(benchmark|bundle-library|documentation|integ)\.|^watch\/(?!account-watch)|\.snapshot\./;

/** The test files of the constructs, below the folder of the tests: they run in one process, which loads aws-cdk-lib once. */
export function testsAtOnce(): string[] {
  return readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts') && !LEFT_OUT.test(file)).sort();
}
