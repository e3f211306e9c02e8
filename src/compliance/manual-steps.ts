/** A step that only a person can take. */
export interface ManualStep {
  readonly title: string;
  /** The page and the section that describe it, from the root of the repository. */
  readonly page: string;
}

const NEW_ACCOUNT = 'docs/new-account.md';
const AUDITOR = 'docs/compliance/hand-this-to-your-auditor.md';

export type ManualStepName = keyof typeof MANUAL_STEPS;

/** The steps that remain manual, by their names. */
export const MANUAL_STEPS = {
  ROOT_MFA: { title: 'the root user enrolls an MFA device', page: `${NEW_ACCOUNT}#1-root-mfa-and-no-access-keys` },
  ROOT_HARDWARE_MFA: { title: 'the root user enrolls a hardware security key', page: `${NEW_ACCOUNT}#1-root-mfa-and-no-access-keys` },
  ROOT_KEYS: { title: 'the root user deletes its access keys', page: `${NEW_ACCOUNT}#1-root-mfa-and-no-access-keys` },
  ROOT_USE: { title: 'people use root only for what needs root', page: `${NEW_ACCOUNT}#3-what-only-root-can-do` },
  CONTACT_DETAILS: { title: 'a person keeps the contact details of the account current', page: `${NEW_ACCOUNT}#3-what-only-root-can-do` },
  USER_MFA: { title: 'each person enrolls an MFA device', page: `${NEW_ACCOUNT}#5-the-first-sign-in` },
  ROTATE_KEYS: { title: 'the owner of an access key replaces it', page: 'src/identities/README.md#a-program' },
  DELETE_CERTIFICATES: { title: 'a person deletes expired certificates', page: 'docs/watch.md#security-status' },
  EXTERNAL_ACCESS: { title: 'a person removes or archives each finding of external access', page: 'docs/watch.md#security-status' },
  FEDERATE: { title: 'people sign in through Identity Center or an identity provider', page: 'docs/federation.md' },
  ACCESS_REVIEW: { title: 'a person reviews all access at least every six months', page: `${AUDITOR}#review-access` },
  APPROVAL: { title: 'a person approves each change of access, as a review of the code', page: `${AUDITOR}#what-the-baseline-cannot-show` },
  LEAVERS: { title: 'a person removes users who leave', page: `${AUDITOR}#what-the-baseline-cannot-show` },
  PROCEDURES: { title: 'the organization writes its policies and procedures, and assigns roles', page: `${AUDITOR}#what-the-baseline-cannot-show` },
  RESPONSE: { title: 'a person responds to alerts and findings', page: `${AUDITOR}#what-the-baseline-cannot-show` },
  DIRECTORY: { title: 'the identity provider is configured accordingly', page: `${AUDITOR}#what-the-baseline-cannot-show` },
  APPLICATIONS: { title: 'applications and data stores are configured accordingly', page: `${AUDITOR}#what-the-baseline-cannot-show` },
  UNITS: { title: 'the organization arranges its accounts and units', page: 'docs/landing-zone.md' },
} as const satisfies Record<string, ManualStep>;
