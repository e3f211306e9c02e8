/**
 * What is done about a setting that was changed outside of its stack.
 */
export enum DriftResponse {
  /** People are told. */
  ALERT = 'ALERT',
  /** The setting is put back, and people are told. After three times within an hour it is left as it is and people are told that. */
  SELF_HEAL = 'SELF_HEAL',
}
