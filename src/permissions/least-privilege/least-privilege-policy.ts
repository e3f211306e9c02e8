import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { AccessCondition } from './access-condition';
import { AccessLevel } from './access-level';
import { mfaOfRoleFindings, selfChangeFindings } from './carrier-findings';
import { carriersOf } from './carriers';
import { expiredAt, neverHoldsFindings } from './condition-checks';
import { ConditionedDocument } from './conditioned-document';
import { documentErrors } from './document-errors';
import { Finding, namedActions } from './finding';
import { findingsOf } from './findings';
import { LeastPrivilegeAcknowledgementOptions, LeastPrivilegeRule } from './least-privilege-rule';
import { ReadStatement, statementsOf } from './statements';
import { unknownActions } from './unknown-actions';
import { invalid } from '../../private/errors';
import { requireIamName, requireIamPath } from '../../private/iam-names';
import { checkProps, instanceOf, KnownKeys, listOf, mandatory, object, oneOf, policyStatement, requireKnownKeys, text } from '../../private/known-keys';
import { omitDescription } from '../../private/managed-policy';
import { ruleLink } from '../../private/rules/rule-link';
import { addTreeValidation, Tree } from '../../private/tree';
import { requireUniqueName } from '../../private/unique-name';
import { warn } from '../../private/warnings';
import { inProperty, violation } from '../../private/written-properties';
import { policySizeErrors } from '../policies/policy-size';

/** Properties of a `LeastPrivilegePolicy`. */
export interface LeastPrivilegePolicyProps {
  /**
   * The statements of the policy. `addStatements` and grants such as `bucket.grantRead(policy)` add more.
   *
   * @default - none yet; a policy that is empty at synth is an error
   */
  readonly statements?: iam.PolicyStatement[];

  /**
   * Conditions on every Allow of the policy, also on those that are added later. The statements themselves get them, so give a
   * statement to one policy only. A Deny stays as it is, since a condition would make it deny less.
   *
   * @default - none
   */
  readonly conditions?: AccessCondition[];

  /**
   * Rules that the policy may break, each with the reason. One that nothing needs gets a warning at synth
   * (`cdk-secure-account-baseline:leastPrivilege:uselessAcknowledgement`).
   *
   * @default - none
   */
  readonly acknowledge?: LeastPrivilegeAcknowledgementOptions[];

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

const KEYS: KnownKeys<LeastPrivilegePolicyProps> = {
  statements: listOf(policyStatement),
  conditions: listOf(instanceOf(AccessCondition, 'an AccessCondition, such as AccessCondition.mfa()')),
  acknowledge: listOf(object),
  managedPolicyName: text,
  path: text,
  groups: listOf(object),
  roles: listOf(object),
};

const ACKNOWLEDGEMENT_KEYS: KnownKeys<LeastPrivilegeAcknowledgementOptions> = {
  rule: mandatory(oneOf(LeastPrivilegeRule)), reason: mandatory(text), sid: text,
};

/**
 * A customer-managed policy that fails at synth if it is not least privilege. `LeastPrivilegeRule` lists what it refuses.
 *
 * Patterns are compared by what they match: `role*`, `role/*a*` and `arn:aws:iam:*` are any role, and `table/*` is any table. An error
 * names the statement, the entry and the rule. `acknowledge` admits one with a reason, for a statement or for the whole policy. The
 * policy is checked as it is at synth, grants included. What only the deployment knows passes. So does an identity that is named in full,
 * such as `iam:PutRolePolicy` on one role: whether that role may have every right is for the reviewer to decide.
 *
 * IAM would refuse a policy that is empty, that has a Sid twice, or in which an action or a resource is malformed: each is an error at
 * synth. An action that AWS does not have, or has only lately, gets a warning
 * (`cdk-secure-account-baseline:leastPrivilege:unknownAction`).
 *
 * The template holds the policy as given: no feature flag merges its statements. It has no description, which could not be changed
 * without replacing the policy. IAM takes 6,144 characters; more is an error at synth. Costs nothing.
 *
 * Sources: IAM User Guide, "Prepare for least-privilege permissions", "IAM JSON policy elements: Resource"; Service Authorization
 * Reference; CIS AWS Foundations Benchmark 7.0.0, 2.14; Security Hub IAM.1, IAM.21.
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
  private readonly acknowledgements: LeastPrivilegeAcknowledgementOptions[];

  /**
   * @throws if IAM does not take the name or the path, a reason is blank, or a condition does not fit a statement
   */
  constructor(scope: Construct, id: string, props: LeastPrivilegePolicyProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      requireIamName('managedPolicyName', props.managedPolicyName, 128);
      requireIamPath('path', props.path);
      props.acknowledge?.forEach((acknowledgement, index) => inProperty(`acknowledge[${index}]`, () => requireReason(acknowledgement)));
    });
    const { managedPolicyName, path = '/', groups, roles } = props;
    super(scope, id, { managedPolicyName, path, groups, roles, document: new ConditionedDocument(props.conditions ?? []) });
    omitDescription(this);
    requireUniqueName(this, 'managedPolicyName');
    this.acknowledgements = props.acknowledge ?? [];
    this.addStatements(...props.statements ?? []);
    addTreeValidation(this, (tree) => this.errors(tree));
  }

  /**
   * The access levels of the actions that the policy allows at this moment, from list to permissions management. A Deny counts if it
   * denies an action on every resource and without a condition.
   */
  public get accessLevels(): AccessLevel[] {
    return Object.values(AccessLevel).filter((level) => this.actionsOf(level).length > 0);
  }

  /**
   * The actions of one access level that the policy allows at this moment on any resource, in alphabetical order and with wildcards
   * resolved. Actions that are tokens are left out.
   */
  public actionsOf(level: AccessLevel): string[] {
    const statements = statementsOf(this, this.document);
    const takenAway = statements.filter(({ allows, conditions, resources }) => !allows && conditions.length === 0 && resources.includes('*'));
    const denied = new Set(takenAway.flatMap(namedActions).map(({ name }) => name));
    const allowed = statements.filter(({ allows }) => allows).flatMap(namedActions).filter((action) => action.level === level);
    return [...new Set(allowed.map(({ name }) => name))].filter((name) => !denied.has(name)).sort();
  }

  private errors(tree: Tree): string[] {
    const statements = statementsOf(this, this.document);
    const malformed = documentErrors(this, statements);
    if (malformed.length > 0) return malformed;
    this.warnAbout(statements);
    const carriers = carriersOf(this, tree);
    const given: any[] = this.document.toJSON().Statement;
    const findings = statements.flatMap((statement, index) => [
      ...findingsOf(statement),
      ...neverHoldsFindings(statement),
      ...mfaOfRoleFindings(statement, carriers),
      ...selfChangeFindings(this, statement, given[index].Resource, carriers),
    ]);
    this.warnOfUselessAcknowledgements(findings);
    return [
      ...findings.filter((finding) => !this.acknowledgements.some((each) => covers(each, finding))).map((finding) => this.described(finding)),
      ...policySizeErrors(this, this.document, 'statements', 'split them into two policies'),
    ];
  }

  private described({ rule, statement, property, value, explanation }: Finding): string {
    const message = violation(this, `${statement.label}.${property}`, value, `${explanation} [${rule}]${statement.sid === undefined ? '' : ` in the statement ${statement.sid}`}`);
    return `${message} See ${ruleLink(rule.slice(rule.indexOf(':') + 1))}`;
  }

  private warnAbout(statements: ReadStatement[]): void {
    for (const statement of statements) {
      const unknown = unknownActions([...statement.actions, ...statement.notActions]);
      if (unknown.length > 0) {
        warn(this.node.defaultChild!, 'leastPrivilege:unknownAction',
          `${statement.title}: AWS has no action ${unknown.join(', ')}, or has it only lately: check for a typo`);
      }
      const end = statement.allows ? expiredAt(statement) : undefined;
      if (end) warn(this.node.defaultChild!, 'leastPrivilege:expired', `${statement.title}: the access ended at ${end}: remove the statement`);
    }
  }

  private warnOfUselessAcknowledgements(findings: Finding[]): void {
    for (const acknowledgement of this.acknowledgements.filter((each) => !findings.some((finding) => covers(each, finding)))) {
      warn(this.node.defaultChild!, 'leastPrivilege:uselessAcknowledgement',
        `acknowledge: nothing breaks ${acknowledgement.rule}${acknowledgement.sid ? ` in ${acknowledgement.sid}` : ''}: remove the acknowledgement`);
    }
  }
}

function covers({ rule, sid }: LeastPrivilegeAcknowledgementOptions, finding: Finding): boolean {
  return rule === finding.rule && (sid === undefined || sid === finding.statement.sid);
}

function requireReason(acknowledgement: LeastPrivilegeAcknowledgementOptions): void {
  requireKnownKeys(acknowledgement, ACKNOWLEDGEMENT_KEYS);
  const { rule, reason } = acknowledgement;
  if (reason.trim() === '') throw invalid('reason', reason, `tell the reviewer why the policy may break ${rule}`);
}
