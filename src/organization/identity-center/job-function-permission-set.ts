import { Resource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnAssignment, CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import { AccountPolicy, creates, givenPolicy, guardrailPolicy } from './account-policies';
import { idOf } from './identity-store';
import { inlinePolicy } from './inline-policy';
import { isoDuration } from './iso-duration';
import { JobFunctionPermissionSetProps } from './job-function-permission-set-props';
import { PermissionSetAssignmentOptions } from './permission-set-assignment-options';
import { managementAccountOf, requireAssignment, requirePermissionSetProps } from './permission-set-checks';
import { requireUnique } from './unique-value';
import { JobFunction } from '../../permissions/job-function';
import { checkGivenPolicies } from '../../permissions/job-function-warnings';
import { awsManagedPolicy } from '../../private/aws-managed-policy';
import { inConstruct, invalid, unsafe } from '../../private/errors';
import { inProperty } from '../../private/written-properties';

/** "AWS::SSO::PermissionSet", AWS CloudFormation Template Reference: of AWS, and by customer reference. */
const POLICIES = 25;

/**
 * A permission set of IAM Identity Center with the policies of a job function: people of a workforce directory get the job in the accounts
 * of an organization, without IAM users.
 *
 * The policies of AWS are attached, the statements of the job function become the inline policy, and the guardrail, which limits the
 * session as it limits a group or a role, is referred to by name: Identity Center does not create it. An account without it refuses the
 * assignment, so a `BaselineRollOut` creates it there first.
 *
 * Identity Center requires MFA at the sign-in to the access portal, if its settings say so; no policy of an account can check it. A session
 * lasts for `sessionDuration`, even if the assignment is removed meanwhile.
 *
 * Limits: 25 policies of AWS and 25 by customer reference, and in each account the quota of managed policies of a role, which is 10 unless
 * it is raised. Permission sets are free of charge.
 *
 * Sources: IAM Identity Center User Guide, "Custom permissions for AWS managed and customer managed policies"; AWS CloudFormation Template
 * Reference, "AWS::SSO::PermissionSet", "AWS::SSO::Assignment".
 *
 * @example
 * declare const rollOut: BaselineRollOut;
 * const developers = IdentityCenterGroup.fromGroupId(this, 'Developers', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6');
 * new JobFunctionPermissionSet(this, 'PowerUser', {
 *   instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
 *   jobFunction: JobFunction.POWER_USER,
 *   rollOut,
 *   assignments: [{ group: developers, accountIds: ['444455556666'] }],
 * });
 */
export class JobFunctionPermissionSet extends Resource {
  /** The job function of the people to whom the permission set is assigned. */
  public readonly jobFunction: JobFunction;

  /** The name of the permission set. */
  public readonly permissionSetName: string;

  /** The ARN of the permission set. */
  public readonly permissionSetArn: string;

  private readonly props: JobFunctionPermissionSetProps;
  private readonly managementAccount?: string;
  private readonly accountPolicies: AccountPolicy[];
  private readonly assigned = new Set<string>();

  /**
   * @throws if a property does not exist or has a wrong value; if an account of an assignment does not hold the policies that the
   * permission set refers to; if a delegated administrator assigns to the management account; at synth, if the instance has a permission
   * set of that name in the stage, or the statements of the job function need the account or the region of the stack
   */
  constructor(scope: Construct, id: string, props: JobFunctionPermissionSetProps) {
    inConstruct(scope, id, () => requirePermissionSetProps(Stack.of(scope), props));
    super(scope, id);
    const { jobFunction, rollOut, managementBaseline, permissionsBoundary } = props;
    this.props = props;
    this.jobFunction = jobFunction;
    this.permissionSetName = props.permissionSetName ?? jobFunction.name;
    this.managementAccount = managementAccountOf(Stack.of(this), props);

    const { awsManagedPolicies, managedPolicies, statements, ofUser } = jobFunction._parts;
    const { attached, boundary } = inConstruct(scope, id, () => ({
      attached: [...managedPolicies.map((policy) => this.policy('jobFunction.managedPolicies', policy)), ...jobFunction.guardrail ? [this.guardrail()] : []],
      boundary: permissionsBoundary && this.policy('permissionsBoundary', permissionsBoundary),
    }));
    this.accountPolicies = boundary ? [...attached, boundary] : attached;
    const awsManaged = [
      ...awsManagedPolicies.map((name) => awsManagedPolicy(this, name).managedPolicyArn),
      ...attached.flatMap(({ awsManagedArn }) => awsManagedArn ?? []),
    ];
    const references = attached.flatMap(({ reference }) => reference ?? []);
    const inline = inlinePolicy(this, statements);
    this.requireFew(awsManaged, references);

    const resource = new CfnPermissionSet(this, 'Resource', {
      instanceArn: props.instanceArn,
      name: this.permissionSetName,
      description: props.description,
      sessionDuration: isoDuration(props.sessionDuration ?? jobFunction.sessionDuration),
      relayStateType: props.relayState,
      managedPolicies: awsManaged.length > 0 ? awsManaged : undefined,
      customerManagedPolicyReferences: references.length > 0 ? references : undefined,
      inlinePolicy: inline,
      permissionsBoundary: boundary && { managedPolicyArn: boundary.awsManagedArn, customerManagedPolicyReference: boundary.reference },
    });
    this.permissionSetArn = resource.attrPermissionSetArn;
    requireUnique(this, resource, {
      property: 'permissionSetName', kind: 'name', holder: 'an instance', read: ({ instanceArn, name }) => [instanceArn, name], ignoresCase: false,
    });
    const { name: job, guardrail } = jobFunction;
    if (ofUser) checkGivenPolicies(this, { job, awsManaged: awsManagedPolicies, policies: managedPolicies, inline, guardrail });

    // Each change of the permission set reaches the accounts at once, which must hold its policies by then.
    if (this.accountPolicies.some(({ isCreated }) => isCreated)) {
      if (rollOut) resource.node.addDependency(rollOut._stackSet);
      if (managementBaseline?.guardrail) resource.node.addDependency(managementBaseline.guardrail);
    }
    for (const [index, assignment] of (props.assignments ?? []).entries()) inProperty(`assignments[${index}]`, () => this.assign(assignment));
  }

  /**
   * Gives the permission set to a group in accounts.
   *
   * @throws if an id is malformed, the group has the permission set in an account already, the accounts are left out and the roll-out does
   * not list them, or an account does not hold the policies of the permission set
   */
  public assign(options: PermissionSetAssignmentOptions): void {
    inConstruct(this.node.scope!, this.node.id, () => {
      requireAssignment(options);
      const { group } = options;
      for (const account of options.accountIds ?? this.accountsOfRollOut()) {
        this.requireAssignable(account);
        const id = idOf(this, [group.groupId, account]);
        if (this.assigned.has(id)) throw invalid('group', group, `the group has the permission set in the account ${account} already. Remove one of the two`);
        this.assigned.add(id);
        new CfnAssignment(this, id, {
          instanceArn: this.props.instanceArn,
          permissionSetArn: this.permissionSetArn,
          principalType: 'GROUP',
          principalId: group.groupId,
          targetType: 'AWS_ACCOUNT',
          targetId: account,
        });
      }
    });
  }

  private policy(property: string, policy: iam.IManagedPolicy): AccountPolicy {
    const stacks = [this.props.rollOut?.baseline, this.props.managementBaseline].flatMap((baseline) => baseline ? [Stack.of(baseline)] : []);
    return givenPolicy(this, property, policy, stacks);
  }

  private guardrail(): AccountPolicy {
    const { rollOut, managementBaseline, jobFunction } = this.props;
    if (rollOut) return guardrailPolicy(rollOut.baseline, 'rollOut');
    if (managementBaseline) return guardrailPolicy(managementBaseline, 'managementBaseline');
    throw unsafe('permission-set-policy-missing', 'rollOut', undefined, `the job function ${jobFunction.name} has a guardrail, which each account must hold before the permission set is assigned there. `
      + 'Give the BaselineRollOut that creates it');
  }

  private requireFew(awsManaged: string[], references: object[]): void {
    for (const [property, { length }] of Object.entries({ 'jobFunction.awsManagedPolicies': awsManaged, 'jobFunction.managedPolicies': references })) {
      if (length > POLICIES) throw invalid(property, `${length} policies`, `a permission set takes up to ${POLICIES}. Combine some of them`, this);
    }
  }

  private accountsOfRollOut(): string[] {
    const { rollOut } = this.props;
    if (!rollOut) throw invalid('accountIds', undefined, 'the permission set has no rollOut whose accounts could be meant. List the accounts');
    const unit = rollOut._targets.find(({ _accountIds }) => !_accountIds);
    if (unit) {
      throw invalid('accountIds', undefined, `Identity Center assigns to accounts, and only AWS knows those of the target ${unit._unitId} of ${rollOut.node.path}. List the accounts`);
    }
    return rollOut._targets.flatMap(({ _accountIds }) => _accountIds!);
  }

  /** Refuses an account that is known not to take the permission set. */
  private requireAssignable(account: string): void {
    if (Token.isUnresolved(account)) return;
    const { rollOut, managementBaseline, delegatedAdministrator } = this.props;
    const created = this.accountPolicies.filter(({ isCreated }) => isCreated).map(({ reference }) => reference!);
    const names = created.map(({ name, path }) => `${path}${name}`).join(', ');
    if (account === this.managementAccount) {
      if (delegatedAdministrator) throw invalid('accountIds', account, 'a delegated administrator cannot manage a permission set of the management account. Make another one in a stack of the management account');
      if (created.length === 0) return;
      const missing = managementBaseline ? created.find((reference) => !creates(Stack.of(managementBaseline), reference)) : created[0];
      if (missing) {
        throw unsafe('permission-set-policy-missing', 'accountIds', account, `no roll-out reaches the management account, which must hold the policies ${names}. `
          + 'Give the baseline that creates them there as managementBaseline');
      }
    } else if (created.length > 0 && this.managementAccount !== undefined && !rollOut) {
      throw unsafe('permission-set-policy-missing', 'accountIds', account, `the account must hold the policies ${names}. Give the BaselineRollOut that creates them as rollOut`);
    } else if (created.length > 0 && rollOut?._targets.every((target) => target._leavesOut(account))) {
      throw unsafe('permission-set-policy-missing', 'accountIds', account, `${rollOut.node.path} does not reach the account, which must hold the policies ${names}. Add it to the targets of the roll-out, or remove it`);
    }
  }
}
