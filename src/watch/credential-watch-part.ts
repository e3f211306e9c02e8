/** A part of the credential watch that is present unless it is left out. */
export enum CredentialWatchPart {
  /** `CredentialReport`: old and unused passwords and access keys. */
  CREDENTIAL_REPORT = 'CREDENTIAL_REPORT',

  /** `AccessAdvisor`: unused permissions. */
  ACCESS_ADVISOR = 'ACCESS_ADVISOR',
}
