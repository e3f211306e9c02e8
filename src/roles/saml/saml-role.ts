import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { inConstruct } from '../../private/errors';
import { SamlTrustOptions } from '../../trust/options/saml-trust-options';
import { RoleTrust } from '../../trust/role-trust';
import { BaselineRole } from '../baseline-role';
import { BaselineRoleOptions } from '../baseline-role-options';
import { requireOwnTrust } from '../own-trust';

/** Properties of a `SamlRole`. */
export interface SamlRoleProps extends BaselineRoleOptions, SamlTrustOptions {
  /** The provider whose users may sign in to the role. */
  readonly provider: iam.ISamlProvider;
}

/**
 * A role that users of a corporate directory sign in to, see `RoleTrust.saml`. The assertion must be made for AWS in this partition.
 *
 * Require MFA at the directory: AWS does not see it. The directory determines the name of a session (`RoleSessionName`).
 *
 * Free of charge. Sources: IAM User Guide, "Create a role for SAML 2.0 federation", "Configure SAML assertions for the authentication
 * response", "Available keys for SAML-based AWS STS federation".
 *
 * @example
 * const provider = SamlProvider.fromSamlProviderArn(this, 'Workforce', 'arn:aws:iam::111122223333:saml-provider/workforce');
 * const role = new SamlRole(this, 'PowerUser', {
 *   provider,
 *   jobFunctions: [JobFunction.POWER_USER],
 *   maxSessionDuration: Duration.hours(8),
 * });
 * new CfnOutput(this, 'ForTheDirectory', { value: role.roleAndProvider });
 */
export class SamlRole extends BaselineRole {
  /**
   * The value of the attribute `https://aws.amazon.com/SAML/Attributes/Role` that the identity provider sends for users of the role: the
   * ARNs of the role and of the provider, separated by a comma.
   */
  public readonly roleAndProvider: string;

  /**
   * @throws if an audience, region or attribute is malformed, if IAM has no condition key for an attribute, or if a name, path or
   * duration is out of range
   */
  constructor(scope: Construct, id: string, props: SamlRoleProps) {
    const { provider, signInRegions, audiences, attributes, sessionTags, sourceIdentity, ...role } = props;
    const trust = { signInRegions, audiences, attributes, sessionTags, sourceIdentity };
    const assumedBy = inConstruct(scope, id, () => {
      requireOwnTrust(props, 'SamlRole', '`provider`');
      return RoleTrust.saml(provider, trust);
    });
    super(scope, id, { ...role, assumedBy });
    this.roleAndProvider = Fn.sub('${Role},${Provider}', { Role: this.roleArn, Provider: provider.samlProviderArn });
  }
}
