import { compare, EXPLAINED } from '../tools/scan/explained';

const explained = [{ finding: /^role\/Administrator /, reason: 'It is meant to be one.' }];

test('a finding without a reason is reported', () => {
  const { unexplained } = compare(['role/Administrator is an administrator', 'user/bob is an administrator'], explained);
  expect(unexplained).toEqual(['user/bob is an administrator']);
});

test('a reason without a finding is reported', () => {
  expect(compare(['role/Administrator is an administrator'], explained).needless).toEqual([]);
  expect(compare([], explained).needless).toEqual([expect.stringContaining('It is meant to be one.')]);
});

test('no reason is so wide that it explains a person who becomes an administrator', () => {
  for (const person of ['user/account-baseline/bob', 'user/account-baseline/dave']) {
    const findings = [`${person} is an administrative principal`, `${person} can escalate privileges by accessing the administrative principal role/Administrator`];
    expect(compare(findings, EXPLAINED.pmapper).unexplained).toEqual(findings);
  }
});
