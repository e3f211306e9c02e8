import { Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { invalid, requireMatch } from '../../private/errors';
import { signInHost } from '../../private/sign-in-host';
import { conditionValue } from '../../trust/condition-value';
import { PrincipalKind } from '../../trust/principal-kind';
import { RoleTrust } from '../../trust/role-trust';
import { BaselineRoleProps } from '../baseline-role-props';
import { TrustingRole } from '../trusting-role';

/** Properties of a `SamlRole`. */
export interface SamlRoleProps extends BaselineRoleProps {
  /** Whose users may sign in to the role. */
  readonly provider: iam.ISamlProvider;

  /**
   * Regions whose own sign-in page may be used too, so that people can sign in while the one of the partition is away. The identity
   * provider must be told of each.
   *
   * @default - none
   */
  readonly signInRegions?: string[];

  /**
   * For what the assertions must have been made: the addresses of sign-in pages with `/saml` behind them. Encrypted assertions have one
   * with `/acs/` and an id. Not together with `signInRegions`.
   *
   * @default - the sign-in page of the partition, such as `https://signin.aws.amazon.com/saml`, and those of `signInRegions`
   */
  readonly audiences?: string[];

  /**
   * What attributes of the assertion must be, each one of its values, by the name of the condition key without `SAML:`, such as
   * `{ edupersonaffiliation: ['staff'] }`. In a value `*` stands for any text.
   *
   * @default - none: whoever the provider says may sign in to this role
   */
  readonly attributes?: { [key: string]: string[] };

  /**
   * Whether the provider may pass session tags (`sts:TagSession`). An assertion with session tags signs in to no role that does not
   * allow it.
   *
   * @default false
   */
  readonly sessionTags?: boolean;

  /**
   * Whether the provider must say who signs in so that it stays when the session assumes further roles: in the attribute
   * `SourceIdentity` of the assertion. It says so at any rate in `RoleSessionName`, which AWS demands and CloudTrail shows.
   *
   * @default false
   */
  readonly sourceIdentity?: boolean;
}

/**
 * A role that people of a corporate directory sign in to, with an assertion that was made for AWS in this partition. Ask for MFA at
 * the directory: AWS does not see it. Sessions bear the name that the directory gives (`RoleSessionName`).
 *
 * Costs nothing. Sources: IAM User Guide, "Create a role for SAML 2.0 federation", "Configure SAML assertions for the authentication
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
export class SamlRole extends TrustingRole {
  /**
   * What the identity provider must send as the attribute `https://aws.amazon.com/SAML/Attributes/Role` for who may sign in: the ARNs
   * of the role and of the provider, with a comma between them.
   */
  public readonly roleAndProvider: string;

  /**
   * @throws if an audience is no address, a region, attribute or value is none, or a name, path or duration is none that IAM takes
   */
  constructor(scope: Construct, id: string, props: SamlRoleProps) {
    const audience = { 'SAML:aud': conditionValue(audiencesOf(scope, props)) };
    const provider = new iam.FederatedPrincipal(props.provider.samlProviderArn, {}, 'sts:AssumeRoleWithSAML');
    super(scope, id, {
      ...props,
      trust: new RoleTrust({
        kind: PrincipalKind.SAML,
        principal: provider,
        conditions: conditionsOf(audience, props),
      }),
    });
    const actions = [...props.sessionTags ? ['sts:TagSession'] : [], ...props.sourceIdentity ? ['sts:SetSourceIdentity'] : []];
    if (actions.length > 0) {
      // Of what an assertion says, these two are documented to have no more than the audience.
      this.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions, principals: [provider], conditions: { StringEquals: audience } }));
    }
    this.roleAndProvider = Fn.sub('${Role},${Provider}', { Role: this.roleArn, Provider: props.provider.samlProviderArn });
  }
}

/** Service Authorization Reference, AWS Security Token Service: those that are lists, and the others. */
const LISTS = /^(cn|eduorg\w+|eduperson(affiliation|assurance|entitlement|nickname|orgunitdn|scopedaffiliation|targetedid))$/i;
const ATTRIBUTES = new RegExp(`${LISTS.source}|^(commonName|doc|eduperson(orgdn|primaryaffiliation|primaryorgunitdn|principalname)|givenName|iss|mail|name|namequalifier`
  + '|organizationStatus|primaryGroupSID|sub|sub_type|surname|uid|x500UniqueIdentifier)$', 'i');

type Condition = Record<string, any>;

function conditionsOf(audience: Condition, props: SamlRoleProps): iam.Conditions {
  const conditions: Record<string, Condition> = { StringEquals: { ...audience } };
  for (const [attribute, values] of Object.entries(props.attributes ?? {})) {
    if (!ATTRIBUTES.test(attribute)) throw invalid('attributes', attribute, 'IAM has no condition key SAML: of that name, so that nobody could ever sign in; session tags take any');
    requireValues(attribute, values);
    const operator = Token.isUnresolved(values) || values.some((value) => /[*?]/.test(value)) ? 'StringLike' : 'StringEquals';
    (conditions[LISTS.test(attribute) ? `ForAnyValue:${operator}` : operator] ??= {})[`SAML:${attribute}`] = conditionValue(values);
  }
  if (props.sourceIdentity) (conditions.StringLike ??= {})['sts:SourceIdentity'] = '?*';
  return conditions;
}

function audiencesOf(scope: Construct, { audiences, signInRegions = [] }: SamlRoleProps): string[] {
  if (audiences !== undefined) {
    if (signInRegions.length > 0) throw invalid('signInRegions', signInRegions, 'audiences names all sign-in pages: give one of the two');
    if (!Token.isUnresolved(audiences)) {
      if (audiences.length === 0) throw invalid('audiences', [], 'name at least one');
      for (const audience of audiences) {
        requireMatch('audiences', audience, /^https:\/\/[a-z0-9.-]+\/saml(\/acs\/\w+)?$/, 'it is the address of a sign-in page, such as https://signin.aws.amazon.com/saml');
      }
    }
    return audiences;
  }
  if (Token.isUnresolved(signInRegions)) throw invalid('signInRegions', 'a list token', 'give the regions one by one; each may be a token');
  for (const region of signInRegions) requireMatch('signInRegions', region, /^[a-z]{2,4}(-[a-z]+)+-\d$/, 'it is the name of a region, such as eu-west-1');
  const host = signInHost(scope);
  const page = (prefix: string, variables: Record<string, string> = {}) => Fn.sub(`https://${prefix}\${Host}/saml`, { ...variables, Host: host });
  return [page(''), ...signInRegions.map((region) => Token.isUnresolved(region) ? page('${Region}.', { Region: region }) : page(`${region}.`))];
}

function requireValues(attribute: string, values: string[]): void {
  if (Token.isUnresolved(values)) return;
  if (values.length === 0) throw invalid('attributes', { [attribute]: values }, 'name at least one value');
  for (const value of values) {
    requireMatch('attributes', value, /[^*?]/, `every ${attribute} would do: name at least a part of it, or leave it out`);
    requireMatch('attributes', value, /^(?!.*\$\{)/, 'IAM would take ${ for a variable');
  }
}
