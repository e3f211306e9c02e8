/** A part of the account watch that is there unless it is left out. */
export enum WatchPart {
  /** `SecurityStatus`: does the account pass? */
  SECURITY_STATUS = 'SECURITY_STATUS',

  /** `ExternalAccessAnalyzer`: what is shared with others. */
  EXTERNAL_ACCESS = 'EXTERNAL_ACCESS',

  /** `RootActivityAlert`: root is used. There with a trail, or if it is asked for. */
  ROOT_ACTIVITY = 'ROOT_ACTIVITY',

  /** `IdentityChangeAlert`: users, policies and the like were changed. There with a trail, or if it is asked for. */
  IDENTITY_CHANGES = 'IDENTITY_CHANGES',
}
