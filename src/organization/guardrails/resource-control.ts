import { Token } from 'aws-cdk-lib';
import { Control, requireRolePatterns, requireSome } from './control';
import { ControlOptions } from './control-options';
import { ownResourceStatements } from './own-statements';
import { PerimeterOptions } from './perimeter-options';
import { confusedDeputyStatements, identityPerimeterStatements, oidcTenantsStatements, secureTransportStatements } from './statements/perimeter';
import { notBy } from './statements/principals';
import { invalid, requireMatch, unsafe } from '../../private/errors';
import { listOf, requireKnownKeys, text } from '../../private/known-keys';
import { requireAccountId, requireOrganizationId } from '../../private/text/organization-ids';
import { requireOwnSubject } from '../../trust/oidc-shared-issuers';

/**
 * What happens to the resources of member accounts, whatever their own policies allow: a part of the resource control policies of
 * `OrganizationGuardrails`.
 *
 * A resource control policy protects resources of S3, STS, KMS, SQS, Secrets Manager, Cognito, CloudWatch Logs, DynamoDB, ECR and OpenSearch
 * Serverless. It limits neither resources of the management account nor service-linked roles. Each control closes CIS AWS Foundations 7.0.0,
 * 2.1.2; further control ids are at each. Costs nothing.
 *
 * Source: AWS Organizations User Guide, "Resource control policies (RCPs)".
 *
 * @example
 * new OrganizationGuardrails(this, 'Guardrails', {
 *   targets: ['ou-abcd-11112222'],
 *   resourceControls: [ResourceControl.identityPerimeter('o-a1b2c3d4e5'), ResourceControl.secureTransport()],
 * });
 */
export class ResourceControl {
  /**
   * Only principals of the organization, trusted accounts and AWS services reach resources. Anonymous requests are denied. Federated sign-in
   * (SAML, OpenID Connect, Cognito) passes; `oidcTenants` limits it.
   *
   * @param organizationId such as `o-a1b2c3d4e5`
   *
   * Sources: AWS whitepaper, "Building a data perimeter on AWS". CIS AWS Foundations 7.0.0, 2.21; PCI DSS 4.0.1, 7.2.1.
   */
  public static identityPerimeter(organizationId: string, options: PerimeterOptions = {}): ResourceControl {
    const trusted = perimeter(organizationId, options);
    return new ResourceControl({ name: 'identityPerimeter', organizationId, statements: () => identityPerimeterStatements(organizationId, trusted) });
  }

  /**
   * An AWS service reaches resources only for resources of the organization and of trusted accounts (cross-service confused deputy). A
   * service that acts for no resource passes.
   *
   * @param organizationId such as `o-a1b2c3d4e5`
   *
   * Source: IAM User Guide, "The confused deputy problem". PCI DSS 4.0.1, 7.2.1.
   */
  public static confusedDeputy(organizationId: string, options: PerimeterOptions = {}): ResourceControl {
    const trusted = perimeter(organizationId, options);
    return new ResourceControl({ name: 'confusedDeputy', organizationId, statements: () => confusedDeputyStatements(organizationId, trusted) });
  }

  /**
   * Requests are encrypted in transit.
   *
   * Source: AWS Well-Architected Framework, SEC09-BP02 "Enforce encryption in transit".
   */
  public static secureTransport(): ResourceControl {
    return new ResourceControl({ name: 'secureTransport', statements: secureTransportStatements });
  }

  /**
   * Tokens of an issuer of OpenID Connect that many customers share, such as GitHub, open roles only with these values of a claim, whatever the
   * roles themselves trust. Call it once for each issuer. Tokens of other issuers pass.
   *
   * @param issuer without `https://`, such as `token.actions.githubusercontent.com`
   * @param values of the claim, with wildcards, such as `repo:octo-org/*`
   * @param claim the condition key of the issuer
   *
   * Source: IAM User Guide, "Identity-provider controls for shared OIDC providers".
   */
  public static oidcTenants(issuer: string, values: string[], claim: string = 'sub'): ResourceControl {
    const host = issuer.replace(/^https:\/\//, '').replace(/\/$/, '');
    requireMatch('issuer', host, /^[a-z0-9.-]+\.[a-z]{2,}(\/[\w./-]+)?$/, 'it must be the host of an issuer, with its path, such as token.actions.githubusercontent.com');
    requireMatch('claim', claim, /^[\w-]+$/, 'it must be the name of a claim, such as sub');
    if (Token.isUnresolved(host)) throw invalid('issuer', issuer, 'it must be known at synth, since the name of the condition key has it');
    requireSome('values', values, 'Name the values of your own tenant');
    for (const value of values) {
      if (!Token.isUnresolved(value) && !/[^*?]/.test(value)) throw unsafe('oidc-shared-issuer', 'values', value, 'every customer of the issuer matches it. Name your own tenant');
      if (claim === 'sub') requireOwnSubject(host, value, 'values');
    }
    const sid = `OidcTenants${host.split(/[^a-z0-9]+/i).map((word) => word[0].toUpperCase() + word.slice(1)).join('')}`;
    return new ResourceControl({ name: `oidcTenants ${host}`, statements: () => oidcTenantsStatements(sid, host, claim, values) });
  }

  /**
   * Statements of your own, for every principal. One that would lock out the functions of this library, Control Tower or emergency access is
   * refused at synth.
   *
   * @throws if a statement allows, names a principal or every action, or is for a service that AWS does not support
   */
  public static of(options: ControlOptions): ResourceControl {
    const statements = ownResourceStatements(options);
    return new ResourceControl({ name: options.name, statements: () => statements });
  }

  private constructor(/** @internal */ public readonly _control: Control) {}

  /** The name by which errors and outputs call the control. */
  public get name(): string {
    return this._control.name;
  }

  /**
   * The same control with an exception for roles.
   *
   * @param roleArns ARNs of roles, each with its account, since roles of other organizations have any name
   */
  public exceptRoles(...roleArns: string[]): ResourceControl {
    requireSome('roleArns', roleArns, 'Name a role');
    requireRolePatterns('roleArns', roleArns, { account: /\d{12}/ });
    return new ResourceControl({ ...this._control, exemptions: [...this._control.exemptions ?? [], notBy(roleArns)] });
  }
}

/** The trusted accounts, once all is checked. */
function perimeter(organizationId: string, options: PerimeterOptions): string[] {
  requireOrganizationId('organizationId', organizationId);
  requireKnownKeys(options, { trustedAccounts: listOf(text) });
  const { trustedAccounts = [] } = options;
  for (const account of trustedAccounts) requireAccountId('trustedAccounts', account);
  return trustedAccounts;
}
