/** A part of the account watch that is present unless it is left out. */
export enum WatchPart {
  /** `SecurityStatus`: the checks of the account's security. */
  SECURITY_STATUS = 'SECURITY_STATUS',

  /** `ExternalAccessAnalyzer`: resources that are shared with external principals. */
  EXTERNAL_ACCESS = 'EXTERNAL_ACCESS',

  /** `RootActivityAlert`: the use of the root user. Present with a trail, or if it is configured. */
  ROOT_ACTIVITY = 'ROOT_ACTIVITY',

  /** `IdentityChangeAlert`: changes to users, policies and other identities. Present with a trail, or if it is configured. */
  IDENTITY_CHANGES = 'IDENTITY_CHANGES',
}
