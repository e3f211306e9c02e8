import { Rule } from './rule';
import { LeastPrivilegeRule } from '../../src/permissions/least-privilege/least-privilege-rule';

/** What a `LeastPrivilegePolicy` refuses. */
export const POLICY_RULES: Record<LeastPrivilegeRule, Rule> = {
  [LeastPrivilegeRule.FULL_ACCESS]: {
    what: 'A statement allows every action on every resource.',
    why: 'The carrier is an administrator (CIS AWS Foundations 7.0.0, 2.14; Security Hub IAM.1).',
    fix: 'Name the actions and the resources.',
    acknowledge: 'For the policy of an administrator whose role requires MFA.',
  },
  [LeastPrivilegeRule.SERVICE_WILDCARD]: {
    what: 'A wildcard covers actions that write without naming them, such as `s3:*` or `s3:Put*`.',
    why: 'It also allows actions that the author did not intend, and those that AWS adds later (Security Hub IAM.21).',
    fix: 'Name verb and object, such as `s3:PutObject*`.',
    acknowledge: 'If the carrier owns the service in the account, such as a pipeline for one service.',
  },
  [LeastPrivilegeRule.ALLOW_WITH_NOT_ACTION]: {
    what: 'A statement allows with `NotAction`.',
    why: 'It allows every action that AWS adds later.',
    fix: 'Name the actions.',
    acknowledge: 'If the actions that AWS adds later are meant too.',
  },
  [LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE]: {
    what: 'A statement allows `iam:PassRole` for roles of any name, or for the execution role of `cdk bootstrap`.',
    why: 'The carrier passes a more powerful role to a service and acts through it.',
    fix: 'Name a path or a prefix, such as `role/workload/*`.',
    acknowledge: 'If no role of the account has more permissions than the carrier.',
  },
  [LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE]: {
    what: 'A statement allows `iam:PassRole` without naming the services in `iam:PassedToService`.',
    why: 'The role can be passed to any service that trusts it.',
    fix: 'Add the condition with the service, such as `lambda.amazonaws.com`.',
    acknowledge: 'If the trust policy of the role names one service, and nobody else can change it.',
  },
  [LeastPrivilegeRule.ASSUME_ROLE_BY_WILDCARD]: {
    what: 'A statement allows `sts:AssumeRole` by a wildcard or a policy variable.',
    why: 'A role that is named to match lets the carrier in.',
    fix: 'Name the roles.',
    acknowledge: 'If the trust policies of all roles that match decide who may assume them.',
  },
  [LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD]: {
    what: 'A statement changes identities by a wildcard or a policy variable.',
    why: 'The carrier can change its own permissions, or those of an administrator.',
    fix: 'Name the identities, or require a permissions boundary with `iam:PermissionsBoundary`.',
    acknowledge: 'If the carrier administers identities.',
  },
  [LeastPrivilegeRule.CHANGES_ITSELF]: {
    what: 'A statement changes the policy itself, or an identity of the app that carries it.',
    why: 'The carrier gives itself any permissions.',
    fix: 'Let another identity change it.',
    acknowledge: 'If the carrier administers identities, its own included.',
  },
  [LeastPrivilegeRule.RESOURCE_LEFT_OPEN]: {
    what: 'A statement names resources of any name although the action takes a resource.',
    why: 'The carrier reaches the data of every other application.',
    fix: 'Name a prefix of at least three characters, or add a condition on the tags of the resource.',
    acknowledge: 'If the job covers every resource of the type, such as a backup.',
  },
  [LeastPrivilegeRule.CONDITION_NEVER_HOLDS]: {
    what: 'A condition cannot be met by any request.',
    why: 'The statement allows nothing, and the reader believes that it does.',
    fix: 'Correct the condition.',
    acknowledge: 'If the statement is a template whose values another tool replaces.',
  },
};
