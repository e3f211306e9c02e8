import { CfnResource, CustomResource, Duration } from 'aws-cdk-lib';
import { Construct, IDependable } from 'constructs';
import { analyzerPermissions } from './analyzer-permissions';
import { ExternalAccessZone } from './external-access-zone';
import { AccessAnalyzerProperties, REGIONAL_ANALYZERS_TYPE, RegionalAnalyzersProperties } from '../../account/contract/options';
import { HardenedRegions } from '../../account/regions/hardened-regions';
import { WatchFunction } from '../watch-function';

/** The analyzers of other regions. */
interface AnalyzersInRegionsProps {
  readonly regions: HardenedRegions;
  readonly zone: ExternalAccessZone;
  /** The name and the archive rules of each. */
  readonly analyzer: Pick<AccessAnalyzerProperties, 'Name' | 'Archive'>;
  /** The analyzer of the region of the stack. */
  readonly home: IDependable;
}

/**
 * The analyzers of other regions than that of the stack: a function and a custom resource of their own, so that the template without them
 * does not carry their code, and the function of the region has no permission anywhere else.
 */
export class AnalyzersInRegions extends Construct {
  /** The regions that have no analyzer of the stack: names with commas, or `none`. */
  public readonly notAnalyzed: string;

  constructor(scope: Construct, id: string, { regions, zone, analyzer, home }: AnalyzersInRegionsProps) {
    super(scope, id);
    const provider = new WatchFunction(this, 'Provider', {
      handler: 'external-access-analyzer-regions',
      ...analyzerPermissions(zone, true),
      // 100 archive rules take a region about a minute.
      timeout: Duration.minutes(5),
      maxEventAge: Duration.minutes(3),
    });
    const resource = new CustomResource(this, zone, {
      serviceToken: provider.function.functionArn,
      serviceTimeout: Duration.minutes(8),
      resourceType: REGIONAL_ANALYZERS_TYPE,
      properties: { Type: zone, ...analyzer, Regions: regions._property() } satisfies RegionalAnalyzersProperties,
    });
    // A fixed logical ID, so that moving the construct deletes no analyzer.
    (resource.node.defaultChild as CfnResource).overrideLogicalId(`AccessAnalyzer${zone}Regions`);
    // The first analyzer of an account creates the service-linked role, and several at a time would compete for it.
    resource.node.addDependency(provider.ready, home);
    this.notAnalyzed = resource.getAttString('NotAnalyzed');
  }
}
