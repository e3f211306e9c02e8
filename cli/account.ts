import { ExistingResources } from './adoption-import';
import { call } from './call';
import { iamWith } from '../src/handlers/shared/clients/iam';
import { Fact } from '../src/handlers/shared/security-checks/facts';
import { fact } from '../src/handlers/shared/security-checks/gather-facts';

interface Configuration { readonly profile?: string; readonly region?: string }

/** The alias of the account, or null. */
export function aliasOf(configuration: Configuration): Promise<Fact<string | null>> {
  return fact(call(iamWith(configuration), 'iam:ListAccountAliases', {}).then(({ AccountAliases: [alias = null] = [] }) => alias));
}

/** The ARNs of the resources that CloudFormation imports by ARN. */
export async function arnsOf(configuration: Configuration): Promise<ExistingResources['arns']> {
  const iam = iamWith(configuration);
  const arns: string[] = [];
  let page: { IsTruncated?: boolean; Marker?: string } = {};
  do {
    const { Policies = [], ...rest } = await call(iam, 'iam:ListPolicies', { Scope: 'Local', Marker: page.Marker });
    arns.push(...Policies.map(({ Arn }) => Arn!));
    page = rest;
  } while (page.IsTruncated);
  const { SAMLProviderList = [] } = await call(iam, 'iam:ListSAMLProviders', {});
  const { OpenIDConnectProviderList = [] } = await call(iam, 'iam:ListOpenIDConnectProviders', {});
  return [...arns, ...[...SAMLProviderList, ...OpenIDConnectProviderList].map(({ Arn }) => Arn!)];
}
