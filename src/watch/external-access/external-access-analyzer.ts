import { CfnResource, CustomResource, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ExternalAccessExpected } from './external-access-expected';
import { ExternalAccessZone } from './external-access-zone';
import { AccessAnalyzerProperties } from '../../account/contract/options';
import { iamArn, regionalArn } from '../../private/arn';
import { baselineName } from '../../private/baseline-names';
import { inConstruct, invalid, wholeDays } from '../../private/errors';
import { checkProps, duration, instanceOf, KnownKeys, listOf, oneOf } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { WatchFunction } from '../watch-function';

/** "IAM Access Analyzer quotas", IAM User Guide: archive rules for each analyzer. */
const RULES = 100;

/** Properties of an `ExternalAccessAnalyzer`. */
export interface ExternalAccessAnalyzerProps {
  /**
   * Who counts as an outsider.
   *
   * @default ExternalAccessZone.ACCOUNT
   */
  readonly zone?: ExternalAccessZone;

  /**
   * Access from outside that is meant to be: findings of it are archived, also those that are there already. Up to 100.
   *
   * @default - none
   */
  readonly expectedAccess?: ExternalAccessExpected[];

  /**
   * Also analyses which roles, users, keys, passwords and permissions nobody has used for so long: whole days, from 1 to 365. A change
   * makes the analyzer anew, with its findings.
   *
   * It costs 0.20 US dollars a month for each IAM role and user that is analysed, in each region that has such an analyzer: one
   * region is enough. An `AccessAdvisor` is free.
   *
   * @default - no analysis of unused access, which costs nothing
   */
  readonly unusedAccessAge?: Duration;
}

const KEYS: KnownKeys<ExternalAccessAnalyzerProps> = {
  zone: oneOf(ExternalAccessZone),
  expectedAccess: listOf(instanceOf(ExternalAccessExpected, 'an ExternalAccessExpected')),
  unusedAccessAge: duration,
};

/**
 * Finds what outsiders can get at: IAM Access Analyzer looks at the policies of roles, buckets, keys, queues and so on of the region
 * and reports each that lets somebody in from outside of the account or the organization (CIS AWS Foundations Benchmark 7.0.0, 2.18;
 * Security Hub IAM.28, which ask for one in every region in use).
 *
 * A region has one analyzer of a type for an account. One that is there already is used: it stays as it is, but for the archive
 * rules, and stays when the stack is deleted. One that this stack has made carries the tag `account-baseline:stack` and is deleted with
 * it. If the analyzer that is there does not work, the deployment fails and names it.
 *
 * The analyzer of external access costs nothing. Sources: IAM User Guide, "Using AWS Identity and Access Management Access Analyzer",
 * "IAM Access Analyzer filter keys"; IAM Access Analyzer pricing.
 *
 * @example
 * new ExternalAccessAnalyzer(this, 'ExternalAccess', { zone: ExternalAccessZone.ACCOUNT });
 */
export class ExternalAccessAnalyzer extends Construct {
  /** The ARN of the analyzer of external access, ours or the one that was there. */
  public readonly analyzerArn: string;

  /** The ARN of the analyzer of unused access; undefined if there is none. */
  public readonly unusedAccessAnalyzerArn?: string;

  /**
   * @throws if the stack has one already, there are more than 100 expectations, or the age is no number of whole days from 1 to 365
   */
  constructor(scope: Construct, id: string, props: ExternalAccessAnalyzerProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      const entries = props.expectedAccess?.length ?? 0;
      if (entries > RULES) throw invalid('expectedAccess', `${entries} entries`, `an analyzer has up to ${RULES} archive rules. Remove some`);
    });
    const age = inConstruct(scope, id, () => wholeDays('unusedAccessAge', props.unusedAccessAge, 365));
    super(scope, id);
    requireOnlyOneInStack(this, 'an external access analyzer', 'A region has one of each type. Change that one');
    const { expectedAccess = [], zone = ExternalAccessZone.ACCOUNT } = props;
    const ofOrganization = zone === ExternalAccessZone.ORGANIZATION;
    const { provider, ready } = this.provide(ofOrganization);

    const analyzer = (type: AccessAnalyzerProperties['Type'], name: string, properties: Pick<AccessAnalyzerProperties, 'Archive' | 'UnusedAccessAge'>) => {
      const resource = new CustomResource(this, type, {
        serviceToken: provider.function.functionArn,
        serviceTimeout: Duration.minutes(5),
        resourceType: 'Custom::AccessAnalyzer',
        properties: { Type: type, Name: baselineName(name), ...properties } satisfies AccessAnalyzerProperties,
      });
      // Whoever moves the construct must not make the analyzer anew.
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
            // The service asks for these on behalf of whoever makes an analyzer of an organization.
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
          // An analyzer of somebody else has any name; of its archive rules only ours are touched.
          resources: [any],
        }),
        new iam.PolicyStatement({
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [iamArn(linkedRole)],
          conditions: { StringEquals: { 'iam:AWSServiceName': 'access-analyzer.amazonaws.com' } },
        }),
      ],
      acknowledgements: {
        'AwsSolutions-IAM5[Resource::*]': 'Listing the analyzers of the region, and the services of an organization, has no resource in IAM.',
        'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:access-analyzer:<AWS::Region>:<AWS::AccountId>:analyzer/account-baseline-*]':
          'The analyzers that the stack makes; their names begin so.',
        'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:access-analyzer:<AWS::Region>:<AWS::AccountId>:analyzer/*]':
          'An analyzer that is there already may have any name; of its archive rules only ours are touched.',
        [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:${linkedRole}]`]:
          'IAM gives the service-linked role of the analyzer its name; the condition admits no other service.',
      },
      timeout: Duration.minutes(2),
      maxEventAge: Duration.minutes(3),
    });
    return { provider, ready: provider.ready };
  }
}
