/** Where the values of a password policy start from; each can be overridden. */
export enum PasswordPolicyStandard {
  /** 14 characters, all four character types, a password history of 24, expire after 90 days. Meets CIS and PCI DSS too. */
  BASELINE = 'BASELINE',
  /**
   * CIS AWS Foundations Benchmark 7.0.0, 2.8 and 2.9: 14 characters, a password history of 24, no expiry. All four character types as
   * well, which Security Hub's IAM.7 requires and CIS does not.
   */
  CIS = 'CIS',
  /** PCI DSS 4.0.1, 8.3.6, 8.3.7 and 8.3.9: 12 characters, letters and digits, a password history of 4, expire after 90 days. */
  PCI_DSS_4 = 'PCI_DSS_4',
  /**
   * NIST SP 800-63B-4, 3.1.1.2: 15 characters, which a password that is used alone must have, no classes, no rotation. IAM can
   * neither compare a password with lists of known ones nor tell when one has leaked: have it changed then.
   */
  NIST_800_63B = 'NIST_800_63B',
}
