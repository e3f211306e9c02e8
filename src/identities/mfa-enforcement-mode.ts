/** Whether users without MFA are already denied. */
export enum MfaEnforcementMode {
  /** Without MFA a user can enroll a device, get an MFA session and nothing else. */
  ENFORCE = 'ENFORCE',
  /** Users can enroll and manage their devices, and nothing is denied yet: for groups whose members work without MFA today. */
  ROLL_OUT = 'ROLL_OUT',
}
