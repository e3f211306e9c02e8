/** What a `LeastPrivilegePolicy` refuses. The value is the id that the error at synth names. */
export enum LeastPrivilegeRule {
  /** Every action on every resource (CIS AWS Foundations 7.0.0, 2.14; Security Hub IAM.1). It stands for all the other rules too. */
  FULL_ACCESS = 'cdk-secure-account-baseline:leastPrivilege:fullAccess',
  /**
   * Writes by a wildcard that does not name them: every action of a service, as in `s3:*` (Security Hub IAM.21), or what happens to match
   * `s3:*t*` or `s3:Put*`. A wildcard may cover reads, and writes of which it names verb and object, such as `s3:PutObject*`.
   */
  SERVICE_WILDCARD = 'cdk-secure-account-baseline:leastPrivilege:serviceWildcard',
  /** An Allow with `NotAction`, which also allows what AWS adds later. */
  ALLOW_WITH_NOT_ACTION = 'cdk-secure-account-baseline:leastPrivilege:allowWithNotAction',
  /**
   * `iam:PassRole` on roles of any name, such as `role/*`, `role*` or `role/*-prod`, or on the execution role of `cdk bootstrap` to
   * CloudFormation. A path or a prefix of names, such as `role/workload/*`, is enough.
   */
  PASS_ROLE_WITHOUT_ROLE = 'cdk-secure-account-baseline:leastPrivilege:passRoleWithoutRole',
  /** `iam:PassRole` without a condition on `iam:PassedToService` that names the services: `*.amazonaws.com` names none. */
  PASS_ROLE_WITHOUT_SERVICE = 'cdk-secure-account-baseline:leastPrivilege:passRoleWithoutService',
  /** `sts:AssumeRole` by a wildcard or a policy variable: a role that is named to match lets the carrier in. */
  ASSUME_ROLE_BY_WILDCARD = 'cdk-secure-account-baseline:leastPrivilege:assumeRoleByWildcard',
  /**
   * Changes of identities (IAM, Identity Center, Organizations and the like) with a wildcard or a policy variable in the action or the
   * resource. Accepted are the credentials of their own IAM user (`user/${aws:username}`): password, access keys, MFA devices, signing
   * certificates, SSH keys and service-specific credentials. Also accepted are identities that carry one permissions boundary, which a
   * condition on `iam:PermissionsBoundary` names in full: no pattern, and no policy such as AdministratorAccess.
   */
  IDENTITY_WRITE_BY_WILDCARD = 'cdk-secure-account-baseline:leastPrivilege:identityWriteByWildcard',
  /** Changes of the rights of the policy itself, or of a group, role or user of this app that carries it. */
  CHANGES_ITSELF = 'cdk-secure-account-baseline:leastPrivilege:changesItself',
  /**
   * Resources of any name, if the action takes a resource: `*`, or every resource of a type such as `table/*`, `key/*` or `instance/i-*`,
   * whatever the account and region. A prefix of names of at least three characters (or one that ends with a separator) is enough,
   * such as `table/orders-*` or `parameter/app/*`, and so is a condition on the tags of the resource. A suffix is not.
   */
  RESOURCE_LEFT_OPEN = 'cdk-secure-account-baseline:leastPrivilege:resourceLeftOpen',
  /** A condition that no request can meet, so that the statement allows nothing. */
  CONDITION_NEVER_HOLDS = 'cdk-secure-account-baseline:leastPrivilege:conditionNeverHolds',
}

/** Why a policy may do what a rule refuses. */
export interface LeastPrivilegeAcknowledgementOptions {
  /** The rule that the policy breaks. */
  readonly rule: LeastPrivilegeRule;

  /** Why that is right, for the reviewer of the policy. It cannot be blank. */
  readonly reason: string;

  /**
   * The `Sid` of the statement that the acknowledgement is for. Give it if you can: without it, the acknowledgement also covers
   * statements that are added later.
   *
   * @default - every statement of the policy
   */
  readonly sid?: string;
}
