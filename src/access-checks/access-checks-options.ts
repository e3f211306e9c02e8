/** What `AccessChecks` is told about the policies of an app. */
export interface AccessChecksOptions {
  /**
   * The folder of another synthesis of the app, such as the `cdk.out` of the main branch. Each principal whose access is not the same or
   * less than there is a finding.
   *
   * @default - no comparison
   */
  readonly reference?: string;

  /**
   * The documents, in JSON, of managed policies that the app only names: by the name with its path for a policy of AWS, such as
   * `ReadOnlyAccess`, or by the ARN for another one. The policies that the job functions of this library attach are known.
   *
   * @default - none; a policy whose text is not known is a warning
   */
  readonly managedPolicies?: { [name: string]: string };
}
