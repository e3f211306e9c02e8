import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';

/** The folder of the tests. */
export const TESTS = join(__dirname, '..', 'test');

/** A group of test files that run in one file, `test/at-once/<group>.ts`; the constructs also in `test/newest/constructs.ts`. */
export type Group = 'access-proof' | 'command' | 'constructs' | 'handlers' | 'newest' | 'proof' | 'watch' | LocalGroup;

/** The tests on the local endpoint are too long for one group: these run side by side. */
const LOCAL = ['local-1', 'local-2', 'local-3', 'local-4', 'local-5', 'local-6', 'local-7', 'local-8'] as const;
type LocalGroup = typeof LOCAL[number];

/**
 * Left out is what holds for one version of aws-cdk-lib only (snapshots, the local endpoint) or does not know it (handlers, command, pages), and what takes long
 * by itself (proofs, random properties, combinations).
 * Of the watch its facade is enough, which makes all of its constructs.
 */
const NO_CONSTRUCTS = /^(access-proof|benchmark|cases|cli|handlers|local|packages|proof|random)\/|^wrong-inputs\/(combinations|table)|^(bundle-library|documentation|integ)\.|^watch\/(?!account-watch)|\.snapshot\./;

/** They load no aws-cdk-lib, or in a process of its own, where it is the oldest: beside the newest they would do the same once more. */
const SAME_ON_NEWEST = /^(access-checks\/example|organization\/control-tower|permissions\/least-privilege\/(action-table|resource-patterns)|private\/text\/glob)\./;

/** A test that replaces clients of the SDK, which others connect with a network of their own. */
const REPLACES_CLIENTS = /aws-sdk-client-mock|account-mock/;

/** The largest file of the local endpoint goes to the first group, the next one to the second. */
const localFiles = testFiles().filter((file) => file.startsWith('local/'))
  .sort((one, other) => statSync(join(TESTS, other)).size - statSync(join(TESTS, one)).size || one.localeCompare(other));
const inLocalGroup = (index: number) => (file: string) => localFiles.indexOf(file) % LOCAL.length === index;

const GROUPS: Record<Group, (file: string) => boolean> = {
  'access-proof': (file) => file.startsWith('access-proof/'),
  // One of them needs the SDK itself, whose clients others replace.
  'command': (file) => file.startsWith('cli/') && !file.startsWith('cli/status/errors.'),
  'constructs': (file) => !NO_CONSTRUCTS.test(file),
  'handlers': (file) => file.startsWith('handlers/') && !file.startsWith('handlers/account-settings/model.') && !REPLACES_CLIENTS.test(readFileSync(join(TESTS, file), 'utf8')),
  'newest': (file) => !NO_CONSTRUCTS.test(file) && !SAME_ON_NEWEST.test(file),
  'proof': (file) => file.startsWith('proof/'),
  'watch': (file) => /^watch\/(?!account-watch)/.test(file),
  ...Object.fromEntries(LOCAL.map((name, index) => [name, inLocalGroup(index)])) as Record<LocalGroup, (file: string) => boolean>,
};

/**
 * The test files of a group, below the folder of the tests: they run in one process, which loads aws-cdk-lib and the simulator once. For
 * most of them this takes longer than the tests.
 */
export function testsAtOnce(group: Group): string[] {
  return testFiles().filter(GROUPS[group]);
}

function testFiles(): string[] {
  return readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).sort();
}

/** The test files of all groups, which must not run once more by themselves. */
export function testsInGroups(): string[] {
  return (Object.keys(GROUPS) as Group[]).flatMap(testsAtOnce);
}
