/** The effect of a failed check on a deployment. A check whose result is unknown never fails a deployment. */
export enum OnFinding {
  /** The deployment fails, and reports the check, the finding and the remediation. */
  FAIL = 'FAIL',

  /** The deployment continues; the finding is in the outputs, in the log and in the daily email. */
  WARN = 'WARN',

  /** The check is skipped, both at deployment and daily. */
  IGNORE = 'IGNORE',
}
