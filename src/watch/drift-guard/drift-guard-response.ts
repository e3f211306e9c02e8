/** What a drift guard does about a setting that was changed outside of its stack. */
export enum DriftResponse {
  /** It reports the change. */
  ALERT = 'ALERT',
  /** It restores the setting, and reports that. After three times within an hour it stops for an hour, and reports that. */
  SELF_HEAL = 'SELF_HEAL',
}
