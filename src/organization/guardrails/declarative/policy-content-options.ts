/** The content of a policy of an organization, as its user writes it. */
export interface PolicyContentOptions {
  /** How errors and outputs name it: letters and digits. */
  readonly name: string;

  /**
   * The content of the policy: an object with the key of one policy type, such as `ec2_attributes`, in which each value stands below an
   * inheritance operator, such as `@@assign`. Values may be tokens.
   *
   * Source: AWS Organizations User Guide, "Inheritance operators".
   */
  readonly content: { [key: string]: any };
}
