import { Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { requireMatch } from '../../private/errors';
import { signInHost } from '../../private/partition/sign-in-host';

/**
 * A URL of the AWS console in the partition of the stack. Free of charge.
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
   * The URL at which IAM users of the account sign in.
   *
   * @param scope a construct of the stack
   */
  public static signIn(scope: IConstruct): ConsoleLink {
    return new ConsoleLink(Fn.sub('https://${AWS::AccountId}.${Host}/console', { Host: signInHost(scope) }));
  }

  /**
   * The URL at which a signed-in user switches to a role. Users of a SAML provider cannot switch roles; they choose the role at sign-in.
   *
   * @param scope a construct of the stack
   * @param displayName the text that the console shows instead of role and account, up to 64 characters; the role's name if left out
   * @throws if the text is empty, too long or contains control characters
   */
  public static switchRole(scope: IConstruct, role: iam.IRole, displayName?: string): ConsoleLink {
    requireMatch('displayName', displayName, /^[^\x00-\x1f]{1,64}$/, 'it has 1 to 64 characters');
    const shown = displayName === undefined || Token.isUnresolved(displayName) ? displayName : encodeURIComponent(displayName);
    // The console expects the role's path before its name. Only the ARN contains the path.
    const variables = {
      Host: signInHost(scope),
      Account: Fn.select(4, Fn.split(':', role.roleArn)),
      Role: Fn.select(1, Fn.split(':role/', role.roleArn)),
      ...shown === undefined ? {} : { Shown: shown },
    };
    return new ConsoleLink(Fn.sub(`https://\${Host}/switchrole?account=\${Account}&roleName=\${Role}${shown === undefined ? '' : '&displayName=${Shown}'}`, variables));
  }

  private constructor(
    /** The URL. */
    public readonly url: string,
  ) {}
}
