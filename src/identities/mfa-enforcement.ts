import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { rolesOfPolicies } from './attachments';
import { importMfaEnforcement } from './imported-mfa-enforcement';
import { MfaEnforcementMode } from './mfa-enforcement-mode';
import { IMfaEnforcement, MfaEnforcementAttributes } from './mfa-enforcement-reference';
import {
  denyForeignEnrollmentStatements, denyRemoteLoginStatement, denyWithoutMfaStatement, FIRST_PASSWORD_CHANGE, SELF_SERVICE_FINDINGS,
  selfServiceStatements,
} from './policies/mfa-enforcement';
import { bypassOpenedBy } from './policies/mfa-exemptions';
import { unknownActions } from '../permissions/least-privilege/unknown-actions';
import { policySizeErrors } from '../permissions/policies/policy-size';
import { acknowledge } from '../private/acknowledge';
import { iamArn } from '../private/arn';
import { inConstruct, invalid, requireMatch, unsafe } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { checkProps, flag, KnownKeys, listOf, oneOf, text } from '../private/known-keys';
import { omitDescription, requireCreated } from '../private/managed-policy';
import { addTreeValidation, Tree } from '../private/tree';
import { requireUniqueName } from '../private/unique-name';
import { warn } from '../private/warnings';
import { violation } from '../private/written-properties';

/** Properties of an `MfaEnforcement`. */
export interface MfaEnforcementProps {
  /**
   * Whether users without MFA are denied, or only granted the actions to enroll a device.
   *
   * @default MfaEnforcementMode.ENFORCE
   */
  readonly mode?: MfaEnforcementMode;

  /**
   * Whether users may change their own password without MFA. Users who must change their password at the first sign-in need it. It also
   * allows a thief who has only the password to change it. `allowFirstPasswordChange()` enables it later.
   *
   * @default false
   */
  readonly allowFirstPasswordChange?: boolean;

  /**
   * Additional actions that are allowed without MFA, as `service:Action`; the action may contain `*` and `?`. An exemption of a
   * CodeCommit action also allows the users their own SSH keys and Git passwords (managed with MFA), since Git cannot send an MFA code.
   *
   * An exemption that opens an MFA bypass is refused: writes of IAM, Identity Center, Organizations or the account; actions that return
   * credentials; services that forward calls on behalf of the user or run code with a role. An action that AWS does not have adds a
   * warning (`cdk-secure-account-baseline:mfaEnforcementUnknownAction`).
   *
   * @default - none
   */
  readonly exemptedActions?: string[];

  /**
   * The name of the policy. A change replaces the policy.
   *
   * @default - a name that CloudFormation generates
   */
  readonly managedPolicyName?: string;

  /**
   * The path of the policy. It begins and ends with a slash; a change replaces the policy.
   *
   * @default '/account-baseline/'
   */
  readonly path?: string;
}

const KEYS: KnownKeys<MfaEnforcementProps> = {
  mode: oneOf(MfaEnforcementMode),
  allowFirstPasswordChange: flag,
  exemptedActions: listOf(text),
  managedPolicyName: text,
  path: text,
};

/**
 * A policy that requires MFA from the users of a group. Without MFA, users can only view their own IAM user, enroll an authenticator app,
 * a passkey or a security key, and get an MFA session for the AWS CLI; everything else is denied, whatever other policies allow. With
 * MFA, users manage their own devices, password and access keys.
 *
 * - For the AWS CLI, users call `aws sts get-session-token --serial-number ... --token-code ...` or assume a role with `mfa_serial`. With
 *   passkeys and security keys, which STS does not support, users sign in with `aws login`.
 * - After enrolling a device, the user must sign out and sign in again, since the current session remains a session without MFA.
 * - If a device is lost, an administrator deactivates it with MFA; the user signs in with the password and enrolls another one.
 * - For a first password that must be changed, see `allowFirstPasswordChange`.
 *
 * The policy is for groups only. The credentials of a role carry no MFA context, so that this policy would deny a role everything:
 * attaching it to a role is an error at synthesis. A role requires MFA in its trust policy.
 *
 * Sources: IAM User Guide, "Secure API access with MFA" and "AWS: Allows MFA-authenticated IAM users to manage their own credentials on
 * the Security credentials page"; CIS AWS Foundations Benchmark 7.0.0, 2.10. Free of charge.
 *
 * @example
 * const enforcement = new MfaEnforcement(this, 'MfaEnforcement', { exemptedActions: ['codecommit:GitPull'] });
 * new iam.Group(this, 'Developers', { managedPolicies: [enforcement] });
 */
export class MfaEnforcement extends iam.ManagedPolicy implements IMfaEnforcement {
  /**
   * Imports MFA enforcement that another stack created, by the name of its policy.
   *
   * It is treated as enforced, and as not allowing a first password change before MFA. To set both, use `fromMfaEnforcementAttributes`.
   *
   * @param managedPolicyName the name with its path, such as `account-baseline/MfaEnforcement`
   */
  public static fromMfaEnforcementName(scope: Construct, id: string, managedPolicyName: string): IMfaEnforcement {
    inConstruct(scope, id, () => requireMatch('managedPolicyName', managedPolicyName, /^([\x21-\x2e\x30-\x7e][\x21-\x7e]*\/)?[\w+=,.@-]{1,128}$/, 'it must be the name of a policy, with its path and without a leading slash'));
    return importMfaEnforcement(scope, id, { managedPolicyArn: iamArn(`policy/${managedPolicyName}`) });
  }

  /**
   * Imports MFA enforcement that another stack created, by the ARN of its policy.
   *
   * It is treated as enforced, and as not allowing a first password change before MFA. To set both, use `fromMfaEnforcementAttributes`.
   */
  public static fromMfaEnforcementArn(scope: Construct, id: string, managedPolicyArn: string): IMfaEnforcement {
    return importMfaEnforcement(scope, id, { managedPolicyArn });
  }

  /**
   * Imports MFA enforcement that another stack created.
   *
   * @throws if `managedPolicyArn` is not the ARN of a managed policy
   */
  public static fromMfaEnforcementAttributes(scope: Construct, id: string, attributes: MfaEnforcementAttributes): IMfaEnforcement {
    return importMfaEnforcement(scope, id, attributes);
  }

  public readonly enforced: boolean;
  private readonly denyWithoutMfa: iam.PolicyStatement;

  /**
   * @throws if `exemptedActions` contains a malformed action or one that opens an MFA bypass, or if the name or the path is malformed.
   * Attaching the policy to a role and exceeding 6,144 characters are errors at synthesis.
   */
  constructor(scope: Construct, id: string, props: MfaEnforcementProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      props.exemptedActions?.forEach(requireHarmlessExemption);
      requireIamPath('path', props.path);
      requireIamName('managedPolicyName', props.managedPolicyName, 128);
    });
    const { exemptedActions: exempted = [], path = BASELINE_PATH } = props;

    const enforced = props.mode !== MfaEnforcementMode.ROLL_OUT;
    const denyWithoutMfa = denyWithoutMfaStatement(exempted);
    const git = exempted.some((action) => action.toLowerCase().startsWith('codecommit:'));
    super(scope, id, {
      managedPolicyName: props.managedPolicyName,
      path,
      document: new iam.PolicyDocument({
        statements: [
          ...selfServiceStatements({ enforced, git }),
          ...enforced ? [denyWithoutMfa, ...denyForeignEnrollmentStatements(), denyRemoteLoginStatement()] : [],
        ],
        // The proven policy is deployed unchanged: no feature flag of the user's app reorders or merges its statements.
        minimize: false,
      }),
    });
    omitDescription(this);
    requireCreated(this);
    this.enforced = enforced;
    this.denyWithoutMfa = denyWithoutMfa;
    if (props.allowFirstPasswordChange) this.allowFirstPasswordChange();
    acknowledge(this, SELF_SERVICE_FINDINGS);
    const unknown = unknownActions(exempted);
    if (unknown.length > 0) {
      warn(this, 'mfaEnforcementUnknownAction', `exemptedActions: AWS has no action ${unknown.join(', ')}, or added it only recently. Check `
        + 'for a typo');
    }
    requireUniqueName(this, 'managedPolicyName');
    addTreeValidation(this, (tree) => [
      ...this.rolesThatCarryThis(tree), ...policySizeErrors(this, this.document, 'exemptedActions', 'exempt fewer actions, or use *'),
    ]);
  }

  public allowFirstPasswordChange(): void {
    this.denyWithoutMfa.addNotActions(...FIRST_PASSWORD_CHANGE);
  }

  /** Always throws: the credentials of a role carry no MFA context, so that the policy would deny the role everything. */
  public attachToRole(role: iam.IRole): void {
    throw unsafe('mfa-enforcement-on-role', 'attachToRole', role.node.path, NOT_FOR_ROLES, this);
  }

  /** `role.addManagedPolicy(policy)` does not call the policy, so that the roles are checked at synthesis. */
  private rolesThatCarryThis(tree: Tree): string[] {
    return tree.derived(rolesOfPolicies).to(this.node.defaultChild as iam.CfnManagedPolicy, undefined)
      .map((role) => violation(this, 'managedPolicies', role.node.path, NOT_FOR_ROLES, 'mfa-enforcement-on-role'));
  }
}

const NOT_FOR_ROLES = 'MfaEnforcement is for groups: the credentials of a role carry no MFA context. Require MFA in the trust policy of the role';

function requireHarmlessExemption(action: string): void {
  if (Token.isUnresolved(action)) return;
  if (!/^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(action)) {
    throw invalid('exemptedActions', action, 'it must be one action, such as codecommit:GitPull');
  }
  if (['iam:changepassword', 'iam:getaccountpasswordpolicy'].includes(action.toLowerCase())) {
    throw invalid('exemptedActions', action, 'set allowFirstPasswordChange instead');
  }
  const bypass = bypassOpenedBy(action);
  if (bypass) throw unsafe('mfa-bypass', 'exemptedActions', action, `it opens an MFA bypass: ${bypass}`);
}
