import { AccessCondition } from '../permissions/least-privilege/access-condition';

/**
 * The requests that a question asks about: all of its lists must match. At least one of the lists of actions and resources must be given.
 */
export interface AccessQuestion {
  /**
   * The actions, such as `iam:PassRole` or `iam:*`. Wildcards stand for actions of the future too.
   *
   * @default - every action
   */
  readonly actions?: string[];

  /**
   * Actions that are not asked about.
   *
   * @default - none
   */
  readonly notActions?: string[];

  /**
   * ARNs with wildcards, tokens and policy variables such as `${aws:username}`, or `*`. To `allowsEverything`, a wildcard in an ARN stands
   * for text without a colon.
   *
   * @default - every resource, and the actions that take none
   */
  readonly resources?: string[];

  /**
   * Resources that are not asked about.
   *
   * @default - none
   */
  readonly notResources?: string[];

  /**
   * Conditions that all hold in the requests, such as `AccessContext.withoutMfa()`.
   *
   * @default - none; every value of every condition key is asked about, also that the key is absent
   */
  readonly when?: AccessCondition[];
}
