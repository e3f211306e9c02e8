import { TrailSource } from './audit-trail/audit-trail-source';
import { CredentialWatchPart } from './credential-watch-part';
import { CredentialWatchProps } from './credential-watch-props';
import { WATCH_TOPIC_KEYS } from './watch-topic';
import { refuseGiven, refuseOfOmitted, Written } from '../private/contradictions';
import { invalid } from '../private/errors';
import { instanceOf, KnownKeys, listOf, oneOf, options, requireKnownKeys } from '../private/known-keys';

/** The properties of the watch. The parts check their own properties. */
export const CREDENTIAL_WATCH_KEYS: KnownKeys<CredentialWatchProps> = {
  ...WATCH_TOPIC_KEYS,
  omit: listOf(oneOf(CredentialWatchPart)),
  credentialReport: options,
  accessAdvisor: options,
  driftGuard: options,
  trail: instanceOf(TrailSource, 'a TrailSource'),
};

const BELONGS_TO: Record<CredentialWatchPart, (props: CredentialWatchProps) => Written> = {
  [CredentialWatchPart.CREDENTIAL_REPORT]: ({ credentialReport }) => ({ credentialReport }),
  [CredentialWatchPart.ACCESS_ADVISOR]: ({ accessAdvisor }) => ({ accessAdvisor }),
};

/**
 * Refuses invalid properties before any construct is created.
 *
 * @param extended whether a subclass may have added properties of its own
 */
export function requireCredentialWatchProps(props: CredentialWatchProps, extended: boolean): void {
  requireKnownKeys(props, CREDENTIAL_WATCH_KEYS, extended);
  refuseOfOmitted(props, props.omit, BELONGS_TO);
  const { trail, driftGuard } = props;
  if (!driftGuard) refuseGiven({ trail }, 'it is for driftGuard, which is not set. Remove it, or add driftGuard');
  if (!driftGuard && Object.values(CredentialWatchPart).every((part) => props.omit?.includes(part))) {
    throw invalid('omit', props.omit, 'no part is left. Keep a part, or remove the watch');
  }
}
