/** What an account has, by what CloudFormation asks for when it takes a resource over. */
export interface ExistingResources {
  readonly groups: string[];
  readonly roles: string[];
  readonly users: string[];
  /** ARNs of customer-managed policies, SAML and OpenID Connect providers. */
  readonly arns: string[];
}

/** For `cdk import --resource-mapping`: by logical id, the identifiers of the resource that is there. */
export interface ImportMap { readonly [logicalId: string]: { readonly [identifier: string]: string } }

interface Resource { readonly Type: string; readonly Properties?: Record<string, unknown> }

/**
 * The resources of a synthesised template that the account already has under the same name, so that deploying the template would fail.
 * A name that only the deployment knows is not in the map.
 */
export function importMap(template: { readonly Resources?: Record<string, Resource> }, existing: ExistingResources): ImportMap {
  const map: Record<string, Record<string, string>> = {};
  for (const [logicalId, { Type, Properties = {} }] of Object.entries(template.Resources ?? {})) {
    const identifiers = identifiersOf(Type, Properties, existing);
    if (identifiers) map[logicalId] = identifiers;
  }
  return map;
}

function identifiersOf(
  type: string, properties: Record<string, unknown>, { groups, roles, users, arns }: ExistingResources,
): Record<string, string> | undefined {
  const named = (property: string, names: string[]) => {
    // IAM tells names apart that differ in case, and lets nobody have both.
    const found = names.find((name) => name.toLowerCase() === String(properties[property]).toLowerCase());
    return found === undefined ? undefined : { [property]: found };
  };
  const withArn = (identifier: string, ends: (arn: string) => boolean) => {
    const arn = arns.find(ends);
    return arn === undefined ? undefined : { [identifier]: arn };
  };
  switch (type) {
    case 'AWS::IAM::Group': return named('GroupName', groups);
    case 'AWS::IAM::Role': return named('RoleName', roles);
    case 'AWS::IAM::User': return named('UserName', users);
    case 'AWS::IAM::ManagedPolicy': return withArn('PolicyArn', (arn) => /:policy\//.test(arn) && arn.endsWith(`/${properties.ManagedPolicyName}`));
    case 'AWS::IAM::SAMLProvider': return withArn('Arn', (arn) => arn.endsWith(`:saml-provider/${properties.Name}`));
    case 'AWS::IAM::OIDCProvider':
      return withArn('Arn', (arn) => arn.endsWith(`:oidc-provider/${String(properties.Url).replace(/^https:\/\//, '')}`));
    default: return undefined;
  }
}
