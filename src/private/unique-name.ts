import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { addTreeValidation, Tree } from './tree';
import { violation } from './written-properties';

/** A kind of which an account takes each name once. */
interface Named {
  /** The property of the resource class that holds the name. */
  readonly property: string;
  /** What names are told apart by. */
  readonly key: (name: string) => string;
  /** How IAM compares them. */
  readonly comparison: string;
}

const ofNames = (property: string, kind: string): Named => ({
  property, key: (name) => name.toLowerCase(), comparison: `IAM compares the names of ${kind} without case and path. Choose another name`,
});

/** "IAM and AWS STS quotas", IAM User Guide, "Name requirements". Other kinds have no names that they could share. */
const NAMED: { readonly [type: string]: Named } = {
  'AWS::IAM::Group': ofNames('groupName', 'groups'),
  'AWS::IAM::InstanceProfile': ofNames('instanceProfileName', 'instance profiles'),
  'AWS::IAM::ManagedPolicy': ofNames('managedPolicyName', 'policies'),
  'AWS::IAM::OIDCProvider': {
    property: 'url',
    key: (url) => url.toLowerCase().replace(/\/$/, ''),
    comparison: 'An account takes each issuer once. Use that provider for all roles',
  },
  'AWS::IAM::Role': ofNames('roleName', 'roles'),
  'AWS::IAM::SAMLProvider': ofNames('name', 'SAML providers'),
  'AWS::IAM::User': ofNames('userName', 'users'),
};

/** The resources of this library, so that two of them are one error. */
const OURS = new WeakSet<IConstruct>();

/**
 * Refuses, at synth, a name that another resource of the account has too, also one that this library did not create: the deployment
 * would partially fail.
 *
 * @param construct whose default child is the named resource
 * @param property that the user chooses the name with
 */
export function requireUniqueName(construct: IConstruct, property: string): void {
  const resource = construct.node.defaultChild ?? construct.node.tryFindChild('Resource');
  // `iam.Role.customizeRoles` leaves it out.
  if (!CfnResource.isCfnResource(resource)) return;
  OURS.add(resource);
  addTreeValidation(construct, (tree) => {
    const { byName, namesOf } = tree.derived(readNames);
    const own = namesOf.get(resource);
    if (own === undefined) return [];
    const holders = byName.get(own.key)!;
    const other = holders.find((holder) => holder !== resource && !exclude(holder, resource));
    // Of two resources of this library the later one has the error.
    if (!other || (OURS.has(other) && holders.indexOf(other) > holders.indexOf(resource))) return [];
    return [violation(construct, property, own.name, `${ownerOf(other).node.path} has this name already. ${NAMED[resource.cfnResourceType].comparison}`)];
  });
}

/** The names of a stage. */
interface Names {
  /** The resources by account, kind and name. */
  readonly byName: Map<string, CfnResource[]>;
  readonly namesOf: Map<CfnResource, { readonly name: string; readonly key: string }>;
}

function readNames(tree: Tree): Names {
  const { byName, namesOf }: Names = { byName: new Map(), namesOf: new Map() };
  for (const resource of Object.keys(NAMED).flatMap((type) => tree.resources(type))) {
    const name = nameOf(resource);
    if (name === undefined) continue;
    const key = keyOf(resource, name);
    byName.set(key, [...byName.get(key) ?? [], resource]);
    namesOf.set(resource, { name, key });
  }
  return { byName, namesOf };
}

/** What only the deployment knows is no name. */
function nameOf(resource: CfnResource): string | undefined {
  const value = (resource as unknown as { readonly [property: string]: unknown })[NAMED[resource.cfnResourceType].property];
  const name = Token.isUnresolved(value) ? Stack.of(resource).resolve(value) : value;
  return typeof name === 'string' ? name : undefined;
}

function keyOf(resource: CfnResource, name: string): string {
  return [accountOf(resource), resource.cfnResourceType, NAMED[resource.cfnResourceType].key(name)].join('|');
}

/** The account where it is known; otherwise each stack may go to another one, with its nested stacks. */
function accountOf(resource: IConstruct): string {
  let stack = Stack.of(resource);
  while (stack.nestedStackParent) stack = stack.nestedStackParent;
  return Token.isUnresolved(stack.account) ? stack.node.path : stack.account;
}

/** Resources with different conditions may be meant never to exist together. */
function exclude(one: CfnResource, other: CfnResource): boolean {
  const [condition, otherCondition] = [one.cfnOptions.condition, other.cfnOptions.condition];
  return condition !== undefined && otherCondition !== undefined && condition !== otherCondition;
}

function ownerOf(resource: CfnResource): IConstruct {
  return resource.node.id === 'Resource' ? resource.node.scope! : resource;
}
