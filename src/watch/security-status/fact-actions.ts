/** The actions of the checks, which are read-only: the permissions of the function, and of an identity that runs the command. */
export const FACT_ACTIONS = [
  'access-analyzer:ListAnalyzers',
  'iam:GenerateCredentialReport',
  'iam:GetAccountAuthorizationDetails',
  'iam:GetAccountPasswordPolicy',
  'iam:GetAccountSummary',
  'iam:GetCredentialReport',
  'iam:ListSAMLProviders',
  'iam:ListServerCertificates',
];
