import { Aws, CustomResource, Duration, Resource } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { FACT_ACTIONS } from './fact-actions';
import { OnFinding } from './on-finding';
import { SecurityCheck } from './security-check';
import { SECURITY_STATUS_PARAMETER } from '../../account/contract/parameters';
import { OnFindingName, OnFindingSettings, SecurityCheckName } from '../../account/contract/security-checks';
import { regionalArn } from '../../private/arn';
import { invalid } from '../../private/errors';
import { checkProps, flag, KnownKeys, listOf, mandatory, object, oneOf, requireKnownKeys, text } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { inProperty } from '../../private/written-properties';
import { WatchFunction } from '../watch-function';

/** One run of the function that makes the checks, and of the one that waits for it; CloudFormation waits for a second one, should the first crash. */
const CHECKS_TIMEOUT = Duration.minutes(4);
const TIMEOUT = Duration.minutes(5);
const MAX_EVENT_AGE = Duration.minutes(6);
const SERVICE_TIMEOUT = Duration.minutes(15);

/** Both lists of checks are the same: this does not compile otherwise. */
const CHECKS: Record<SecurityCheckName, SecurityCheck> = SecurityCheck;

/** What a deployment does about one check. */
export interface SecurityCheckOptions {
  /** The check. It is listed once. */
  readonly check: SecurityCheck;

  /** What a deployment does if the check fails. */
  readonly onFinding: OnFinding;
}

/** Properties of a `SecurityStatus`. */
export interface SecurityStatusProps {
  /**
   * What a deployment does about a check that fails.
   *
   * @default OnFinding.WARN
   */
  readonly onFinding?: OnFinding;

  /**
   * What a deployment does about single checks.
   *
   * @default - the same about all checks
   */
  readonly checks?: SecurityCheckOptions[];

  /**
   * Who is told when the daily look finds something new, worse or better. Where an imported topic is encrypted with a
   * KMS key of yours, name that key: `Topic.fromTopicAttributes` takes it as `keyArn`.
   *
   * @default - nobody; the results are in the log
   */
  readonly topic?: sns.ITopic;

  /**
   * When to look again.
   *
   * @default - every day
   */
  readonly schedule?: events.Schedule;

  /**
   * Whether the daily results also become findings of Security Hub, which must be enabled in the region. Security Hub takes 10,000 findings a
   * month for free, of which this is some 450; what it charges for its own checks is another matter.
   *
   * @default false
   */
  readonly securityHub?: boolean;

  /**
   * Any text. The checks run at deployment when the construct is new or one of its properties has changed: another text, such as a
   * commit id, lets them run with every deployment.
   *
   * @default - none
   */
  readonly revision?: string;
}

const KEYS: KnownKeys<SecurityStatusProps> = {
  onFinding: oneOf(OnFinding), checks: listOf(object), topic: object, schedule: object, securityHub: flag, revision: text,
};

const CHECK_KEYS: KnownKeys<SecurityCheckOptions> = { check: mandatory(oneOf(CHECKS)), onFinding: mandatory(oneOf(OnFinding)) };

/**
 * Checks at deployment and every day whether the account passes: the five checks of the IAM console's security status, and those that
 * benchmarks add. It only reads, also when a check fails: of its two functions, the one that checks the account may change nothing, and
 * the one that notifies people may not read the account.
 *
 * A deployment shows the result in `summary` and `findings`, and fails only where `onFinding` says so. The daily check writes each result
 * into its log as a line of JSON, and sends an email when something became worse, better or different since the last time, which it keeps
 * in the free SSM parameter `/account-baseline/watch/security-status`. A check is `UNKNOWN` if what it needs cannot be read, such as a call
 * that a service control policy denies or a credential report that IAM does not have; the other checks are made all the same.
 *
 * It costs nothing within Lambda's free tier. Make one per account: IAM is the same in every region.
 *
 * @example
 * declare const topic: sns.ITopic;
 * const status = new SecurityStatus(this, 'SecurityStatus', {
 *   topic,
 *   checks: [
 *     { check: SecurityCheck.ROOT_MFA, onFinding: OnFinding.FAIL },
 *     { check: SecurityCheck.SUPPORT_ROLE, onFinding: OnFinding.IGNORE },
 *   ],
 * });
 * new CfnOutput(this, 'Status', { value: status.summary });
 */
export class SecurityStatus extends Resource {
  /** How many checks passed at the last deployment that made them, and which did not. */
  public readonly summary: string;

  /** What was found and the remediation, in up to 900 characters; `none` if every check passed. */
  public readonly findings: string;

  private readonly resource: CustomResource;

  /**
   * @throws if `checks` lists a check twice or a value that is not a check, or the stack has a security status already
   */
  constructor(scope: Construct, id: string, props: SecurityStatusProps = {}) {
    checkProps(scope, id, props, KEYS, () => requireChecks(props.checks ?? []));
    super(scope, id);
    requireOnlyOneInStack(this, 'a security status');
    const onFinding: { -readonly [check in keyof OnFindingSettings]: OnFindingName } = { '*': `${props.onFinding ?? OnFinding.WARN}` };
    for (const { check, onFinding: own } of props.checks ?? []) onFinding[check] = `${own}`;
    const parameter = regionalArn('ssm', `parameter${SECURITY_STATUS_PARAMETER}`);
    const checks = new WatchFunction(this, 'Checks', {
      handler: 'security-status-checks',
      statements: [new iam.PolicyStatement({ actions: FACT_ACTIONS, resources: ['*'] })],
      acknowledgements: { 'AwsSolutions-IAM5[Resource::*]': 'The calls only read, and those that list what an account has know no narrower resource.' },
      timeout: CHECKS_TIMEOUT,
    });
    const watch = new WatchFunction(this, 'Watch', {
      handler: props.securityHub ? 'security-status-hub' : 'security-status',
      purpose: 'security-status',
      statements: [
        new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [checks.function.functionArn] }),
        new iam.PolicyStatement({ actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'], resources: [parameter] }),
        new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [Aws.STACK_ID] }),
        ...props.securityHub ? [new iam.PolicyStatement({
          actions: ['securityhub:BatchImportFindings'], resources: [regionalArn('securityhub', 'product/${AWS::AccountId}/default')],
        })] : [],
      ],
      schedule: props.schedule ?? events.Schedule.rate(Duration.days(1)),
      topic: props.topic,
      environment: { CHECKS_FUNCTION: checks.function.functionName, ON_FINDING: JSON.stringify(onFinding) },
      timeout: TIMEOUT,
      maxEventAge: MAX_EVENT_AGE,
    });
    this.resource = new CustomResource(this, 'Resource', {
      serviceToken: watch.function.functionArn,
      serviceTimeout: SERVICE_TIMEOUT,
      resourceType: 'Custom::SecurityStatus',
      // The function reads its settings from its environment: here they make CloudFormation ask again.
      properties: { OnFinding: onFinding, ...props.revision !== undefined && { Revision: props.revision } },
    });
    this.resource.node.addDependency(watch.ready);
    this.node.defaultChild = this.resource.node.defaultChild;
    this.summary = this.resource.getAttString('Summary');
    this.findings = this.resource.getAttString('Findings');
  }

  /** The result of a check at the last deployment that made it: `PASS`, `FAIL`, `UNKNOWN` or `IGNORED`. */
  public statusOf(check: SecurityCheck): string {
    return this.resource.getAttString(check);
  }
}

function requireChecks(checks: SecurityCheckOptions[]): void {
  for (const [index, options] of checks.entries()) {
    inProperty(`checks[${index}]`, () => {
      requireKnownKeys(options, CHECK_KEYS);
      const isKnown = checks.slice(0, index).some(({ check }) => check === options.check);
      if (isKnown) throw invalid('check', options.check, 'a check is listed once. Remove one of the two');
    });
  }
}
