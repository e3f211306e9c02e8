import { IAM, IAMClientConfig } from '@aws-sdk/client-iam';
import type * as sdk from '@aws-sdk/client-iam';
import { ONE_ATTEMPT } from './client';
import { Service } from '../retry';

interface OfUser { readonly UserName: string }

/** The calls that functions and the command make. */
export interface IamActions {
  'iam:CreateAccountAlias'(input: sdk.CreateAccountAliasRequest): object;
  'iam:DeleteAccountAlias'(input: sdk.DeleteAccountAliasRequest): object;
  'iam:DeleteAccountPasswordPolicy'(input: object): object;
  'iam:DeleteLoginProfile'(input: OfUser): object;
  'iam:DisableOrganizationsRootCredentialsManagement'(input: object): object;
  'iam:DisableOrganizationsRootSessions'(input: object): object;
  'iam:EnableOrganizationsRootCredentialsManagement'(input: object): object;
  'iam:EnableOrganizationsRootSessions'(input: object): object;
  'iam:GenerateCredentialReport'(input: object): sdk.GenerateCredentialReportResponse;
  'iam:GenerateServiceLastAccessedDetails'(input: sdk.GenerateServiceLastAccessedDetailsRequest): sdk.GenerateServiceLastAccessedDetailsResponse;
  'iam:GetAccessKeyLastUsed'(input: sdk.GetAccessKeyLastUsedRequest): sdk.GetAccessKeyLastUsedResponse;
  'iam:GetAccountAuthorizationDetails'(input: sdk.GetAccountAuthorizationDetailsRequest): sdk.GetAccountAuthorizationDetailsResponse;
  'iam:GetAccountPasswordPolicy'(input: object): sdk.GetAccountPasswordPolicyResponse;
  'iam:GetAccountSummary'(input: object): sdk.GetAccountSummaryResponse;
  'iam:GetCredentialReport'(input: object): sdk.GetCredentialReportResponse;
  'iam:GetLoginProfile'(input: OfUser): sdk.GetLoginProfileResponse;
  'iam:GetPolicy'(input: sdk.GetPolicyRequest): sdk.GetPolicyResponse;
  'iam:GetPolicyVersion'(input: sdk.GetPolicyVersionRequest): sdk.GetPolicyVersionResponse;
  'iam:GetServiceLastAccessedDetails'(input: sdk.GetServiceLastAccessedDetailsRequest): sdk.GetServiceLastAccessedDetailsResponse;
  'iam:GetUser'(input: OfUser): sdk.GetUserResponse;
  'iam:ListAccessKeys'(input: OfUser): sdk.ListAccessKeysResponse;
  'iam:ListAccountAliases'(input: object): sdk.ListAccountAliasesResponse;
  'iam:ListGroups'(input: sdk.ListGroupsRequest): sdk.ListGroupsResponse;
  'iam:ListOpenIDConnectProviders'(input: object): sdk.ListOpenIDConnectProvidersResponse;
  'iam:ListOrganizationsFeatures'(input: object): sdk.ListOrganizationsFeaturesResponse;
  'iam:ListPolicies'(input: sdk.ListPoliciesRequest): sdk.ListPoliciesResponse;
  'iam:ListRoles'(input: sdk.ListRolesRequest): sdk.ListRolesResponse;
  'iam:ListSAMLProviders'(input: object): sdk.ListSAMLProvidersResponse;
  'iam:ListServerCertificates'(input: sdk.ListServerCertificatesRequest): sdk.ListServerCertificatesResponse;
  'iam:ListUsers'(input: sdk.ListUsersRequest): sdk.ListUsersResponse;
  'iam:UpdateAccessKey'(input: sdk.UpdateAccessKeyRequest): object;
  'iam:UpdateAccountPasswordPolicy'(input: sdk.UpdateAccountPasswordPolicyRequest): object;
}

export function iamWith(configuration: IAMClientConfig): Service<IamActions> {
  return new IAM(configuration) as object;
}

export const iam = /* @__PURE__ */ iamWith(ONE_ATTEMPT);
