import { CfnResource, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { analyzerPermissions } from './analyzer-permissions';
import { AnalyzersInRegions } from './analyzers-in-regions';
import { ExternalAccessExpected } from './external-access-expected';
import { ExternalAccessZone } from './external-access-zone';
import { ACCESS_ANALYZER_TYPE, AccessAnalyzerProperties } from '../../account/contract/options';
import { HardenedRegions } from '../../account/regions/hardened-regions';
import { hardenedRegions } from '../../account/regions/hardened-regions-key';
import { baselineName } from '../../private/baseline-names';
import { inConstruct, invalid, wholeDays } from '../../private/errors';
import { checkProps, duration, instanceOf, KnownKeys, listOf, oneOf } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { WatchFunction } from '../watch-function';

/** The quota of archive rules for each analyzer. Source: IAM User Guide, "IAM Access Analyzer quotas". */
const RULES = 100;

/** The purposes of the analyzers, in their names. Each zone has its own, since a change of the zone creates an analyzer before the other one is deleted. */
const NAMES: Record<ExternalAccessZone, { readonly external: string; readonly unused: string }> = {
  [ExternalAccessZone.ACCOUNT]: { external: 'external-access', unused: 'unused-access' },
  [ExternalAccessZone.ORGANIZATION]: { external: 'organization-access', unused: 'organization-unused' },
};

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

  /**
   * The regions that get an analyzer of external access too, with the same zone and expected access: every enabled region, or a list that
   * contains the region of the stack. A region that the account has not enabled, or that a policy of the organization denies, fails nothing:
   * `regionsNotAnalyzed` names it.
   *
   * In a region that leaves the list, the analyzer that this stack created is deleted with its findings. A region that is enabled later gets
   * an analyzer with the next change of zone, expected access or regions. Unused access is analyzed in the region of the stack only.
   *
   * A second function with a role of its own does this. It adds some 10,000 characters to the template, too many for an account watch with a
   * trail and its alerts: use an `ExternalAccessAnalyzer` in a stack of its own then.
   *
   * @default - only the region of the stack
   */
  readonly regions?: HardenedRegions;
}

const KEYS: KnownKeys<ExternalAccessAnalyzerProps> = {
  zone: oneOf(ExternalAccessZone),
  expectedAccess: listOf(instanceOf(ExternalAccessExpected, 'an ExternalAccessExpected')),
  unusedAccessAge: duration,
  regions: hardenedRegions,
};

/**
 * Reports external access: IAM Access Analyzer checks the policies of roles, buckets, keys, queues and other resources of the region, and
 * reports each that grants access from outside of the account or the organization (CIS AWS Foundations Benchmark 7.0.0, 2.18; Security
 * Hub IAM.28, which require an analyzer in every region in use: set `regions`).
 *
 * A region has one analyzer of each type for an account. An existing analyzer is used: only its archive rules are changed, and it is
 * retained when the stack is deleted. An analyzer that this stack creates has the tag `account-baseline:stack` and is deleted with the
 * stack. If the existing analyzer does not work, the deployment fails and names it.
 *
 * The analyzer of external access is free of charge. Sources: IAM User Guide, "Using AWS Identity and Access Management Access Analyzer",
 * "IAM Access Analyzer filter keys"; IAM Access Analyzer pricing.
 *
 * @example
 * new ExternalAccessAnalyzer(this, 'ExternalAccess', { regions: HardenedRegions.ALL_ENABLED });
 */
export class ExternalAccessAnalyzer extends Construct {
  /** The ARN of the analyzer of external access, whether new or existing. */
  public readonly analyzerArn: string;

  /** The ARN of the analyzer of unused access. Undefined if there is none. */
  public readonly unusedAccessAnalyzerArn?: string;

  /**
   * The other regions that have no analyzer of external access, since the account has not enabled them or a policy denies them: names with
   * commas, or `none`. Undefined without `regions`.
   */
  public readonly regionsNotAnalyzed?: string;

  /**
   * @throws if the stack already has an external access analyzer, if there are more than 100 expected accesses, if the age is not a number
   * of whole days from 1 to 365, or if the region of the stack is known and not among `regions`
   */
  constructor(scope: Construct, id: string, props: ExternalAccessAnalyzerProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      const entries = props.expectedAccess?.length ?? 0;
      if (entries > RULES) throw invalid('expectedAccess', `${entries} entries`, `an analyzer has up to ${RULES} archive rules. Remove some`);
      props.regions?._requireRegion(Stack.of(scope).region);
    });
    const age = inConstruct(scope, id, () => wholeDays('unusedAccessAge', props.unusedAccessAge, 365));
    super(scope, id);
    requireOnlyOneInStack(this, 'an external access analyzer', 'A region has one of each type. Change the existing one');
    const { expectedAccess = [], zone = ExternalAccessZone.ACCOUNT } = props;
    const { function: provider, ready } = new WatchFunction(this, 'Provider', {
      handler: 'external-access-analyzer',
      ...analyzerPermissions(zone, false),
      timeout: Duration.minutes(2),
      maxEventAge: Duration.minutes(3),
    });

    const analyzer = (type: AccessAnalyzerProperties['Type'], name: string, properties: Pick<AccessAnalyzerProperties, 'Archive' | 'UnusedAccessAge'>) => {
      const resource = new CustomResource(this, type, {
        serviceToken: provider.functionArn,
        serviceTimeout: Duration.minutes(5),
        resourceType: ACCESS_ANALYZER_TYPE,
        properties: { Type: type, Name: baselineName(name), ...properties } satisfies AccessAnalyzerProperties,
      });
      // A fixed logical ID, so that moving the construct does not replace the analyzer.
      (resource.node.defaultChild as CfnResource).overrideLogicalId(`AccessAnalyzer${type.replace(/_/g, '')}`);
      resource.node.addDependency(ready);
      return resource;
    };
    const archive = expectedAccess.length ? { Archive: expectedAccess.map((one) => one._filter()) } : {};
    const names = NAMES[zone];
    const home = analyzer(zone, names.external, archive);
    this.analyzerArn = home.getAttString('AnalyzerArn');
    if (age !== undefined) this.unusedAccessAnalyzerArn = analyzer(`${zone}_UNUSED_ACCESS`, names.unused, { UnusedAccessAge: age }).getAttString('AnalyzerArn');
    if (props.regions) {
      const inRegions = new AnalyzersInRegions(this, 'Regions', {
        regions: props.regions, zone, home, analyzer: { Name: baselineName(names.external), ...archive },
      });
      this.regionsNotAnalyzed = inRegions.notAnalyzed;
    }
  }
}
