/** What the statements of the default policies allow or deny, by their actions or their ids; they are drawn in no other words. */
const MEANINGS: Record<string, string> = {
  'SeeAccount': 'reading the password policy',
  'Enrol': 'enrolling their MFA device',
  'OwnCredentials': 'their own keys, with MFA',
  'DenyWithoutMfa': 'everything else without MFA',
  'DenyEnrolByKey': 'enrolling by access key only',
  'DenyEnrolOthers': 'enrolling for other users',
  'DenyRemoteLogin': '`aws login --remote`',
  'Logs': 'log delivery',
  'Metrics': 'metric delivery',
  'Labels': 'reading tags and volumes',
  'DenyImdsV1': 'credentials from IMDSv1',
  'Pass': 'iam:PassRole (workload roles)',
  'Choose': 'choosing an instance profile',
  'See': 'reading workload roles',
  'Identities': 'changing identities',
  'OwnUser': 'changing their own user',
  'PassRole': 'iam:PassRole (other roles)',
  'AnyResource': 'privilege-escalation paths',
  'Protected': 'changing the baseline',
  'Mappings': 'events for its functions',
  'sts:AssumeRole': 'assuming roles (arrows)',
  'ssm:GetParameter': 'its ownership records',
  'cloudformation:DescribeStacks': 'reading its own stack',
  'logs:CreateLogStream': 'writing its log',
  'iam:ListAccountAliases': 'alias and password policy',
};

/** @throws if a statement has no meaning in words yet */
export function statementLines(list: any[]): string[] {
  return list.map(({ Effect, Sid, Action }) => {
    const key = Sid ?? [Action].flat()[0];
    if (MEANINGS[key] === undefined) throw new Error(`Describe the statement ${key} in MEANINGS of tools/picture/meanings.ts`);
    return `${Effect === 'Allow' ? '+' : '−'} ${MEANINGS[key]}`;
  });
}
