import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { referencesOf } from '../../private/text/references';
import { Tree } from '../../private/tree';

/** A group, role or user that carries a policy. */
export interface Carrier {
  readonly kind: 'group' | 'role' | 'user';
  /** The construct path if this app makes the identity, else its name. */
  readonly name: string;
  readonly resource?: CfnResource;
  /** Patterns of the resource part of its ARN, as far as that is known at synth. */
  readonly tails: string[];
}

type CfnIdentity = iam.CfnGroup | iam.CfnRole | iam.CfnUser;

/** The identities that carry a policy, attached from either side: `role.addManagedPolicy` does not ask the policy. */
export function carriersOf(policy: iam.ManagedPolicy, tree: Tree): Carrier[] {
  const own = policy.node.defaultChild as iam.CfnManagedPolicy;
  const listed = ([['group', own.groups], ['role', own.roles], ['user', own.users]] as const).flatMap(([kind, value]): Carrier[] => {
    const { resources, names } = referencesOf(own, value);
    return [...resources.filter(isIdentity).map(carrierOf), ...names.map((name) => ({ kind, name, tails: [`${kind}/${name}`, `${kind}/*/${name}`] }))];
  });
  const attaching = (tree.derived(identitiesByPolicy).get(own) ?? []).map(carrierOf);
  const all = [...listed, ...attaching];
  return all.filter((carrier, index) => all.findIndex(({ kind, name }) => kind === carrier.kind && name === carrier.name) === index);
}

/** The identities of a stage by the policies that they list. */
function identitiesByPolicy(tree: Tree): Map<IConstruct, CfnIdentity[]> {
  const known = new Map<IConstruct, CfnIdentity[]>();
  for (const identity of ['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'].flatMap((type) => tree.resources<CfnIdentity>(type))) {
    for (const policy of referencesOf(identity, identity.managedPolicyArns).resources) known.set(policy, [...known.get(policy) ?? [], identity]);
  }
  return known;
}

function isIdentity(construct: unknown): construct is CfnIdentity {
  return iam.CfnGroup.isCfnGroup(construct) || iam.CfnRole.isCfnRole(construct) || iam.CfnUser.isCfnUser(construct);
}

function carrierOf(resource: CfnIdentity): Carrier {
  const [kind, name] = iam.CfnGroup.isCfnGroup(resource) ? ['group', resource.groupName] as const
    : iam.CfnRole.isCfnRole(resource) ? ['role', resource.roleName] as const : ['user', (resource as iam.CfnUser).userName] as const;
  return { kind, name: resource.node.path, resource, tails: tailsOf(resource, kind, resource.path, name) };
}

/** The resource part of an ARN, if the template names the identity or the policy. */
export function tailsOf(resource: CfnResource, kind: string, path: string | undefined, name: string | undefined): string[] {
  const [literalPath, literalName] = [path ?? '/', name].map((text) => Stack.of(resource).resolve(text));
  return typeof literalPath === 'string' && typeof literalName === 'string' ? [`${kind}${literalPath}${literalName}`] : [];
}
