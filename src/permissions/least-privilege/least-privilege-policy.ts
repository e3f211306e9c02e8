import { Annotations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { AccessCondition } from './access-condition';
import { AccessLevel } from './access-level';
import { expiredAt, mfaConditions, neverHolds } from './condition-checks';
import { ConditionedDocument } from './conditioned-document';
import { Finding, findingsOf, namedActions, unknownActions } from './findings';
import { LeastPrivilegeAcknowledgement, LeastPrivilegeRule } from './least-privilege-rule';
import { Condition, ReadStatement, statementsOf } from './statements';
import { invalid } from '../../private/errors';
import { requireIamName, requireIamPath } from '../../private/iam-names';
import { omitDescription } from '../../private/managed-policy';
import { referencesOf } from '../../private/references';
import { policySizeErrors } from '../policies/policy-size';

/** Properties of a `LeastPrivilegePolicy`. */
export interface LeastPrivilegePolicyProps {
  /**
   * What the policy says. More comes by `addStatements` and by grants such as `bucket.grantRead(policy)`.
   *
   * @default - nothing yet; a policy that is empty at synth is an error
   */
  readonly statements?: iam.PolicyStatement[];

  /**
   * Conditions of every Allow of the policy, also of those that are added later. They are put on the statements themselves, so
   * give a statement to one policy only. A Deny is left as it is, since a condition would make it deny less.
   *
   * @default - none
   */
  readonly conditions?: AccessCondition[];

  /**
   * What the policy may do although a rule refuses it, each with the reason. One that nothing needs gets a warning at synth
   * (`cdk-secure-account-baseline:leastPrivilege:uselessAcknowledgement`).
   *
   * @default - none
   */
  readonly acknowledge?: LeastPrivilegeAcknowledgement[];

  /**
   * The name of the policy, 1 to 128 characters. A change replaces the policy.
   *
   * @default - named by CloudFormation
   */
  readonly managedPolicyName?: string;

  /**
   * The path of the policy. It begins and ends with a slash; a change replaces the policy.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * Groups that carry the policy.
   *
   * @default - none
   */
  readonly groups?: iam.IGroupRef[];

  /**
   * Roles that carry the policy.
   *
   * @default - none
   */
  readonly roles?: iam.IRole[];
}

/**
 * A customer-managed policy that is refused at synth where it is not least privilege: everything on everything, every action of a
 * service, an Allow with `NotAction`, `iam:PassRole` without roles and services, changes of identities and `sts:AssumeRole` by
 * wildcard, `*` where the actions take a resource, a condition that cannot hold. `LeastPrivilegeRule` lists them.
 *
 * An error names the statement, the entry and the rule. `acknowledge` admits one with a reason, for a statement or for all.
 * Checked is what the policy holds at synth, grants included. What only the deployment knows passes. An action that AWS does not
 * have, or has only lately, gets a warning (`cdk-secure-account-baseline:leastPrivilege:unknownAction`).
 *
 * The policy is written to the template as given: no feature flag merges its statements. It has no description, which could not be
 * changed without replacing the policy. IAM takes 6,144 characters; more is an error at synth. Costs nothing.
 *
 * Sources: IAM User Guide, "Prepare for least-privilege permissions"; Service Authorization Reference; CIS AWS Foundations Benchmark
 * 7.0.0, 2.14; Security Hub IAM.1, IAM.21.
 *
 * @example
 * new LeastPrivilegePolicy(this, 'ReadReports', {
 *   conditions: [AccessCondition.mfa(Duration.hours(12)), AccessCondition.validUntil(new Date('2031-01-31'))],
 *   statements: [
 *     new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }),
 *     new iam.PolicyStatement({ actions: ['s3:Get*', 's3:List*'], resources: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'] }),
 *   ],
 * });
 */
export class LeastPrivilegePolicy extends iam.ManagedPolicy {
  private readonly acknowledgements: LeastPrivilegeAcknowledgement[];

  /**
   * @throws if the name or the path is none that IAM takes, a reason is blank, or a condition does not fit a statement
   */
  constructor(scope: Construct, id: string, props: LeastPrivilegePolicyProps = {}) {
    const { managedPolicyName, path = '/', groups, roles } = props;
    requireIamName('managedPolicyName', managedPolicyName, 128);
    requireIamPath('path', path);
    for (const { rule, reason } of props.acknowledge ?? []) {
      if (reason.trim() === '') throw invalid('acknowledge', reason, `say for a reviewer why ${rule} is right here`);
    }
    super(scope, id, { managedPolicyName, path, groups, roles, document: new ConditionedDocument(props.conditions ?? []) });
    omitDescription(this);
    this.acknowledgements = props.acknowledge ?? [];
    this.addStatements(...props.statements ?? []);
    this.node.addValidation({ validate: () => this.errors() });
  }

  /**
   * The access levels of what the policy allows at this moment, for reviews: from listing to permissions management. A Deny counts
   * where it takes an action away altogether, that is without a condition and on every resource.
   */
  public get accessLevels(): AccessLevel[] {
    return Object.values(AccessLevel).filter((level) => this.actionsOf(level).length > 0);
  }

  /**
   * The actions of one access level that the policy allows at this moment, on something, in alphabetical order and with wildcards
   * resolved. Actions that are tokens are left out.
   */
  public actionsOf(level: AccessLevel): string[] {
    const statements = statementsOf(this, this.document);
    const takenAway = statements.filter(({ allows, conditions, resources }) => !allows && conditions.length === 0 && resources.includes('*'));
    const denied = new Set(takenAway.flatMap(namedActions).map(({ name }) => name));
    const allowed = statements.filter(({ allows }) => allows).flatMap(namedActions).filter((action) => action.level === level);
    return [...new Set(allowed.map(({ name }) => name))].filter((name) => !denied.has(name)).sort();
  }

  private errors(): string[] {
    const statements = statementsOf(this, this.document);
    this.warn(statements);
    const findings = statements.flatMap((statement) => [...findingsOf(statement), ...this.conditionFindings(statement)]);
    this.warnOfUselessAcknowledgements(findings);
    return [
      ...findings.filter((finding) => !this.acknowledgements.some((each) => covers(each, finding))).map(described),
      ...policySizeErrors(this, this.document, 'statements', 'split them into two policies'),
    ];
  }

  private conditionFindings(statement: ReadStatement): Finding[] {
    if (!statement.allows) return [];
    const finding = (property: string, value: string, explanation: string): Finding => (
      { rule: LeastPrivilegeRule.CONDITION_NEVER_HOLDS, statement, property, value, explanation }
    );
    const found = neverHolds(statement);
    const never = ({ operator, key, values }: Condition, because: string) => finding(`Condition ${operator} ${key}`, values.join(', '), because);
    const mfa = mfaConditions(statement).slice(0, 1).flatMap((condition) => this.rolesThatCarryThis().map((role) => (
      never(condition, `${role} carries the policy, and a role's credentials carry no MFA: ask for it in the trust policy of the role`)
    )));
    return [...found ? [never(found.condition, found.because)] : [], ...mfa];
  }

  /** Attached from either side; `role.addManagedPolicy` does not ask the policy. */
  private rolesThatCarryThis(): string[] {
    const own = this.node.defaultChild as iam.CfnManagedPolicy;
    const { resources, names } = referencesOf(own, own.roles);
    const carrying = this.node.root.node.findAll().filter((candidate): candidate is iam.CfnRole => iam.CfnRole.isCfnRole(candidate))
      .filter((role) => referencesOf(role, role.managedPolicyArns).resources.includes(own));
    return [...new Set([...[...resources, ...carrying].map((role) => role.node.path), ...names])];
  }

  private warn(statements: ReadStatement[]): void {
    const annotations = this.annotations();
    for (const statement of statements) {
      const unknown = unknownActions(statement);
      if (unknown.length > 0) {
        annotations.addWarningV2('cdk-secure-account-baseline:leastPrivilege:unknownAction',
          `${statement.label}: AWS has no action ${unknown.join(', ')}, or only lately: look for a slip of the pen`);
      }
      const end = statement.allows ? expiredAt(statement) : undefined;
      if (end) annotations.addWarningV2('cdk-secure-account-baseline:leastPrivilege:expired', `${statement.label}: it ended at ${end}: take it away`);
    }
  }

  /** Of the resource: what is acknowledged on this construct before synth counts for what lies below it only. */
  private annotations(): Annotations {
    return Annotations.of(this.node.defaultChild!);
  }

  private warnOfUselessAcknowledgements(findings: Finding[]): void {
    for (const acknowledgement of this.acknowledgements.filter((each) => !findings.some((finding) => covers(each, finding)))) {
      this.annotations().addWarningV2('cdk-secure-account-baseline:leastPrivilege:uselessAcknowledgement',
        `acknowledge: nothing breaks ${acknowledgement.rule}${acknowledgement.sid ? ` in ${acknowledgement.sid}` : ''} any more: take it away`);
    }
  }
}

function covers({ rule, sid }: LeastPrivilegeAcknowledgement, finding: Finding): boolean {
  return rule === finding.rule && (sid === undefined || sid === finding.statement.sid);
}

function described({ rule, statement, property, value, explanation }: Finding): string {
  return invalid(`${statement.label}, ${property}`, value, `${explanation} [${rule}]`).message;
}
