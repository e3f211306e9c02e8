import { isDeepStrictEqual } from 'node:util';
import { TemplateResource } from '../../src/proof/template/template-resources';

/** Types that give access without a statement in their properties. */
const GIVING = [
  'AWS::CloudFormation::StackSet',
  'AWS::IdentityStore::GroupMembership',
  'AWS::Lambda::LayerVersionPermission',
  'AWS::Lambda::Permission',
  'AWS::Organizations::Policy',
  'AWS::RAM::ResourceShare',
  'AWS::RolesAnywhere::Profile',
  'AWS::SSO::Assignment',
  'AWS::SSO::PermissionSet',
];

/** The types that are read. What else IAM has gives no access by itself. */
const READ = /^AWS::IAM::(?!OIDCProvider$|SAMLProvider$)/;

/**
 * Resources that may give access, such as bucket policies, and that are not the same in both versions. The proof reads policies of
 * identities and trust policies only.
 *
 * @param isRead whether nested templates are read
 */
export function changedUnread(
  before: readonly TemplateResource[],
  now: readonly TemplateResource[],
  isRead: { readonly nested: boolean },
): TemplateResource[] {
  const mayGive = (resource: TemplateResource) => !READ.test(resource.type)
    && (GIVING.includes(resource.type) || (!isRead.nested && resource.type === 'AWS::CloudFormation::Stack') || holdsStatement(resource.properties));
  const id = ({ template, id: logicalId }: TemplateResource) => JSON.stringify([template, logicalId]);
  const [earlier, later] = [before, now].map((resources) => new Map(resources.filter(mayGive).map((resource) => [id(resource), resource])));
  const changed = [...later].filter(([key, { type, properties }]) => {
    const then = earlier.get(key);
    return !then || then.type !== type || !isDeepStrictEqual(then.properties, properties);
  });
  // A Deny that is gone allows more.
  const removed = [...earlier].filter(([key, { properties }]) => !later.has(key) && JSON.stringify(properties).includes('Deny'));
  return [...changed, ...removed].map(([, resource]) => resource);
}

/** Whether a value holds a statement of a policy, as an object or in JSON. */
function holdsStatement(value: unknown): boolean {
  if (typeof value === 'string') return /"Effect"\s*:/.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return 'Effect' in value || Object.values(value).some(holdsStatement);
}
