import type * as sdk from '@aws-sdk/client-organizations';
import { lazyClient } from './client';

interface Actions {
  'organizations:DeregisterDelegatedAdministrator'(input: sdk.DeregisterDelegatedAdministratorRequest): object;
  'organizations:DisableAWSServiceAccess'(input: sdk.DisableAWSServiceAccessRequest): object;
  'organizations:DisablePolicyType'(input: sdk.DisablePolicyTypeRequest): object;
  'organizations:EnableAWSServiceAccess'(input: sdk.EnableAWSServiceAccessRequest): object;
  'organizations:EnablePolicyType'(input: sdk.EnablePolicyTypeRequest): object;
  'organizations:ListAWSServiceAccessForOrganization'(input: sdk.ListAWSServiceAccessForOrganizationRequest): sdk.ListAWSServiceAccessForOrganizationResponse;
  'organizations:ListDelegatedAdministrators'(input: sdk.ListDelegatedAdministratorsRequest): sdk.ListDelegatedAdministratorsResponse;
  'organizations:ListPolicies'(input: sdk.ListPoliciesRequest): sdk.ListPoliciesResponse;
  'organizations:ListRoots'(input: sdk.ListRootsRequest): sdk.ListRootsResponse;
  'organizations:ListTargetsForPolicy'(input: sdk.ListTargetsForPolicyRequest): sdk.ListTargetsForPolicyResponse;
  'organizations:RegisterDelegatedAdministrator'(input: sdk.RegisterDelegatedAdministratorRequest): object;
}

/** The endpoint of Organizations is one for all regions of a partition. */
export const organizations = lazyClient<Actions>('organizations', 'Organizations');
