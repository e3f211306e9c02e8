/** Where the values of a password policy start from; each can be overridden. */
export enum PasswordPolicyStandard {
  /** 14 characters, all four classes, 24 passwords remembered, to be changed every 90 days. Meets CIS and PCI DSS too. */
  BASELINE = 'BASELINE',
  /**
   * CIS AWS Foundations Benchmark 7.0.0, 2.8 and 2.9: 14 characters, 24 passwords remembered, no rotation. All four classes as well,
   * which Security Hub's IAM.7 looks for and CIS leaves open.
   */
  CIS = 'CIS',
  /** PCI DSS 4.0.1, 8.3.6, 8.3.7 and 8.3.9: 12 characters, letters and digits, the last 4 remembered, to be changed every 90 days. */
  PCI_DSS_4 = 'PCI_DSS_4',
  /**
   * NIST SP 800-63B-4, 3.1.1.2: 15 characters, which a password that is used alone must have, no classes, no rotation. IAM can
   * neither compare a password with lists of known ones nor tell when one has leaked: have it changed then.
   */
  NIST_800_63B = 'NIST_800_63B',
}
