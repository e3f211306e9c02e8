import { join } from 'path';
import { TESTS, testsAtOnce } from '../../tools/tests-at-once';

describe.each(testsAtOnce('handlers'))('%s', (file) => {
  module.require(join(TESTS, file));
});
