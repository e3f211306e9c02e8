import { Aspects, AspectPriority, IAspect, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { usersOfPolicy } from './attachments';
import { carriesPolicies } from './user-references';
import { warn } from '../private/warnings';

/**
 * Warns of policies on IAM users. Those on other people's users work, so that they stay; benchmarks flag them (CIS AWS Foundations
 * 2.13, Security Hub IAM.2). On users of the baseline they are errors besides, see `BaselineUser` and `ProgramUser`.
 *
 * The warning is acknowledged with the id `cdk-secure-account-baseline:policyOnUser`.
 */
export class UserPolicyCheck implements IAspect {
  /** Checks the whole app (or the stage) that a construct is in, once, whoever asks and how often. */
  public static apply(scope: IConstruct): void {
    const whole = Stage.of(scope) ?? scope.node.root;
    if (Aspects.of(whole).all.some((aspect) => aspect instanceof UserPolicyCheck)) return;
    // After every aspect that changes something.
    Aspects.of(whole).add(new UserPolicyCheck(), { priority: AspectPriority.READONLY });
  }

  public visit(node: IConstruct): void {
    const users = usersOfPolicy(node);
    const carriers = users ? [...users.names, ...users.resources.map((user) => user.node.path)] : [];
    if (iam.CfnUser.isCfnUser(node) && carriesPolicies(node)) carriers.push(node.node.path);
    if (carriers.length === 0) return;
    warn(node, 'policyOnUser', `A policy is attached to IAM users (${carriers.join(', ')}): attach it to a group that they are in`);
  }
}
