import { SecurityStandard } from './security-standard';

/** A control of a security standard that is not checked, and why. */
export interface DisabledStandardControlOptions {
  /**
   * The id that the control has in this standard: what follows the standard in the ARN of the control. That is the id of the security control in
   * most standards, such as `IAM.6`; in the benchmarks of CIS the number of the recommendation, such as `1.5`; and in PCI DSS 3.2.1 an id of its
   * own, such as `PCI.IAM.4`.
   */
  readonly controlId: string;

  /** Why the control is not checked. Security Hub CSPM shows it. */
  readonly reason: string;
}

/** A security standard that is checked in the account. */
export interface SecurityHubStandardOptions {
  /** The standard. It is listed once. */
  readonly standard: SecurityStandard;

  /**
   * The controls of this standard that are not checked, up to 100. A control that several standards have is checked as long as it is enabled in
   * one of them: disable it in each.
   *
   * @default - none
   */
  readonly disabledControls?: DisabledStandardControlOptions[];
}
