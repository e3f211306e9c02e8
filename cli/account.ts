import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import { ExistingResources } from './adoption-import';
import { call } from './call';
import { Service } from '../src/handlers/shared/retry';
import { Fact } from '../src/handlers/shared/security-checks/facts';

interface Configuration { readonly profile?: string; readonly region?: string }

interface Listing { IsTruncated?: boolean; Marker?: string }

interface Actions {
  'iam:ListAccountAliases'(input: object): { AccountAliases?: string[] };
  'iam:ListPolicies'(input: { Scope: 'Local'; Marker?: string }): Listing & { Policies?: { Arn?: string }[] };
  'iam:ListSAMLProviders'(input: object): { SAMLProviderList?: { Arn?: string }[] };
  'iam:ListOpenIDConnectProviders'(input: object): { OpenIDConnectProviderList?: { Arn?: string }[] };
}

interface StsActions { 'sts:GetCallerIdentity'(input: object): { Account?: string } }

/** Whose account the credentials reach. Every identity may ask this. */
export async function accountOf(configuration: Configuration): Promise<string> {
  const sts: Service<StsActions> = new STS(configuration) as object;
  return (await call(sts, 'sts:GetCallerIdentity', {})).Account!;
}

export async function aliasOf(configuration: Configuration): Promise<Fact<string | null>> {
  try {
    return { value: (await call(iamOf(configuration), 'iam:ListAccountAliases', {})).AccountAliases?.[0] ?? null };
  } catch (error) {
    if (/^(AccessDenied|Unauthorized)/.test((error as Error).name)) return { refused: 'iam:ListAccountAliases' };
    throw error;
  }
}

/** The ARNs of what CloudFormation takes over by ARN. */
export async function arnsOf(configuration: Configuration): Promise<ExistingResources['arns']> {
  const iam = iamOf(configuration);
  const arns: string[] = [];
  let page: Listing = {};
  do {
    const { Policies = [], ...rest } = await call(iam, 'iam:ListPolicies', { Scope: 'Local', Marker: page.Marker });
    arns.push(...Policies.map(({ Arn }) => Arn!));
    page = rest;
  } while (page.IsTruncated);
  const { SAMLProviderList = [] } = await call(iam, 'iam:ListSAMLProviders', {});
  const { OpenIDConnectProviderList = [] } = await call(iam, 'iam:ListOpenIDConnectProviders', {});
  return [...arns, ...[...SAMLProviderList, ...OpenIDConnectProviderList].map(({ Arn }) => Arn!)];
}

function iamOf(configuration: Configuration): Service<Actions> {
  return new IAM(configuration) as object;
}
