import { join } from 'path';
import { TESTS, testsAtOnce } from '../tools/tests-at-once';

/** The tests of the constructs in one file, so that aws-cdk-lib is loaded once: for most of them this takes longer than the tests. */
describe.each(testsAtOnce())('%s', (file) => {
  module.require(join(TESTS, file));
});
