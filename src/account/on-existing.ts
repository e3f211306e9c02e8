/**
 * What the creation of an account-wide setting does if the account already has another value than the one asked for.
 */
export enum OnExisting {
  /** Take over: the value asked for replaces what is there, which is remembered and put back when the setting is removed. */
  OVERWRITE = 'OVERWRITE',
  /** Keep what is there, and manage the setting from the next change of its properties on. */
  ADOPT = 'ADOPT',
  /** Fail the deployment with an error that shows both values, and change nothing. */
  FAIL = 'FAIL',
}
