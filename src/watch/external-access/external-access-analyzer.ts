import { CfnResource, CustomResource, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ExternalAccessExpected } from './external-access-expected';
import { ExternalAccessZone } from './external-access-zone';
import { ACCESS_ANALYZER_TYPE, AccessAnalyzerProperties } from '../../account/contract/options';
import { iamArn, regionalArn } from '../../private/arn';
import { baselineName } from '../../private/baseline-names';
import { inConstruct, invalid, wholeDays } from '../../private/errors';
import { checkProps, duration, instanceOf, KnownKeys, listOf, oneOf } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { WatchFunction } from '../watch-function';

/** The quota of archive rules for each analyzer. Source: IAM User Guide, "IAM Access Analyzer quotas". */
const RULES = 100;

/** Properties of an `ExternalAccessAnalyzer`. */
export interface ExternalAccessAnalyzerProps {
  /**
   * The zone of trust: every principal outside it counts as external.
   *
   * @default ExternalAccessZone.ACCOUNT
   */
  readonly zone?: ExternalAccessZone;

  /**
   * Intended external access: its findings are archived, including existing ones. Up to 100.
   *
   * @default - none
   */
  readonly expectedAccess?: ExternalAccessExpected[];

  /**
   * Also reports roles, users, keys, passwords and permissions that are unused for this time: whole days, from 1 to 365. A change
   * replaces the analyzer with its findings.
   *
   * Unused access analysis costs 0.20 US dollars a month for each analyzed IAM role and user, in each region that has such an analyzer:
   * one region is sufficient. An `AccessAdvisor` is free of charge.
   *
   * @default - no analysis of unused access, which is free of charge
   */
  readonly unusedAccessAge?: Duration;
}

const KEYS: KnownKeys<ExternalAccessAnalyzerProps> = {
  zone: oneOf(ExternalAccessZone),
  expectedAccess: listOf(instanceOf(ExternalAccessExpected, 'an ExternalAccessExpected')),
  unusedAccessAge: duration,
};

/**
 * Reports external access: IAM Access Analyzer checks the policies of roles, buckets, keys, queues and other resources of the region, and
 * reports each that grants access from outside of the account or the organization (CIS AWS Foundations Benchmark 7.0.0, 2.18; Security
 * Hub IAM.28, which require an analyzer in every region in use).
 *
 * A region has one analyzer of each type for an account. An existing analyzer is used: only its archive rules are changed, and it is
 * retained when the stack is deleted. An analyzer that this stack creates has the tag `account-baseline:stack` and is deleted with the
 * stack. If the existing analyzer does not work, the deployment fails and names it.
 *
 * The analyzer of external access is free of charge. Sources: IAM User Guide, "Using AWS Identity and Access Management Access Analyzer",
 * "IAM Access Analyzer filter keys"; IAM Access Analyzer pricing.
 *
 * @example
 * new ExternalAccessAnalyzer(this, 'ExternalAccess', { zone: ExternalAccessZone.ACCOUNT });
 */
export class ExternalAccessAnalyzer extends Construct {
  /** The ARN of the analyzer of external access, whether new or existing. */
  public readonly analyzerArn: string;

  /** The ARN of the analyzer of unused access. Undefined if there is none. */
  public readonly unusedAccessAnalyzerArn?: string;

  /**
   * @throws if the stack already has an external access analyzer, if there are more than 100 expected accesses, or if the age is not a
   * number of whole days from 1 to 365
   */
  constructor(scope: Construct, id: string, props: ExternalAccessAnalyzerProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      const entries = props.expectedAccess?.length ?? 0;
      if (entries > RULES) throw invalid('expectedAccess', `${entries} entries`, `an analyzer has up to ${RULES} archive rules. Remove some`);
    });
    const age = inConstruct(scope, id, () => wholeDays('unusedAccessAge', props.unusedAccessAge, 365));
    super(scope, id);
    requireOnlyOneInStack(this, 'an external access analyzer', 'A region has one of each type. Change the existing one');
    const { expectedAccess = [], zone = ExternalAccessZone.ACCOUNT } = props;
    const ofOrganization = zone === ExternalAccessZone.ORGANIZATION;
    const { provider, ready } = this.provide(ofOrganization);

    const analyzer = (type: AccessAnalyzerProperties['Type'], name: string, properties: Pick<AccessAnalyzerProperties, 'Archive' | 'UnusedAccessAge'>) => {
      const resource = new CustomResource(this, type, {
        serviceToken: provider.function.functionArn,
        serviceTimeout: Duration.minutes(5),
        resourceType: ACCESS_ANALYZER_TYPE,
        properties: { Type: type, Name: baselineName(name), ...properties } satisfies AccessAnalyzerProperties,
      });
      // A fixed logical ID, so that moving the construct does not replace the analyzer.
      (resource.node.defaultChild as CfnResource).overrideLogicalId(`AccessAnalyzer${type.replace(/_/g, '')}`);
      resource.node.addDependency(ready);
      return resource.getAttString('AnalyzerArn');
    };
    this.analyzerArn = analyzer(zone, 'external-access', expectedAccess.length ? { Archive: expectedAccess.map((one) => one._filter()) } : {});
    if (age !== undefined) this.unusedAccessAnalyzerArn = analyzer(`${zone}_UNUSED_ACCESS`, 'unused-access', { UnusedAccessAge: age });
  }

  private provide(ofOrganization: boolean) {
    const own = regionalArn('access-analyzer', 'analyzer/account-baseline-*');
    const any = regionalArn('access-analyzer', 'analyzer/*');
    const linkedRole = 'role/aws-service-role/access-analyzer.amazonaws.com/*';
    const provider = new WatchFunction(this, 'Provider', {
      handler: 'external-access-analyzer',
      statements: [
        new iam.PolicyStatement({
          actions: [
            'access-analyzer:ListAnalyzers',
            // The service requires these permissions from the principal that creates an analyzer of an organization.
            ...ofOrganization ? ['organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators'] : [],
          ],
          resources: ['*'],
        }),
        new iam.PolicyStatement({
          actions: ['access-analyzer:CreateAnalyzer', 'access-analyzer:DeleteAnalyzer', 'access-analyzer:TagResource'], resources: [own],
        }),
        new iam.PolicyStatement({
          actions: [
            'access-analyzer:ListArchiveRules', 'access-analyzer:ApplyArchiveRule',
            'access-analyzer:CreateArchiveRule', 'access-analyzer:UpdateArchiveRule', 'access-analyzer:DeleteArchiveRule',
          ],
          // An existing analyzer may have any name; only archive rules of this library are changed.
          resources: [any],
        }),
        new iam.PolicyStatement({
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [iamArn(linkedRole)],
          conditions: { StringEquals: { 'iam:AWSServiceName': 'access-analyzer.amazonaws.com' } },
        }),
      ],
      acknowledgements: {
        'AwsSolutions-IAM5[Resource::*]': 'Listing the analyzers of the region, and the services of an organization, support no resource in IAM.',
        'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:access-analyzer:<AWS::Region>:<AWS::AccountId>:analyzer/account-baseline-*]':
          'The analyzers that the stack creates, by the prefix of their names.',
        'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:access-analyzer:<AWS::Region>:<AWS::AccountId>:analyzer/*]':
          'An existing analyzer may have any name; only archive rules of this library are changed.',
        [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:${linkedRole}]`]:
          'IAM names the service-linked role of the analyzer; the condition admits no other service.',
      },
      timeout: Duration.minutes(2),
      maxEventAge: Duration.minutes(3),
    });
    return { provider, ready: provider.ready };
  }
}
