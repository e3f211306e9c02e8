import { CfnResource, Duration, IResource, Resource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { idOf, requireFreeName, requireMemberId, requireStoreId, requireStoreText } from './identity-store';
import { requireUnique } from './unique-value';
import { IdentityCenterUsersProvider } from './users-provider';
import { IDENTITY_CENTER_USER_TYPE, IdentityCenterUserProperties } from '../../account/contract/identity-center-users';
import { inConstruct, requireMatch } from '../../private/errors';
import { checkProps, KnownKeys, mandatory, text } from '../../private/known-keys';
import { requireEmailAddress } from '../../watch/email-addresses';

/** A user of IAM Identity Center, made here or anywhere else. */
export interface IIdentityCenterUser extends IResource {
  /**
   * The id of the user in the identity store.
   *
   * @attribute
   */
  readonly userId: string;
}

/** Properties of an `IdentityCenterUser`. */
export interface IdentityCenterUserProps {
  /**
   * The id of the identity store of the instance, such as `d-1234567890`; `aws sso-admin list-instances` shows it beside the ARN of the
   * instance. A change replaces the user.
   */
  readonly identityStoreId: string;

  /** The given name: 1 to 1,024 letters, digits, symbols, punctuation marks and spaces. */
  readonly givenName: string;

  /** The family name: 1 to 1,024 letters, digits, symbols, punctuation marks and spaces. */
  readonly familyName: string;

  /**
   * The email address, unique in the identity store. The person who reads it sets the password. A change keeps the user, except in
   * `us-east-1`, see `IdentityCenterUser`.
   */
  readonly email: string;

  /**
   * The name to sign in with: 1 to 128 letters, digits, symbols and punctuation marks, unique in the identity store. `Administrator` and
   * `AWSAdministrators` are reserved. A change keeps the user, except in `us-east-1`, see `IdentityCenterUser`.
   *
   * @default - the email address
   */
  readonly userName?: string;

  /**
   * The name that is shown: 1 to 1,024 letters, digits, symbols, punctuation marks and spaces.
   *
   * @default - the given name and the family name
   */
  readonly displayName?: string;
}

const KEYS: KnownKeys<IdentityCenterUserProps> = {
  identityStoreId: mandatory(text),
  givenName: mandatory(text),
  familyName: mandatory(text),
  email: mandatory(text),
  userName: text,
  displayName: text,
};

/** "CreateUser", Identity Store API Reference. */
const USER_NAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

const TYPE = 'AWS::IdentityStore::User';

/** The regions with the type. Source: the resource schemas that AWS publishes for each region, as cfn-lint 1.58.0 holds them. */
const REGIONS = ['us-east-1'];

/** How long CloudFormation waits for the function: one invocation takes two minutes, and Lambda repeats one that dies. */
const SERVICE_TIMEOUT = Duration.minutes(5);

/** The properties of each user, since a `CfnResource` does not show them. */
const MADE = new WeakMap<CfnResource, { readonly identityStoreId: string; readonly userName: string; readonly email: string }>();

/**
 * A person in the directory of IAM Identity Center, such as the first administrator of a new organization.
 *
 * It is for an instance whose identity source is the Identity Center directory. With an identity provider that synchronizes its users
 * (SCIM), or with Active Directory, create the user there, and refer to it with `fromUserId` where a group of this app needs it.
 *
 * A new user has no password. Turn on *Send email OTP* in the console of Identity Center, under *Settings* > *Authentication*: the first
 * sign-in then sends a one-time password to the email address, and the person chooses a password and registers an MFA device. Until then,
 * every reader of the mailbox can sign in as the user. This library holds no password.
 *
 * If the user leaves the stack, the user is deleted with the MFA devices, and nothing is left that the person could sign in to. To keep it,
 * call `applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)`. Users are free of charge.
 *
 * Deploy it in the management account or the delegated administrator of Identity Center, in the home region of the instance. Set `env.region`
 * of the stack before the first deployment: it decides who creates the user, and a later change of it fails.
 *
 * - In `us-east-1`, CloudFormation does, which had the resource type in no other region in October 2026. It changes neither the user name nor
 *   the email address: it creates another user first, which the identity store refuses while one of the two is the same. If both change,
 *   the person gets a new user, without the MFA devices.
 * - In every other region, and without `env.region`, a Lambda function does, which the first user adds to the stack with its code, its role
 *   and its log. It changes every name and the email address in place, deletes only users that it has created, and logs neither names nor
 *   addresses. A template that is sent without a bucket holds 60 users. Within the free tier of Lambda, the function costs nothing.
 *
 * A user that exists is never taken over: the deployment fails, and names the id for `fromUserId`.
 *
 * Sources: AWS CloudFormation Template Reference, "AWS::IdentityStore::User"; IAM Identity Center User Guide, "Email one-time password to users
 * created with API or CLI".
 *
 * @example
 * const alice = new IdentityCenterUser(this, 'Alice', {
 *   identityStoreId: 'd-1234567890', givenName: 'Alice', familyName: 'Example', email: 'alice@example.com',
 * });
 * new IdentityCenterGroup(this, 'Administrators', { identityStoreId: 'd-1234567890', groupName: 'Administrators', users: [alice] });
 */
export class IdentityCenterUser extends Resource implements IIdentityCenterUser {
  /**
   * Refers to a user that exists, such as one that an identity provider synchronizes.
   *
   * @param userId such as `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`; `aws identitystore list-users` shows it
   * @throws if the id is malformed
   */
  public static fromUserId(scope: Construct, id: string, userId: string): IIdentityCenterUser {
    class Import extends Resource implements IIdentityCenterUser {
      public readonly userId = userId;
    }
    inConstruct(scope, id, () => requireMemberId('userId', userId, 'user'));
    return new Import(scope, id);
  }

  /** The id of the user in the identity store. */
  public readonly userId: string;

  /** The name to sign in with. */
  public readonly userName: string;

  /**
   * @throws if a property does not exist or has a wrong value; at synth, if the identity store has a user of that name or email address in the
   * stage, in whatever case
   */
  constructor(scope: Construct, id: string, props: IdentityCenterUserProps) {
    checkProps(scope, id, props, KEYS, () => requireUserProps(props));
    super(scope, id);
    const person = withDefaults(props);
    const { identityStoreId, email, userName } = person;
    this.userName = userName;
    const resource = REGIONS.includes(Stack.of(this).region) ? this.ofCloudFormation(person) : this.ofFunction(person);
    // What a removal policy is applied to.
    this.node.defaultChild = resource;
    this.userId = resource.getAtt('UserId').toString();
    MADE.set(resource, { identityStoreId, userName, email });
    for (const [property, kind] of [['userName', 'name'], ['email', 'email address']] as const) {
      const read = (user: CfnResource): [string, string] | undefined => {
        const made = MADE.get(user);
        return made && [made.identityStoreId, made[property]];
      };
      requireUnique(this, resource, { property, kind, holder: 'an identity store', read, ignoresCase: true });
    }
  }

  private ofCloudFormation({ identityStoreId, givenName, familyName, email, userName, displayName }: Required<IdentityCenterUserProps>): CfnResource {
    // The oldest aws-cdk-lib that is supported has no class for the type.
    return new CfnResource(this, 'Resource', {
      type: TYPE,
      properties: {
        IdentityStoreId: identityStoreId,
        UserName: userName,
        Name: { GivenName: givenName, FamilyName: familyName },
        DisplayName: displayName,
        Emails: [{ Value: email, Primary: true }],
      },
    });
  }

  /** Its id names the store: another store is another resource, whose user is made before the former one is deleted. */
  private ofFunction({ identityStoreId, givenName, familyName, email, userName, displayName }: Required<IdentityCenterUserProps>): CfnResource {
    const provider = IdentityCenterUsersProvider.getOrCreate(this);
    const person: IdentityCenterUserProperties = {
      IdentityStoreId: identityStoreId, UserName: userName, GivenName: givenName, FamilyName: familyName, DisplayName: displayName, Email: email,
    };
    const resource = new CfnResource(this, `User-${idOf(this, [identityStoreId])}`, {
      type: IDENTITY_CENTER_USER_TYPE,
      properties: { ServiceToken: provider.serviceToken, ServiceTimeout: `${SERVICE_TIMEOUT.toSeconds()}`, ...person },
    });
    resource.node.addDependency(...provider.readyFor(identityStoreId));
    return resource;
  }
}

function withDefaults(props: IdentityCenterUserProps): Required<IdentityCenterUserProps> {
  return { ...props, userName: props.userName ?? props.email, displayName: props.displayName ?? `${props.givenName} ${props.familyName}` };
}

function requireUserProps(props: IdentityCenterUserProps): void {
  const { identityStoreId, givenName, familyName, displayName, email, userName } = withDefaults(props);
  requireStoreId('identityStoreId', identityStoreId);
  for (const [property, value] of Object.entries({ givenName, familyName, displayName })) requireStoreText(property, value);
  requireEmailAddress('email', email);
  requireMatch('userName', userName, USER_NAME, 'it has 1 to 128 letters, digits, symbols and punctuation marks, and no space');
  requireFreeName('userName', userName);
}
