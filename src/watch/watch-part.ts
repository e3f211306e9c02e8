/** A part of the account watch that is there unless it is left out. */
export enum WatchPart {
  /** `SecurityStatus`: does the account pass? */
  SECURITY_STATUS = 'SECURITY_STATUS',

  /** `ExternalAccessAnalyzer`: what is shared with others. */
  EXTERNAL_ACCESS = 'EXTERNAL_ACCESS',

  /** `RootActivityAlert`: root is used. There only with a trail. */
  ROOT_ACTIVITY = 'ROOT_ACTIVITY',

  /** `IdentityChangeAlert`: users, policies and the like were changed. There only with a trail. */
  IDENTITY_CHANGES = 'IDENTITY_CHANGES',
}
