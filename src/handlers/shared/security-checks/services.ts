import { AccessAnalyzer, AccessAnalyzerClientConfig, ListAnalyzersRequest, ListAnalyzersResponse } from '@aws-sdk/client-accessanalyzer';
import {
  GenerateCredentialReportResponse, GetAccountAuthorizationDetailsRequest, GetAccountAuthorizationDetailsResponse, GetAccountPasswordPolicyResponse,
  GetAccountSummaryResponse, GetCredentialReportResponse, IAM, IAMClientConfig, ListSAMLProvidersResponse, ListServerCertificatesRequest,
  ListServerCertificatesResponse,
} from '@aws-sdk/client-iam';
import { Service } from '../retry';

interface IamActions {
  'iam:GetAccountSummary'(input: object): GetAccountSummaryResponse;
  'iam:GetAccountAuthorizationDetails'(input: GetAccountAuthorizationDetailsRequest): GetAccountAuthorizationDetailsResponse;
  'iam:ListSAMLProviders'(input: object): ListSAMLProvidersResponse;
  'iam:GetAccountPasswordPolicy'(input: object): GetAccountPasswordPolicyResponse;
  'iam:GenerateCredentialReport'(input: object): GenerateCredentialReportResponse;
  'iam:GetCredentialReport'(input: object): GetCredentialReportResponse;
  'iam:ListServerCertificates'(input: ListServerCertificatesRequest): ListServerCertificatesResponse;
}

interface AccessAnalyzerActions {
  'access-analyzer:ListAnalyzers'(input: ListAnalyzersRequest): ListAnalyzersResponse;
}

/** What the facts are read from. */
export interface FactServices {
  readonly iam: Service<IamActions>;
  readonly accessAnalyzer: Service<AccessAnalyzerActions>;
}

/** @param configuration that of the SDK clients; in Lambda one attempt each: retries are ours, so that they know how much time is left */
export function factServices(configuration: IAMClientConfig & AccessAnalyzerClientConfig): FactServices {
  return { iam: new IAM(configuration) as object, accessAnalyzer: new AccessAnalyzer(configuration) as object };
}
