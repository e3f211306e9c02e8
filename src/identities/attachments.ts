import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { References, referencesOf } from '../private/text/references';
import { Tree } from '../private/tree';

/** The attachments in a stage, from either side: by the resource itself, or by a literal name within one account. */
export class Attachments {
  /** Adds the references of a resource. */
  public static from(entries: Iterable<readonly [IConstruct, References]>): Attachments {
    const attachments = new Attachments();
    for (const [resource, { resources, names }] of entries) {
      for (const target of [...resources, ...names]) {
        const present = attachments.byTarget.get(target);
        if (present) present.add(resource);
        else attachments.byTarget.set(target, new Set([resource]));
      }
    }
    return attachments;
  }

  private readonly byTarget = new Map<IConstruct | string, Set<IConstruct>>();

  private constructor() {}

  /**
   * The resources that refer to a target. A name counts only within the same account, since another account may have a resource with that
   * name.
   */
  public to(target: CfnNamed, name: string | undefined): IConstruct[] {
    if (this.byTarget.size === 0) return [];
    const named = name === undefined ? [] : [...this.byTarget.get(name) ?? []];
    const inAccount = named.filter((resource) => Stack.of(resource).account === Stack.of(target).account);
    return [...new Set([...this.byTarget.get(target) ?? [], ...inAccount])];
  }
}

type CfnNamed = iam.CfnUser | iam.CfnGroup | iam.CfnManagedPolicy;

/** The policies, managed or inline, that are attached to users from the policies' side. */
export function policiesOfUsers(tree: Tree): Attachments {
  return Attachments.from(tree.derived(policiesWithUsers));
}

/** Every policy, managed or inline, with the users that it is attached to from its side. */
export function policiesWithUsers(tree: Tree): [IConstruct, References][] {
  return ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::UserPolicy'].flatMap((type) => tree.resources(type))
    .map((policy) => [policy, usersOfPolicy(policy)]);
}

/** The managed policies that are attached to groups from the policies' side. */
export function policiesOfGroups(tree: Tree): Attachments {
  return Attachments.from(tree.resources<iam.CfnManagedPolicy>('AWS::IAM::ManagedPolicy').map((policy) => [policy, referencesOf(policy, policy.groups)]));
}

/** The groups that carry managed policies from their own side. */
export function groupsOfPolicies(tree: Tree): Attachments {
  return Attachments.from(tree.resources<iam.CfnGroup>('AWS::IAM::Group').map((group) => [group, referencesOf(group, group.managedPolicyArns)]));
}

/** The roles that carry managed policies from their own side. */
export function rolesOfPolicies(tree: Tree): Attachments {
  return Attachments.from(tree.resources<iam.CfnRole>('AWS::IAM::Role').map((role) => [role, referencesOf(role, role.managedPolicyArns)]));
}

/** The access keys of users. */
export function accessKeysOfUsers(tree: Tree): Attachments {
  return Attachments.from(tree.resources<iam.CfnAccessKey>('AWS::IAM::AccessKey').map((key) => [key, referencesOf(key, key.userName)]));
}

/** The resources that add users to groups, in addition to the users' own lists. */
export function additionsOfUsers(tree: Tree): Attachments {
  return Attachments.from(tree.resources<iam.CfnUserToGroupAddition>('AWS::IAM::UserToGroupAddition')
    .map((addition) => [addition, referencesOf(addition, addition.users)]));
}

function usersOfPolicy(policy: IConstruct): References {
  const { users, userName } = policy as { users?: string[]; userName?: string };
  return referencesOf(policy, users ?? userName);
}
