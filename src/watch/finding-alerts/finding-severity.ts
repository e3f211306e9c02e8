/** The severity label of a finding of Security Hub CSPM. */
export enum FindingSeverity {
  /** No issue was found. */
  INFORMATIONAL = 'INFORMATIONAL',

  /** The issue requires no action on its own. */
  LOW = 'LOW',

  /** The issue must be addressed, but not urgently. */
  MEDIUM = 'MEDIUM',

  /** The issue must be addressed as a priority. */
  HIGH = 'HIGH',

  /** The issue must be remediated immediately. */
  CRITICAL = 'CRITICAL',
}
