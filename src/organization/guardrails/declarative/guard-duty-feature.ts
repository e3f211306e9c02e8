/**
 * A protection plan of Amazon GuardDuty. Each bills by what it analyzes, after 30 free days an account.
 *
 * Source: Amazon GuardDuty User Guide, "GuardDuty pricing"; AWS Organizations User Guide, "Amazon GuardDuty policies".
 */
export enum GuardDutyFeature {
  /** S3 Protection: bills by data events of S3 (Security Hub GuardDuty.10). */
  S3 = 's3_data_events',
  /** EKS Protection: bills by Kubernetes audit logs (Security Hub GuardDuty.5). */
  EKS_AUDIT_LOGS = 'eks_audit_logs',
  /** Malware Protection for EC2: bills by the gigabytes of volumes that it scans (Security Hub GuardDuty.8). */
  EBS_MALWARE = 'ebs_malware_protection',
  /** RDS Protection: bills by virtual processors of databases (Security Hub GuardDuty.9). */
  RDS_LOGINS = 'rds_login_events',
  /** Lambda Protection: bills by network logs of functions (Security Hub GuardDuty.6). */
  LAMBDA_NETWORK = 'lambda_network_logs',
  /** Runtime Monitoring: bills by virtual processors of workloads. The agents are yours to deploy (Security Hub GuardDuty.11). */
  RUNTIME = 'runtime_monitoring',
  /** AI Protection: bills by the events of AI services. */
  AI = 'ai_protection',
}
