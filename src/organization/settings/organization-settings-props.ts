import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { DelegatedAdministratorOptions } from './delegated-administrator-options';
import { OrganizationPolicyType } from './organization-policy-type';

/** Properties of `OrganizationSettings`. What is not named is left as it is. */
export interface OrganizationSettingsProps {
  /**
   * The types of policies that can be attached in the organization. Let policies depend on the settings: `policy.node.addDependency(settings)`.
   *
   * @default - none
   */
  readonly policyTypes?: OrganizationPolicyType[];

  /**
   * The services that have trusted access to the organization, such as `guardduty.amazonaws.com`. Those of `delegatedAdministrators`, and
   * IAM for central root access, need not be named.
   *
   * @default - those that the other properties need
   */
  readonly trustedServices?: string[];

  /**
   * The accounts that administer a service for the organization. A service may limit how many it has; those that others have registered
   * stay.
   *
   * @default - none
   */
  readonly delegatedAdministrators?: DelegatedAdministratorOptions[];

  /**
   * Whether the organization manages the credentials of the members' root users: it can remove them, and accounts that it creates have none.
   *
   * @default false
   */
  readonly rootCredentialsManagement?: boolean;

  /**
   * Whether the management account, and a delegated administrator of IAM, may perform privileged tasks in member accounts: see
   * `CentralRootRole`.
   *
   * @default false
   */
  readonly rootSessions?: boolean;

  /**
   * The removal policy of each setting, for when it leaves the stack or the stack is deleted. `RETAIN_ON_UPDATE_OR_DELETE` keeps it, and
   * undoes a first deployment that fails; `RETAIN` means the same here. `DESTROY` turns off what this construct has turned on, unless it
   * is in use: a policy of that type is attached, or the service has a delegated administrator.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How long CloudFormation waits for each setting: 2 minutes, which one attempt may take, to 1 hour.
   *
   * @default Duration.minutes(5)
   */
  readonly serviceTimeout?: Duration;
}
