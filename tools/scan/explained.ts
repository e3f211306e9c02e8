import { CONTROL } from './scanned-account';

/** A finding that stays, and why. */
export interface Explained {
  readonly finding: RegExp;
  readonly reason: string;
}

/** What the scanners find in the account, with a reason for each. A scan fails on any other finding, and on a reason without one. */
export const EXPLAINED: Record<'pmapper' | 'prowler', Explained[]> = {
  pmapper: [
    { finding: new RegExp(`^user/${CONTROL} is an administrative principal$`), reason: 'The control: PMapper must find a user who can change their own policies.' },
    { finding: /^role\/Administrator is an administrative principal$/, reason: 'The administrator role. Its trust requires MFA and admits only users of the group.' },
    { finding: /^role\/BreakGlass is an administrative principal$/, reason: 'Emergency access. Its trust requires MFA and names the users.' },
    {
      finding: /^user\/account-baseline\/(bob|dave) \(MFA required\) can use EC2 to .* role\/workload\/account-baseline-BaselineInstanceRole\w+-\w+$/,
      reason: 'Power users run instances with workload roles; that is their job. The instance role delivers logs and metrics only.',
    },
  ],
  prowler: [
    {
      finding: /^cloudwatch_(changes_to|log_metric_filter)_\w+: No CloudWatch log groups found with metric filters or alarms associated\.$/,
      reason: 'CIS asks for metric filters on the log of a trail, which bill. Alerts of this library are EventBridge rules, which are free.',
    },
    { finding: /^cloudtrail_multi_region_enabled: No CloudTrail trails/, reason: 'The audit trail is off by default, since its storage bills. AuditTrail creates one.' },
    { finding: /^config_recorder_all_regions_enabled: /, reason: 'AWS Config bills for each item that it records. This library does not set it up.' },
    { finding: /^iam_check_saml_providers_sts: No SAML Providers found\.$/, reason: 'The account has IAM users and no identity provider. SamlProvider creates one.' },
    {
      finding: /^iam_role_administratoraccess_policy: IAM Role (Administrator|BreakGlass) has AdministratorAccess policy attached\.$/,
      reason: 'The two roles of administrators. Their trust requires MFA and admits named users, or users of one path.',
    },
    { finding: /^iam_aws_attached_policy_no_administrative_privileges: AWS policy AdministratorAccess is attached/, reason: 'To those two roles, see iam_role_administratoraccess_policy.' },
    {
      finding: /^iam_role_cross_service_confused_deputy_prevention: IAM Service Role account-baseline(-\w+)*-\w+Role\w*-\w+ does not prevent/,
      reason: 'Execution roles of Lambda functions and the role of instances. Lambda and EC2 use a role only for resources of its own account, and neither documents a source key for it.',
    },
    {
      finding: /^iam_user_hardware_mfa_enabled: User \w+ does not have any type of MFA enabled\.$/,
      reason: 'Users enroll a device at their first sign-in: MFA enforcement denies everything else until then. Nobody has signed in to this account.',
    },
    { finding: new RegExp(`^iam_policy_attached_only_to_group_or_roles: User ${CONTROL} has the inline policy`), reason: 'The control of PMapper. Users of the baseline carry no policies.' },
  ],
};

/** The findings that nobody has explained, and the reasons that explain none. */
export function compare(findings: string[], explained: Explained[]): { unexplained: string[]; needless: string[] } {
  return {
    unexplained: findings.filter((text) => !explained.some(({ finding }) => finding.test(text))),
    needless: explained.filter(({ finding }) => !findings.some((text) => finding.test(text))).map(({ finding, reason }) => `${finding}: ${reason}`),
  };
}
