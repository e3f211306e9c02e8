const Sequencer = require('@jest/test-sequencer').default;

/** Without knowledge of an earlier run, Jest begins with the largest files. A group of tests takes the longest, and its file is small. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const isGroup = ({ path }) => /[\\/]at-once[\\/]/.test(path);
    const sorted = super.sort(tests);
    return [...sorted.filter(isGroup), ...sorted.filter((test) => !isGroup(test))];
  }
};
