import { Aspects, AspectPriority, IAspect, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { usersOfPolicy } from './attachments';
import { carriesPolicies } from './user-references';
import { warn } from '../private/warnings';

/**
 * Warns about policies on IAM users. Policies on users outside the baseline work and remain; benchmarks report them (CIS AWS Foundations
 * 2.13, Security Hub IAM.2). On users of the baseline they are errors as well, see `BaselineUser` and `ProgramUser`.
 *
 * Acknowledge the warning with the ID `cdk-secure-account-baseline:policyOnUser`.
 */
export class UserPolicyCheck implements IAspect {
  /** Checks the whole app or stage of a construct, once, however often it is called. */
  public static apply(scope: IConstruct): void {
    const whole = Stage.of(scope) ?? scope.node.root;
    if (Aspects.of(whole).all.some((aspect) => aspect instanceof UserPolicyCheck)) return;
    // Runs after every aspect that changes the app.
    Aspects.of(whole).add(new UserPolicyCheck(), { priority: AspectPriority.READONLY });
  }

  public visit(node: IConstruct): void {
    const users = usersOfPolicy(node);
    const carriers = users ? [...users.names, ...users.resources.map((user) => user.node.path)] : [];
    if (iam.CfnUser.isCfnUser(node) && carriesPolicies(node)) carriers.push(node.node.path);
    if (carriers.length === 0) return;
    warn(node, 'policyOnUser', `A policy is attached to IAM users (${carriers.join(', ')}): attach it to one of their groups`);
  }
}
