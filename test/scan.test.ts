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

test('no reason is so wide that it explains an administrator whom nobody meant, or a user with policies', () => {
  const findings = [
    'iam_role_administratoraccess_policy: IAM Role Deployer has AdministratorAccess policy attached.',
    'iam_policy_attached_only_to_group_or_roles: User bob has the inline policy Own attached.',
    'iam_role_cross_service_confused_deputy_prevention: IAM Service Role team-BuildRole-1 does not prevent against a cross-service confused deputy attack.',
    'cloudtrail_multi_region_enabled: Trail account-baseline is not logging.',
  ];
  expect(compare(findings, EXPLAINED.prowler).unexplained).toEqual(findings);
});
