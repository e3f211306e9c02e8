import { readdirSync } from 'fs';
import { join } from 'path';

/**
 * The tests of the constructs in one file, so that aws-cdk-lib is loaded once: for most of them this takes longer than the tests.
 *
 * Left out is what holds for one version only (snapshots, the local endpoint) or does not know it (handlers, command, pages). Of the
 * watch its facade is enough, which makes all of its constructs.
 */
const LEFT_OUT = /^(cli|handlers|local|packages|proof)\/|^(benchmark|bundle-library|documentation|integ)\.|^watch\/(?!account-watch)|\.snapshot\./;
const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts') && !LEFT_OUT.test(file)).sort();

describe.each(files)('%s', (file) => {
  module.require(join(__dirname, file));
});
