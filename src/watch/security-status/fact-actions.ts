/** The calls that tell all the facts, all of them reading ones: what the role of the function, and whoever runs the command, needs. */
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
