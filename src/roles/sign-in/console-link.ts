import { Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { requireMatch } from '../../private/errors';
import { signInHost } from '../../private/sign-in-host';

/**
 * An address at which people come to the AWS console, right for the partition that the stack is deployed to. Costs nothing.
 *
 * Sources: IAM User Guide, "How to sign in to AWS", "Switch from a user to an IAM role (console)".
 *
 * @example
 * declare const role: iam.Role;
 * new CfnOutput(this, 'SignIn', { value: ConsoleLink.signIn(this).url });
 * new CfnOutput(this, 'SwitchRole', { value: ConsoleLink.switchRole(this, role, 'Audit').url });
 */
export class ConsoleLink {
  /**
   * Where IAM users of the account sign in.
   *
   * @param scope a construct of the stack
   */
  public static signIn(scope: IConstruct): ConsoleLink {
    return new ConsoleLink(Fn.sub('https://${AWS::AccountId}.${Host}/console', { Host: signInHost(scope) }));
  }

  /**
   * Where somebody who has signed in switches to a role. Who came through a SAML provider cannot, but chooses the role there.
   *
   * @param scope a construct of the stack
   * @param displayName what the console shows instead of role and account, up to 64 characters; shown as the role's name if left out
   * @throws if the text is none that the console shows
   */
  public static switchRole(scope: IConstruct, role: iam.IRole, displayName?: string): ConsoleLink {
    requireMatch('displayName', displayName, /^[^\x00-\x1f]{1,64}$/, 'it has 1 to 64 characters');
    const shown = displayName === undefined || Token.isUnresolved(displayName) ? displayName : encodeURIComponent(displayName);
    // The console wants the role's path before its name, which only the ARN has.
    const variables = {
      Host: signInHost(scope),
      Account: Fn.select(4, Fn.split(':', role.roleArn)),
      Role: Fn.select(1, Fn.split(':role/', role.roleArn)),
      ...shown === undefined ? {} : { Shown: shown },
    };
    return new ConsoleLink(Fn.sub(`https://\${Host}/switchrole?account=\${Account}&roleName=\${Role}${shown === undefined ? '' : '&displayName=${Shown}'}`, variables));
  }

  private constructor(
    /** The address. */
    public readonly url: string,
  ) {}
}
