import { AccountWatchProps } from '../watch/account-watch-props';

/** The watch of each account, and its region. */
export interface RollOutWatchOptions extends AccountWatchProps {
  /**
   * The region of the watch. Alerts need `us-east-1`, or `us-gov-west-1` in AWS GovCloud (US).
   *
   * @default - the region of the roll-out
   */
  readonly region?: string;
}
