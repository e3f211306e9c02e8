/** Whether users without MFA are already denied. */
export enum MfaEnforcementMode {
  /** Without MFA, a user can only enroll a device and get an MFA session. */
  ENFORCE = 'ENFORCE',
  /** Users can enroll and manage their devices, and nothing is denied yet. For groups whose members currently work without MFA. */
  ROLL_OUT = 'ROLL_OUT',
}
