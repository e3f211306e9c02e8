import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IDependable } from 'constructs';
import { acknowledgeStoreAccess, acknowledgeUsersFunction } from './acknowledgements';
import { idOf } from './identity-store';
import { USER_RECORDS } from '../../account/contract/parameters';
import { arnInStack, arnOutsideAccount, regionalArn } from '../../private/arn';
import { baselineName, shortStackId } from '../../private/baseline-names';
import { BASELINE_PATH } from '../../private/iam-names';
import { createSettingsFunction } from '../../private/lambda/settings-function';
import { omitDescription } from '../../private/managed-policy';

const ID = 'IdentityCenterUsersFunction';

/** `CreateUser` is on the identity store, the others are on the store and on the user. Source: Service Authorization Reference, "AWS Identity Store". */
const CALLS = ['CreateUser', 'DeleteUser', 'DescribeUser', 'GetUserId', 'UpdateUser'].map((name) => `identitystore:${name}`);

/**
 * The Lambda function behind the users of Identity Center, with its role and its log, in the stack that holds them. Its code is part of the
 * template.
 */
export class IdentityCenterUsersProvider extends Construct {
  /** The provider of the stack of a construct; the first call makes it. */
  public static getOrCreate(scope: Construct): IdentityCenterUsersProvider {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild(ID) as IdentityCenterUsersProvider | undefined ?? new IdentityCenterUsersProvider(stack);
  }

  /** The ARN of the function, for the custom resources of the stack. */
  public readonly serviceToken: string;

  private readonly role: iam.Role;
  private readonly ready: IDependable;
  private readonly access = new Map<string, IDependable>();

  private constructor(stack: Stack) {
    super(stack, ID);
    const { handler, role, policy, logGroup, configuration } = createSettingsFunction(this, {
      bundle: 'identity-center-users',
      // The whole id of the stack would make the name longer than the 64 characters of a function.
      name: `${baselineName('identity-center-users')}-${shortStackId()}`,
      records: regionalArn('ssm', `parameter${USER_RECORDS}*`),
      stacks: Aws.STACK_ID,
    });
    this.serviceToken = arnInStack(handler);
    this.role = role;
    this.ready = configuration;
    acknowledgeUsersFunction(policy, handler, logGroup);
  }

  /**
   * Lets the function make the calls for users of an identity store.
   *
   * @returns what the custom resource of a user must be made after, and deleted before
   */
  public readyFor(identityStoreId: string): IDependable[] {
    const id = idOf(this, [identityStoreId]);
    const access = this.access.get(id) ?? this.accessTo(id, identityStoreId);
    this.access.set(id, access);
    return [access, this.ready];
  }

  /** A policy for each store: CloudFormation deletes it with the last user of the store, after that user. */
  private accessTo(id: string, identityStoreId: string): IDependable {
    // The account of the ARN is that of the instance, which may be another one than that of the delegated administrator.
    const store = arnOutsideAccount('identitystore::*', `identitystore/${identityStoreId}`);
    const policy = new iam.ManagedPolicy(this, `Store-${id}`, {
      path: BASELINE_PATH,
      roles: [this.role],
      statements: [new iam.PolicyStatement({ actions: CALLS, resources: [store, arnOutsideAccount('identitystore::', 'user/*')] })],
    });
    omitDescription(policy);
    acknowledgeStoreAccess(policy, store);
    return policy;
  }
}
