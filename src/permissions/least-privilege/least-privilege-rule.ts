/** What a `LeastPrivilegePolicy` refuses. The value is the id that the error at synth names. */
export enum LeastPrivilegeRule {
  /** Every action on every resource (CIS AWS Foundations 7.0.0, 2.14; Security Hub IAM.1). It stands for all the other rules too. */
  FULL_ACCESS = 'cdk-secure-account-baseline:leastPrivilege:fullAccess',
  /** Every action of a service, as in `s3:*` (Security Hub IAM.21). */
  SERVICE_WILDCARD = 'cdk-secure-account-baseline:leastPrivilege:serviceWildcard',
  /** An Allow that names what it does not allow, and so allows what AWS adds next year. */
  ALLOW_WITH_NOT_ACTION = 'cdk-secure-account-baseline:leastPrivilege:allowWithNotAction',
  /** `iam:PassRole` that says no role, or all of them. A path or a prefix of names, such as `role/workload/*`, is enough. */
  PASS_ROLE_WITHOUT_ROLE = 'cdk-secure-account-baseline:leastPrivilege:passRoleWithoutRole',
  /** `iam:PassRole` without the services that the roles may be passed to (`iam:PassedToService`). */
  PASS_ROLE_WITHOUT_SERVICE = 'cdk-secure-account-baseline:leastPrivilege:passRoleWithoutService',
  /** To assume roles by a wildcard: whoever names a role to fit it lets the carrier in. */
  ASSUME_ROLE_BY_WILDCARD = 'cdk-secure-account-baseline:leastPrivilege:assumeRoleByWildcard',
  /**
   * Changes of identities (IAM, Identity Center, Organizations and the like) where a wildcard stands in the action or in the
   * resource. The own user (`user/${aws:username}`) is no wildcard; nor is one that a condition on `iam:PermissionsBoundary` holds.
   */
  IDENTITY_WRITE_BY_WILDCARD = 'cdk-secure-account-baseline:leastPrivilege:identityWriteByWildcard',
  /** Any resource, where the action takes one. A condition on the tags of the resource is as good as its ARN. */
  RESOURCE_LEFT_OPEN = 'cdk-secure-account-baseline:leastPrivilege:resourceLeftOpen',
  /** A condition that no request can meet, so that the statement allows nothing. */
  CONDITION_NEVER_HOLDS = 'cdk-secure-account-baseline:leastPrivilege:conditionNeverHolds',
}

/** Why a policy may do what a rule refuses. */
export interface LeastPrivilegeAcknowledgement {
  /** The rule that the policy breaks. */
  readonly rule: LeastPrivilegeRule;

  /** Why that is right, for whoever reviews the policy. It cannot be blank. */
  readonly reason: string;

  /**
   * The `Sid` of the one statement that it is about. Better give it: without it, statements that are added later are covered too.
   *
   * @default - every statement of the policy
   */
  readonly sid?: string;
}
