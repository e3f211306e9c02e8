/** What a deployment does about a check that fails. A check whose result is unknown never fails a deployment. */
export enum OnFinding {
  /** The deployment fails, and reports the check, what was found and the remediation. */
  FAIL = 'FAIL',

  /** The deployment goes on; the finding is in the outputs, in the log and in the daily mail. */
  WARN = 'WARN',

  /** The check is not made, neither at deployment nor daily. */
  IGNORE = 'IGNORE',
}
