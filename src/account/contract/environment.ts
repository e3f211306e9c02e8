/** The environment variables of the functions. */
export interface FunctionEnvironment {
  /** The topic that the function publishes to. */
  readonly TOPIC_ARN?: string;

  /** Of the credential report, the access advisor and the alerts on findings: their options as JSON. */
  readonly OPTIONS?: string;

  /** Of the security status: the name of the function that makes the checks. */
  readonly CHECKS_FUNCTION?: string;

  /** Of the security status: what to do about a check that fails, as JSON. */
  readonly ON_FINDING?: string;

  /** Of a function that serves custom resources: its own stack, whose events alone it handles. */
  readonly STACK?: string;

  /** Of a function that serves custom resources: the domain of the partition, where CloudFormation reads answers. */
  readonly DOMAIN?: string;

  /** The Lambda service sets it. */
  readonly AWS_REGION?: string;

  /** Set on a local endpoint only. */
  readonly AWS_ENDPOINT_URL?: string;

  /** Of the drift guard: `true` if it restores settings. */
  readonly SELF_HEAL?: string;

  /** Of the drift guard: the values that it was deployed with, as JSON of `WantedSettings`. */
  readonly WANTED?: string;

  /** Of the drift guard: the settings that it was deployed with for regions, as JSON of `WantedInRegions`. */
  readonly IN_REGIONS?: string;

  /** Of the drift guard: the region of the ownership records. */
  readonly SETTINGS_REGION?: string;
}
