import { Annotations, Aws, Duration, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { isGuessable } from './external-id';
import { PrincipalKind } from './principal-kind';
import { RoleTrustProps } from './role-trust-props';
import { conditionsOf, merged, requireNarrow, without } from './trust-conditions';
import { requireFormats, requirePartition } from './trust-formats';
import { principalsOf, TRUSTED_BY_ACCOUNT } from './trust-principals';
import { requireCanHold, TrustCondition } from './trust-rules';

const { ROLE, THIRD_PARTY, SAML, OIDC, ROLES_ANYWHERE } = PrincipalKind;

/** What of a request only `sts:AssumeRole` is documented to see. */
const ASSUME_ROLE_ONLY = ['sts:externalid', 'sts:rolesessionname'];

/**
 * Whom a role trusts: the kind of principal and conditions in, the statements of the trust policy out, or an error. What can never
 * hold for the kind of principal is an error that says why, so is what holds for too many: everybody (`*`), a third party without
 * an external id, a provider without an audience. What is only unusual is a warning.
 *
 * - A person is an IAM user of the accounts, under the baseline's path, with MFA, in a session that bears the user name.
 * - A role is a role of the accounts; a user whose own policies allow everything is none.
 *
 * It is an `iam.IPrincipal`, to be given as `assumedBy` or to a `TrustingRole`, which also shows the warnings. Costs nothing.
 *
 * Sources: IAM User Guide, "AWS global condition context keys", "IAM and AWS STS condition context keys", "Access to AWS accounts
 * owned by third parties", "The confused deputy problem".
 *
 * @example
 * new iam.Role(this, 'Partner', {
 *   assumedBy: new RoleTrust({
 *     kind: PrincipalKind.THIRD_PARTY,
 *     accounts: ['111122223333'],
 *     externalId: '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b',
 *   }),
 * });
 */
export class RoleTrust extends iam.PrincipalBase {
  /** What kind of principal is trusted. */
  public readonly kind: PrincipalKind;

  /** The principals and conditions, as a policy has them. */
  public readonly policyFragment: iam.PrincipalPolicyFragment;

  /** The call by which the role is assumed. */
  public readonly assumeRoleAction: string;

  private readonly furtherActions: string[];
  private readonly withoutEffect: TrustCondition[];

  /**
   * @throws if a condition can never hold for the kind of principal, if the trust would hold for everybody, if something is
   * missing that the kind must have, or an account, organization, ARN, external id or duration is malformed
   */
  constructor(private readonly props: RoleTrustProps) {
    super();
    this.kind = props.kind;
    requireFormats(props);
    const conditions = conditionsOf(props);
    this.withoutEffect = conditions.filter((condition) => !requireCanHold(props.kind, condition));
    requireNarrow(props, conditions);
    this.policyFragment = new iam.PrincipalPolicyFragment(principalsOf(props), merged(conditions));
    this.assumeRoleAction = { [SAML as string]: 'sts:AssumeRoleWithSAML', [OIDC as string]: 'sts:AssumeRoleWithWebIdentity' }[props.kind] ?? 'sts:AssumeRole';
    this.furtherActions = [
      ...props.sessionTags ?? props.kind === ROLES_ANYWHERE ? ['sts:TagSession'] : [],
      ...props.sourceIdentity ?? props.kind === ROLES_ANYWHERE ? ['sts:SetSourceIdentity'] : [],
    ];
  }

  /** The statements of the trust policy: one, or two where session tags or a source identity need conditions of their own. */
  public statements(): iam.PolicyStatement[] {
    const { principalJson, conditions } = this.policyFragment;
    const statement = (actions: string[], some: iam.Conditions) => new iam.PolicyStatement({
      actions, principals: [new Trusted(new iam.PrincipalPolicyFragment(principalJson, some))],
    });
    const general = without(conditions, ASSUME_ROLE_ONLY);
    if (this.furtherActions.length === 0 || JSON.stringify(general) === JSON.stringify(conditions)) {
      return [statement([this.assumeRoleAction, ...this.furtherActions], conditions)];
    }
    return [statement([this.assumeRoleAction], conditions), statement(this.furtherActions, general)];
  }

  /** Adds the statements to the trust policy of a role; CDK calls it for `assumedBy`. */
  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(...this.statements());
  }

  /** Always undefined: what a trust says is never merged with what another says. */
  public dedupeString(): string | undefined {
    return undefined;
  }

  /**
   * Judges the trust where it is used: refuses ARNs of another partition, and warns of what is only unusual.
   *
   * @param scope the role
   * @param maxSessionDuration how long its sessions last at most; unknown or an hour by default
   * @throws if an ARN is of another partition than the stack, whose region is known
   */
  public check(scope: IConstruct, maxSessionDuration?: Duration): void {
    const warn = (id: string, message: string) => Annotations.of(scope).addWarningV2(`cdk-secure-account-baseline:${id}`, message);
    const { kind, externalId } = this.props;
    requirePartition(Stack.of(scope), 'onlyPrincipals', this.props.onlyPrincipals);
    requirePartition(Stack.of(scope), 'sourceArns', this.props.sourceArns);
    for (const { property, key } of this.withoutEffect) {
      warn('conditionWithoutEffect', `${property}: a request of ${kind} never has ${key}, so that the condition always holds and protects nothing`);
    }
    if (externalId !== undefined && !Token.isUnresolved(externalId) && isGuessable(externalId)) {
      warn('guessableExternalId', `externalId: '${externalId}' can be guessed; the third party should generate one for each of its customers`);
    }
    const other = this.trustWithSameExternalId(scope);
    if (other) {
      warn('reusedExternalId', `externalId: ${other.node.path} has '${externalId}' too, for other accounts; either of the two third parties could come to know it`);
    }
    if (externalId !== undefined && TRUSTED_BY_ACCOUNT.includes(kind) && this.isOwnAccount(Stack.of(scope))) {
      warn('externalIdOnOwnAccount', 'externalId: it protects from other customers of a third party, and whoever is in this account can read it');
    }
    if ([ROLE, THIRD_PARTY].includes(kind) && maxSessionDuration && !maxSessionDuration.isUnresolved() && maxSessionDuration.toMinutes() > 60) {
      warn('sessionLongerThanRoleChaining', `maxSessionDuration: ${maxSessionDuration.toHumanString()} is more than the hour that AWS allows the `
        + 'session of a role which assumes another one; asking for more fails');
    }
  }

  /** A role of the app that another third party assumes with the same external id. */
  private trustWithSameExternalId(scope: IConstruct): IConstruct | undefined {
    const { kind, externalId, accounts } = this.props;
    if (kind !== THIRD_PARTY || externalId === undefined || Token.isUnresolved(externalId)) return undefined;
    return scope.node.root.node.findAll().find((candidate) => {
      const trust = (candidate as { trust?: unknown }).trust;
      return candidate !== scope && trust instanceof RoleTrust && trust.props.externalId === externalId
        && !trust.props.accounts?.some((account) => accounts?.includes(account));
    });
  }

  private isOwnAccount(stack: Stack): boolean {
    return (this.props.accounts ?? [Aws.ACCOUNT_ID]).some((account) => account === Aws.ACCOUNT_ID || account === stack.account);
  }
}

/** A principal and conditions exactly as given: `iam.PolicyStatement` takes conditions from its principals. */
class Trusted extends iam.PrincipalBase {
  constructor(public readonly policyFragment: iam.PrincipalPolicyFragment) {
    super();
  }

  public dedupeString(): string | undefined {
    return undefined;
  }
}
