import { AccountWatchProps } from './account-watch-props';
import { TrailSource } from './audit-trail/audit-trail-source';
import { WatchPart } from './watch-part';
import { WATCH_TOPIC_KEYS } from './watch-topic';
import { refuseGiven, refuseOfOmitted, Written } from '../private/contradictions';
import { invalid } from '../private/errors';
import { instanceOf, KnownKeys, listOf, oneOf, options, requireKnownKeys } from '../private/known-keys';

/** The properties of the watch. The parts check their own properties. */
export const ACCOUNT_WATCH_KEYS: KnownKeys<AccountWatchProps> = {
  ...WATCH_TOPIC_KEYS,
  omit: listOf(oneOf(WatchPart)),
  securityStatus: options,
  externalAccess: options,
  trail: instanceOf(TrailSource, 'a TrailSource'),
  auditTrail: options,
  rootActivity: options,
  identityChanges: options,
  spendAlerts: options,
};

const BELONGS_TO: Record<WatchPart, (props: AccountWatchProps) => Written> = {
  [WatchPart.SECURITY_STATUS]: ({ securityStatus }) => ({ securityStatus }),
  [WatchPart.EXTERNAL_ACCESS]: ({ externalAccess }) => ({ externalAccess }),
  [WatchPart.ROOT_ACTIVITY]: ({ rootActivity }) => ({ rootActivity }),
  [WatchPart.IDENTITY_CHANGES]: ({ identityChanges }) => ({ identityChanges }),
};

/**
 * Refuses invalid properties before any construct is created.
 *
 * @param extended whether a subclass may have added properties of its own
 */
export function requireAccountWatchProps(props: AccountWatchProps, extended: boolean): void {
  requireKnownKeys(props, ACCOUNT_WATCH_KEYS, extended);
  refuseOfOmitted(props, props.omit, BELONGS_TO);
  const { trail, auditTrail, rootActivity, identityChanges, spendAlerts, emailAddresses } = props;
  if (!emailAddresses) refuseGiven({ spendAlerts }, 'AWS sends it by email, and not to a topic. Add emailAddresses, or create a SpendAlerts of its own');
  if (trail) refuseGiven({ auditTrail }, 'there is a trail already, and a second one is billed. Remove it, or remove trail');
  const has = (part: WatchPart) => !props.omit?.includes(part);
  const alerts = [WatchPart.ROOT_ACTIVITY, WatchPart.IDENTITY_CHANGES].filter(has);
  if (alerts.length === 0) refuseGiven({ trail }, 'it is for the alerts, which omit leaves out. Remove one of the two');
  const isAlerting = trail || rootActivity || identityChanges;
  const isSomethingLeft = auditTrail || spendAlerts
    || (alerts.length > 0 && isAlerting) || has(WatchPart.SECURITY_STATUS) || has(WatchPart.EXTERNAL_ACCESS);
  if (!isSomethingLeft) throw invalid('omit', props.omit, 'no part is left. Keep a part, or remove the watch');
}
