import { IResource, Resource } from 'aws-cdk-lib';
import { CfnGroup, CfnGroupMembership } from 'aws-cdk-lib/aws-identitystore';
import { Construct } from 'constructs';
import { IIdentityCenterUser } from './identity-center-user';
import { idOf, requireFreeName, requireMemberId, requireStoreId, requireStoreText } from './identity-store';
import { requireUnique } from './unique-value';
import { inConstruct, invalid } from '../../private/errors';
import { checkProps, having, Kind, KnownKeys, listOf, mandatory, requireKnownKeys, text } from '../../private/known-keys';
import { inProperty } from '../../private/written-properties';

/** A group of IAM Identity Center, made here or anywhere else. */
export interface IIdentityCenterGroup extends IResource {
  /**
   * The id of the group in the identity store.
   *
   * @attribute
   */
  readonly groupId: string;
}

/** Properties of an `IdentityCenterGroup`. */
export interface IdentityCenterGroupProps {
  /**
   * The id of the identity store of the instance, such as `d-1234567890`; `aws sso-admin list-instances` shows it beside the ARN of the
   * instance. A change replaces the group.
   */
  readonly identityStoreId: string;

  /**
   * The name of the group: 1 to 1,024 letters, digits, symbols, punctuation marks and spaces, unique in the identity store. `Administrator`
   * and `AWSAdministrators` are reserved. A change renames the group, which keeps its members and assignments.
   */
  readonly groupName: string;

  /**
   * The purpose of the group, up to 1,024 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The members of the group. Members that others have added stay. See also `addUser`.
   *
   * @default - none
   */
  readonly users?: IIdentityCenterUser[];
}

const USER: Kind = having('userId', 'an IdentityCenterUser, such as IdentityCenterUser.fromUserId(this, id, userId)');
const KEYS: KnownKeys<IdentityCenterGroupProps> = {
  identityStoreId: mandatory(text), groupName: mandatory(text), description: text, users: listOf(USER),
};

/**
 * A group of the directory of IAM Identity Center, to which permission sets are assigned.
 *
 * It is for an instance whose identity source is the Identity Center directory. If an identity provider synchronizes its groups (SCIM), or
 * the source is Active Directory, create the group there and refer to it with `fromGroupId`.
 *
 * Deploy it in the management account or the delegated administrator of Identity Center, in the home region of the instance. A principal that may
 * change the members of the group can give its access to others; the guardrail of the job functions denies it. Groups are free of charge.
 *
 * Sources: AWS CloudFormation Template Reference, "AWS::IdentityStore::Group", "AWS::IdentityStore::GroupMembership"; Identity Store API
 * Reference, "CreateGroup".
 *
 * @example
 * new IdentityCenterGroup(this, 'Developers', {
 *   identityStoreId: 'd-1234567890',
 *   groupName: 'Developers',
 *   users: [IdentityCenterUser.fromUserId(this, 'Alice', '0a1b2c3d-7dec-11d0-a765-00a0c91e6bf6')],
 * });
 */
export class IdentityCenterGroup extends Resource implements IIdentityCenterGroup {
  /**
   * Refers to a group that exists, such as one that an identity provider synchronizes.
   *
   * @param groupId such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`; `aws identitystore list-groups` shows it
   * @throws if the id is malformed
   */
  public static fromGroupId(scope: Construct, id: string, groupId: string): IIdentityCenterGroup {
    class Import extends Resource implements IIdentityCenterGroup {
      public readonly groupId = groupId;
    }
    inConstruct(scope, id, () => requireMemberId('groupId', groupId, 'group'));
    return new Import(scope, id);
  }

  /** The id of the group in the identity store. */
  public readonly groupId: string;

  /** The name of the group. */
  public readonly groupName: string;

  /** The id of the identity store of the group. */
  public readonly identityStoreId: string;

  private readonly members = new Set<string>();

  /**
   * @throws if a property does not exist or has a wrong value, or a user is listed twice; at synth, if the identity store has a group of that
   * name in the stage, in whatever case
   */
  constructor(scope: Construct, id: string, props: IdentityCenterGroupProps) {
    checkProps(scope, id, props, KEYS, () => {
      requireStoreId('identityStoreId', props.identityStoreId);
      requireStoreText('groupName', props.groupName);
      requireFreeName('groupName', props.groupName);
      requireStoreText('description', props.description);
    });
    super(scope, id);
    const { identityStoreId, groupName, description } = props;
    this.identityStoreId = identityStoreId;
    this.groupName = groupName;
    const resource = new CfnGroup(this, 'Resource', { identityStoreId, displayName: groupName, description });
    this.groupId = resource.attrGroupId;
    requireUnique(this, resource, {
      property: 'groupName', kind: 'name', holder: 'an identity store', read: (group) => [group.identityStoreId, group.displayName], ignoresCase: true,
    });
    for (const [index, user] of (props.users ?? []).entries()) inProperty(`users[${index}]`, () => this.addUser(user), { user: `users[${index}]` });
  }

  /**
   * Adds a user to the group.
   *
   * @throws if the user is a member already
   */
  public addUser(user: IIdentityCenterUser): void {
    inConstruct(this.node.scope!, this.node.id, () => {
      requireKnownKeys({ user }, { user: mandatory(USER) });
      const id = idOf(this, [user.userId]);
      if (this.members.has(id)) throw invalid('user', user, 'the user is a member already. Remove one of the two');
      this.members.add(id);
      new CfnGroupMembership(this, id, { identityStoreId: this.identityStoreId, groupId: this.groupId, memberId: { userId: user.userId } });
    });
  }
}
