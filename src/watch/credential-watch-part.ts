/** A part of the credential watch that is there unless it is left out. */
export enum CredentialWatchPart {
  /** `CredentialReport`: passwords and access keys that are old or that nobody uses. */
  CREDENTIAL_REPORT = 'CREDENTIAL_REPORT',

  /** `AccessAdvisor`: permissions that nobody uses. */
  ACCESS_ADVISOR = 'ACCESS_ADVISOR',
}
