import { Aws, CustomResource, Duration, Resource } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { FACT_ACTIONS } from './fact-actions';
import { OnFinding } from './on-finding';
import { SecurityCheck } from './security-check';
import { SECURITY_STATUS_PARAMETER } from '../../account/contract/parameters';
import { OnFindingName, OnFindingSettings, SECURITY_STATUS_TYPE, SecurityCheckName } from '../../account/contract/security-checks';
import { regionalArn } from '../../private/arn';
import { invalid } from '../../private/errors';
import { checkProps, flag, KnownKeys, listOf, mandatory, object, oneOf, requireKnownKeys, snsTopic, text } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { inProperty } from '../../private/written-properties';
import { WatchFunction } from '../watch-function';

/**
 * The limit for one run of the function that makes the checks, and of the function that waits for it. CloudFormation waits for a second
 * run, in case the first one crashes.
 */
const CHECKS_TIMEOUT = Duration.minutes(4);
const TIMEOUT = Duration.minutes(5);
const MAX_EVENT_AGE = Duration.minutes(6);
const SERVICE_TIMEOUT = Duration.minutes(15);

/** The two lists of checks are equal, or this does not compile. */
const CHECKS: Record<SecurityCheckName, SecurityCheck> = SecurityCheck;

/** The effect of one failed check on a deployment. */
export interface SecurityCheckOptions {
  /** The check. It is listed once. */
  readonly check: SecurityCheck;

  /** The effect on a deployment if the check fails. */
  readonly onFinding: OnFinding;
}

/** Properties of a `SecurityStatus`. */
export interface SecurityStatusProps {
  /**
   * The effect of a failed check on a deployment.
   *
   * @default OnFinding.WARN
   */
  readonly onFinding?: OnFinding;

  /**
   * The effect of individual checks on a deployment.
   *
   * @default - the same for all checks
   */
  readonly checks?: SecurityCheckOptions[];

  /**
   * The topic to notify when the daily check finds a change, for better or worse. If an imported topic is encrypted with a KMS key of
   * yours, specify that key: `Topic.fromTopicAttributes` accepts it as `keyArn`.
   *
   * @default - none; the results are in the log
   */
  readonly topic?: sns.ITopic;

  /**
   * The schedule of the checks.
   *
   * @default - every day
   */
  readonly schedule?: events.Schedule;

  /**
   * Whether the daily results also become findings of Security Hub CSPM, which must be enabled in the region: by `SecurityHubCspm`, in the same
   * stack or another one, or by `SecurityHubCentralConfiguration`. Nothing is sent at deployment, so that the order does not matter. 10,000
   * findings a month are free of charge, of which this uses about 450; Security Hub CSPM charges for its own checks separately.
   *
   * @default false
   */
  readonly securityHub?: boolean;

  /**
   * Any text. The checks run at deployment if the construct is new or one of its properties has changed: a new text, such as a commit ID,
   * makes them run with every deployment.
   *
   * @default - none
   */
  readonly revision?: string;
}

const KEYS: KnownKeys<SecurityStatusProps> = {
  onFinding: oneOf(OnFinding), checks: listOf(object), topic: snsTopic, schedule: object, securityHub: flag, revision: text,
};

const CHECK_KEYS: KnownKeys<SecurityCheckOptions> = { check: mandatory(oneOf(CHECKS)), onFinding: mandatory(oneOf(OnFinding)) };

/**
 * Checks the security of the account at deployment and every day: the five checks of the IAM console's security status, and further
 * checks of benchmarks. The checks are read-only, even if one fails: of the two functions, the one that checks the account may change
 * nothing, and the one that notifies people may not read the account.
 *
 * A deployment shows the result in `summary` and `findings`, and fails only if `onFinding` requires it. The daily check writes each
 * result to its log as a line of JSON. It sends an email if a result has changed since the last run, which it stores in the free SSM
 * parameter `/account-baseline/watch/security-status`. A check is `UNKNOWN` if its data cannot be read, for example because a service
 * control policy denies a call or IAM has no credential report; the other checks still run.
 *
 * Free of charge within Lambda's free tier. Create one for each account: IAM is the same in every region.
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
  /** The number of checks that passed at the last deployment that ran them, and the checks that did not pass. */
  public readonly summary: string;

  /** The findings and their remediation, in up to 900 characters; `none` if every check passed. */
  public readonly findings: string;

  private readonly resource: CustomResource;

  /** @throws if `checks` lists a check twice or a value that is not a check, or if the stack already has a security status */
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
      acknowledgements: {
        'AwsSolutions-IAM5[Resource::*]': 'The calls are read-only, and those that list resources of the account support no '
        + 'narrower resource.',
      },
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
      resourceType: SECURITY_STATUS_TYPE,
      // The function reads its settings from its environment. These properties make CloudFormation call it again when they change.
      properties: { OnFinding: onFinding, ...props.revision !== undefined && { Revision: props.revision } },
    });
    this.resource.node.addDependency(watch.ready);
    this.node.defaultChild = this.resource.node.defaultChild;
    this.summary = this.resource.getAttString('Summary');
    this.findings = this.resource.getAttString('Findings');
  }

  /** The result of a check at the last deployment that ran it: `PASS`, `FAIL`, `UNKNOWN` or `IGNORED`. */
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
