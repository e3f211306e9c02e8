/** Where policies are deployed. What is left out may be any value. */
export interface DeploymentOptions {
  /**
   * Such as `aws` or `aws-us-gov`.
   *
   * @default - that of the environment of the stack, else any
   */
  readonly partition?: string;

  /**
   * The id of the account, 12 digits.
   *
   * @default - that of the environment of the stack, else any
   */
  readonly account?: string;

  /**
   * Such as `eu-west-1`.
   *
   * @default - that of the environment of the stack, else any
   */
  readonly region?: string;
}
