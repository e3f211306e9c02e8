import * as iam from 'aws-cdk-lib/aws-iam';
import { oidcTrust } from './kinds/oidc';
import { peopleTrust } from './kinds/people';
import { rolesTrust } from './kinds/roles';
import { rolesAnywhereTrust } from './kinds/roles-anywhere';
import { samlTrust } from './kinds/saml';
import { serviceTrust } from './kinds/service';
import { thirdPartyTrust } from './kinds/third-party';
import { OidcTrustOptions } from './options/oidc-trust-options';
import { PeopleTrustOptions } from './options/people-trust-options';
import { RolesAnywhereTrustOptions } from './options/roles-anywhere-trust-options';
import { RolesTrustOptions } from './options/roles-trust-options';
import { SamlTrustOptions } from './options/saml-trust-options';
import { ServiceTrustOptions } from './options/service-trust-options';
import { ThirdPartyTrustOptions } from './options/third-party-trust-options';
import { noteUse } from './policy/check-at-synthesis';
import { assumeRoleAction, conditionsOf, merged, statementsOf, TrustDetails } from './trust-part';
import { requireCanHold } from './trust-rules';
import { invalid } from '../private/errors';
import { textInScope } from '../private/text/lazy-text';

/**
 * The principals that may assume a role, under the conditions that fit their kind. Pass it as `assumedBy` to any role, including a plain
 * `iam.Role`. Free of charge.
 *
 * Each kind has its static method: IAM users with MFA (`people`), roles (`roles`), another company with its external ID (`thirdParty`),
 * an AWS service (`service`), a SAML provider (`saml`), an OIDC provider (`oidc`) and machines with a certificate (`rolesAnywhere`). For
 * principals of two kinds, use `iam.CompositePrincipal`.
 *
 * A condition that can never hold for its kind, such as MFA of a service, and a trust that admits too many principals are errors at
 * synthesis. The static method reports them as far as it can; the role that uses the trust reports the rest. A trust that is valid but
 * unusual adds a warning.
 *
 * Sources: IAM User Guide, "AWS global condition context keys", "IAM and AWS STS condition context keys", "Access to AWS accounts owned
 * by third parties", "The confused deputy problem".
 *
 * @example
 * new iam.Role(this, 'Auditor', { assumedBy: RoleTrust.people() });
 * new iam.Role(this, 'Partner', {
 *   assumedBy: RoleTrust.thirdParty({
 *     accounts: ['111122223333'],
 *     externalId: '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b',
 *   }),
 * });
 */
export class RoleTrust extends iam.PrincipalBase {
  /**
   * IAM users with MFA whose session name equals the user name, so that CloudTrail identifies the user.
   *
   * Without options, the trust admits users of the role's own account under the path of the baseline, with MFA of the last 12 hours. In
   * the console, users choose "Switch role". For the AWS CLI, a profile has `role_arn`, `mfa_serial` and `role_session_name`.
   *
   * @throws if a path, ARN, ID or duration is malformed, if `users` and `usersPath` are both given, or if a user belongs to none of the
   * accounts
   */
  public static people(options: PeopleTrustOptions = {}): RoleTrust {
    return new RoleTrust(peopleTrust(options));
  }

  /**
   * Sessions of roles: machines, and people who sign in through federation. The trust admits no IAM user, whatever the user's own
   * policies allow.
   *
   * Without options, the trust admits every role of the role's own account whose own policies allow it. A session that assumes another
   * role lasts one hour at most.
   *
   * @throws if an ARN or ID is malformed, or if a role belongs to none of the accounts
   */
  public static roles(options: RolesTrustOptions = {}): RoleTrust {
    return new RoleTrust(rolesTrust(options));
  }

  /**
   * Another company, such as a monitoring product, with the external ID that it generated for this customer.
   *
   * An external ID that can be guessed, or that another third party of the app has too, adds a warning.
   *
   * @throws if an ARN, ID or external ID is malformed or missing, or if a principal belongs to none of the accounts
   */
  public static thirdParty(options: ThirdPartyTrustOptions): RoleTrust {
    return new RoleTrust(thirdPartyTrust(options));
  }

  /**
   * An AWS service, for resources of the role's own account if the service documents that it sends the account. Without that condition,
   * the owner of a resource in another account could have the service use the role (the confused deputy problem).
   *
   * A service that this library does not know adds a warning, and so does a source for a service that does not document that it sends
   * one.
   *
   * @param service the service principal, such as `states.amazonaws.com`
   * @throws if the service principal is malformed or assumes only a service-linked role, or if a source is malformed or of another
   * service
   */
  public static service(service: string, options: ServiceTrustOptions = {}): RoleTrust {
    return new RoleTrust(serviceTrust(service, options));
  }

  /**
   * Users of a SAML provider, with assertions for AWS in the partition of the stack. AWS does not see their MFA: require it at the
   * provider.
   *
   * @throws if an audience, region or attribute is malformed, or if IAM has no condition key for an attribute
   */
  public static saml(provider: iam.ISamlProvider, options: SamlTrustOptions = {}): RoleTrust {
    return new RoleTrust(samlTrust(provider, options));
  }

  /**
   * Workflows, pods and users with a token of an OIDC provider. The trust always checks the audience and the subject of the token.
   *
   * @throws if there is no subject, if a stranger could satisfy a subject or no token ever could, if the provider is missing or not that
   * of the subjects, or if it does not accept the audience
   */
  public static oidc(options: OidcTrustOptions): RoleTrust {
    return new RoleTrust(oidcTrust(options));
  }

  /**
   * Machines outside AWS with a certificate, through IAM Roles Anywhere. The trust always checks the trust anchor, the subject and the
   * issuer.
   *
   * @throws if there is no trust anchor, subject or issuer, or if a name matches every machine
   */
  public static rolesAnywhere(options: RolesAnywhereTrustOptions): RoleTrust {
    return new RoleTrust(rolesAnywhereTrust(options));
  }

  /** The action with which the principals assume the role. */
  public readonly assumeRoleAction: string;

  private constructor(
    /** @internal */
    public readonly _details: TrustDetails,
  ) {
    super();
    this.assumeRoleAction = assumeRoleAction(_details.parts[0].kind);
    for (const { kind, conditions } of _details.parts) conditions.forEach((condition) => requireCanHold(kind, condition));
  }

  /**
   * The principals and conditions as a policy holds them.
   *
   * @throws if the trust needs more than one statement, as an OIDC trust with several subjects may
   */
  public get policyFragment(): iam.PrincipalPolicyFragment {
    const [{ principals, conditions }, ...others] = this._details.parts;
    if (others.length > 0) throw invalid('principal', 'RoleTrust', 'its subjects need several statements. Pass it as `assumedBy`');
    return this.fragment(principals, merged(conditions));
  }

  /** Adds the statements to the trust policy of a role. CDK calls it for `assumedBy`. */
  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    for (const part of this._details.parts) {
      for (const { actions, conditions } of statementsOf(part)) {
        document.addStatements(new iam.PolicyStatement({ actions, principals: [new Exactly(this.fragment(part.principals, conditions))] }));
      }
    }
  }

  /**
   * The same trust with further conditions.
   *
   * @param conditions by operator and key, such as `{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }`
   * @throws if a condition can never hold, or if the trust already has a condition on the same key with the same operator
   */
  public withConditions(conditions: iam.Conditions): iam.PrincipalBase {
    const further = conditionsOf(conditions, (operator, key) => `conditions.${operator}.${key}`);
    const parts = this._details.parts.map((part) => ({ ...part, conditions: [...part.conditions, ...further] }));
    parts.forEach(statementsOf);
    return new RoleTrust({ ...this._details, parts });
  }

  /** The same trust, but its principals may pass session tags. */
  public withSessionTags(): iam.PrincipalBase {
    return new RoleTrust({ ...this._details, parts: this._details.parts.map((part) => ({ ...part, sessionTags: true })) });
  }

  /** Always undefined: a trust is never merged with another one. */
  public dedupeString(): string | undefined {
    return undefined;
  }

  /** The principals are lazy text, so that resolving them reveals the resource that uses the trust. */
  private fragment(principals: { [type: string]: string[] }, conditions: iam.Conditions): iam.PrincipalPolicyFragment {
    const noting = (value: string) => textInScope((scope) => {
      noteUse(scope, this._details);
      return value;
    });
    const noted = Object.fromEntries(Object.entries(principals).map(([type, values]) => [type, values.map(noting)]));
    return new iam.PrincipalPolicyFragment(noted, conditions);
  }
}

/** A principal and conditions exactly as given. `iam.PolicyStatement` takes conditions from its principals. */
class Exactly extends iam.PrincipalBase {
  constructor(public readonly policyFragment: iam.PrincipalPolicyFragment) {
    super();
  }

  public dedupeString(): string | undefined {
    return undefined;
  }
}
