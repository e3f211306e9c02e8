/** What the construct tells the function of the alerts on findings. */
export interface FindingAlertsOptions {
  /** The severity labels of the findings that are reported. */
  readonly severities: string[];

  /** Whether a finding is left out unless its check failed. */
  readonly onlyFailedChecks: boolean;

  /** Whether the findings of `SecurityStatus` are reported, too. */
  readonly securityStatus: boolean;
}

/** What the `GeneratorId` of each finding of `SecurityStatus` begins with. */
export const SECURITY_STATUS_GENERATOR = 'account-baseline/';
