import { AccessPolicies } from '../../src/proof/access-policies';
import { DEPLOYMENT } from '../../src/proof/policy/statement';
import { TemplateResource, TemplateResources } from '../../src/proof/template/template-resources';

/** A principal to which templates give permissions. */
export interface Principal {
  /** Tells it from others; the same in two versions of an app. */
  readonly key: string;
  readonly kind: string;
  /** The physical name, if the template sets it. */
  readonly name?: string;
  /** As results name it. */
  readonly label: string;
  /** The resource with the permissions, by which results are located. */
  readonly resource: TemplateResource;
  readonly policies: AccessPolicies;
  /** Who may assume it, if it is a role of the templates. */
  readonly trust?: AccessPolicies;
}

const KINDS: Record<string, { readonly kind: string; readonly name: string; readonly list: string }> = {
  'AWS::IAM::Group': { kind: 'group', name: 'GroupName', list: 'Groups' },
  'AWS::IAM::Role': { kind: 'role', name: 'RoleName', list: 'Roles' },
  'AWS::IAM::User': { kind: 'user', name: 'UserName', list: 'Users' },
};
/** The resources that name an identity, each with the property and the type of the identity. */
const ATTACHING: [string, string, string][] = [
  ...['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) => Object.entries(KINDS).map(([of, { list }]): [string, string, string] => [type, list, of])),
  ['AWS::IAM::GroupPolicy', 'GroupName', 'AWS::IAM::Group'],
  ['AWS::IAM::RolePolicy', 'RoleName', 'AWS::IAM::Role'],
  ['AWS::IAM::UserPolicy', 'UserName', 'AWS::IAM::User'],
  ['AWS::IAM::UserToGroupAddition', 'Users', 'AWS::IAM::User'],
];

/**
 * The groups, roles and users of templates; those outside of the templates to which they attach policies; and managed policies that the
 * templates attach to nothing, which may be attached elsewhere.
 */
export function principalsOf(resources: readonly TemplateResource[]): Principal[] {
  const all = [...resources];
  const templates = new TemplateResources(all, {});
  const identities = all.filter(({ type }) => type in KINDS);
  return [
    ...identities.map((resource) => identity(all, resource)),
    ...outsiders(templates).map((resource) => outsider(all, resource)),
    ...unattached(templates, identities).map((resource) => managedPolicy(all, resource)),
  ];
}

function identity(all: TemplateResource[], resource: TemplateResource): Principal {
  const { kind, name: property } = KINDS[resource.type];
  const written = resource.properties[property];
  const name = typeof written === 'string' ? written : undefined;
  return {
    key: keyOf(kind, resource),
    kind,
    name,
    label: `${kind} ${resource.id}${name === undefined ? '' : ` (${name})`}${place(resource)}`,
    resource,
    policies: AccessPolicies._ofResources(all, () => resource),
    ...kind === 'role' && { trust: AccessPolicies._ofTrustIn(all, resource) },
  };
}

function outsider(all: TemplateResource[], resource: TemplateResource): Principal {
  const { kind, name: property } = KINDS[resource.type];
  const name: string = resource.properties[property];
  const label = `${kind} ${name.replaceAll(DEPLOYMENT, '')}, which no template makes`;
  return { key: keyOf(kind, resource), kind, name, label, resource, policies: AccessPolicies._ofResources([...all, resource], () => resource) };
}

function managedPolicy(all: TemplateResource[], policy: TemplateResource): Principal {
  const kind = 'managed policy';
  const written = policy.properties.ManagedPolicyName;
  const carrier = { ...policy, id: `carrier of ${policy.id}`, type: 'AWS::IAM::Role', properties: { ManagedPolicyArns: [{ Ref: policy.id }] } };
  return {
    key: keyOf(kind, policy),
    kind,
    name: typeof written === 'string' ? written : undefined,
    label: `${kind} ${policy.id}${place(policy)}, which no template attaches`,
    resource: policy,
    policies: AccessPolicies._ofResources(all, () => carrier),
  };
}

/** Identities that policies or groups name and no template makes. */
function outsiders(templates: TemplateResources): TemplateResource[] {
  const found = new Map<string, TemplateResource>();
  for (const [type, property, identityType] of ATTACHING) {
    for (const resource of templates.all(type)) {
      for (const value of [resource.properties[property] ?? []].flat()) {
        const name = templates.referred(resource, value, [identityType]);
        const id = `${KINDS[identityType].kind} ${name}`;
        if (typeof name !== 'string' || found.has(id)) continue;
        found.set(id, { template: '', id, type: identityType, properties: { [KINDS[identityType].name]: name } });
      }
    }
  }
  return [...found.values()];
}

function unattached(templates: TemplateResources, identities: TemplateResource[]): TemplateResource[] {
  const attached = new Set(identities.flatMap((resource) => (
    [resource.properties.ManagedPolicyArns ?? [], resource.properties.PermissionsBoundary ?? []].flat()
      .map((arn) => templates.referred(resource, arn, ['AWS::IAM::ManagedPolicy']))
  )));
  return templates.all('AWS::IAM::ManagedPolicy').filter((policy) => (
    !attached.has(policy) && Object.values(KINDS).every(({ list }) => [policy.properties[list] ?? []].flat().length === 0)
  ));
}

function keyOf(kind: string, { template, id }: TemplateResource): string {
  return JSON.stringify([kind, template, id]);
}

function place({ template }: TemplateResource): string {
  return template ? ` of ${template}` : '';
}
