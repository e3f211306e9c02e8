/** The thresholds, in days, after which a credential is unused or too old. Each can be overridden. */
export enum CredentialAgeStandard {
  /** CIS AWS Foundations Benchmark 7.0.0, 2.11 and 2.12: unused for 45 days, access keys 90 days old. No maximum age for passwords. */
  CIS = 'CIS',
  /**
   * AWS Foundational Security Best Practices, IAM.3 and IAM.8: unused for 90 days, access keys 90 days old. No maximum age for passwords.
   */
  FSBP = 'FSBP',
  /** PCI DSS 4.0.1, 8.2.6, 8.3.9 and 8.6.3: unused for 90 days, access keys and passwords 90 days old. */
  PCI_DSS_4 = 'PCI_DSS_4',
}
