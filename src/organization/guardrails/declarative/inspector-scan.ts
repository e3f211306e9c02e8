/**
 * What Amazon Inspector scans for vulnerabilities. Each bills by what it scans, after 15 free days an account.
 *
 * Source: Amazon Inspector User Guide, "Automated scan types in Amazon Inspector"; AWS Organizations User Guide, "Amazon Inspector policy
 * syntax and examples".
 */
export enum InspectorScan {
  /** EC2 instances: bills by instance and month (Security Hub Inspector.1). */
  EC2 = 'ec2_scanning',
  /** Container images in Amazon ECR: bills by image and by each further scan (Security Hub Inspector.2). */
  ECR = 'ecr_scanning',
  /** Packages of Lambda functions: bills by function and month (Security Hub Inspector.4). */
  LAMBDA = 'lambda_standard_scanning',
  /** Code of Lambda functions, only beside `LAMBDA`: bills by function and month (Security Hub Inspector.3). */
  LAMBDA_CODE = 'lambda_code_scanning',
  /** Repositories of code: bills by scan. */
  CODE_REPOSITORIES = 'code_repository_scanning',
}
