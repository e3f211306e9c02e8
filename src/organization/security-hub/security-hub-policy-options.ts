import { SecurityControlParameter } from '../../watch/security-hub/security-control-parameter';
import { SecurityStandard } from '../../watch/security-hub/security-standard';

/** A security control that is not checked, and why. */
export interface DisabledSecurityControlOptions {
  /** The id of the control, such as `IAM.6`. It is off in every standard. */
  readonly controlId: string;

  /** Why the control is not checked. It goes into the metadata of the template, for reviewers and auditors; Security Hub CSPM has no field for it. */
  readonly reason: string;
}

/** A configuration policy of Security Hub CSPM: what is checked in the accounts of its targets. */
export interface SecurityHubPolicyOptions {
  /**
   * The name of the policy: 1 to 128 letters, digits, spaces and characters of `-.!*` and `/`. Another name is another policy, which takes the
   * place of this one.
   */
  readonly name: string;

  /**
   * The ids of the root, of organizational units and of accounts, such as `ou-abcd-11112222`. A policy of a unit applies to everything below that
   * has none of its own, to accounts that join later, and to the management account if the root is a target. Tokens are refused, since AWS is told
   * which of the three it is.
   */
  readonly targets: string[];

  /** The standards whose controls are checked, at least one. Standards that are not listed are turned off in the accounts. */
  readonly standards: SecurityStandard[];

  /**
   * The controls that are not checked, in whichever standard they are. All others are, with those that AWS adds to the standards later.
   *
   * @default - none
   */
  readonly disabledControls?: DisabledSecurityControlOptions[];

  /**
   * The only controls that are checked. All others are not, with those that AWS adds later. Not together with `disabledControls`.
   *
   * @default - every control of the standards, except for `disabledControls`
   */
  readonly enabledControls?: string[];

  /**
   * Parameters of controls that differ from the defaults of AWS.
   *
   * @default - the defaults of AWS
   */
  readonly controlParameters?: SecurityControlParameter[];

  /**
   * The description of the policy, up to 512 characters.
   *
   * @default - the name of the stack that makes it
   */
  readonly description?: string;
}
