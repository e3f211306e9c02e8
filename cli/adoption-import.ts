/** What an account has, by the identifiers that CloudFormation imports resources with. */
export interface ExistingResources {
  readonly groups: string[];
  readonly roles: string[];
  readonly users: string[];
  /** ARNs of customer-managed policies, SAML and OpenID Connect providers. */
  readonly arns: string[];
}

/** For `cdk import --resource-mapping`: by logical id, the identifiers of the existing resource. */
export interface ImportMap { readonly [logicalId: string]: { readonly [identifier: string]: string } }

interface Resource { readonly Type: string; readonly Properties?: Record<string, unknown> }

/**
 * The resources of a synthesized template that already exist in the account under the same name, so that the deployment would fail. The
 * map omits names that are known only at deployment.
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
  // IAM keeps the case of a name, and refuses a second one that differs only by case.
  const same = (one: string, other: unknown) => typeof other === 'string' && one.toLowerCase() === other.toLowerCase();
  const named = (property: string, names: string[]) => {
    const found = names.find((name) => same(name, properties[property]));
    return found === undefined ? undefined : { [property]: found };
  };
  const withArn = (identifier: string, kind: string, name: unknown, nameIn: (resource: string) => string = (resource) => resource) => {
    const start = `:${kind}/`;
    const found = arns.find((arn) => arn.includes(start) && same(nameIn(arn.slice(arn.indexOf(start) + start.length)), name));
    return found === undefined ? undefined : { [identifier]: found };
  };
  switch (type) {
    case 'AWS::IAM::Group': return named('GroupName', groups);
    case 'AWS::IAM::Role': return named('RoleName', roles);
    case 'AWS::IAM::User': return named('UserName', users);
    case 'AWS::IAM::ManagedPolicy': return withArn('PolicyArn', 'policy', properties.ManagedPolicyName, (resource) => resource.split('/').pop()!);
    case 'AWS::IAM::SAMLProvider': return withArn('Arn', 'saml-provider', properties.Name);
    case 'AWS::IAM::OIDCProvider': return withArn('Arn', 'oidc-provider', issuerOf(properties.Url), withoutSlash);
    default: return undefined;
  }
}

/** The common part of an issuer's URL and the ARN of its provider. */
function issuerOf(url: unknown): string | undefined {
  return typeof url === 'string' ? withoutSlash(url.replace(/^https:\/\//i, '')) : undefined;
}

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, '');
}
