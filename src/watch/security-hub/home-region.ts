import { Stack, Token } from 'aws-cdk-lib';
import { invalid, requireOnce } from '../../private/errors';
import { requireRegionCode } from '../../private/text/region-code';

/**
 * The regions that cannot be a home region: CloudFormation lacks the types there. All of them are regions that an account has to opt in to.
 *
 * Source: the resource schemas that AWS publishes for each region, as cfn-lint 1.51.0 holds them.
 */
const NO_HOME = [
  'af-south-1', 'ap-east-1', 'ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1',
  'eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1', 'mx-central-1',
];

/** `AWS::SecurityHub::FindingAggregator` takes this many. */
const MOST_REGIONS = 50;

/** Refuses a stack in a region that is known to be no home region. */
export function requireHomeRegion({ region }: Stack): void {
  if (!Token.isUnresolved(region) && NO_HOME.includes(region)) {
    throw invalid('region', region, 'it cannot be the home region of Security Hub CSPM, since an account has to opt in to it. Deploy the stack in another one, which links this region');
  }
}

/** Refuses regions that are malformed, listed twice, too many, or the home region itself. */
export function requireLinkedRegions(stack: Stack, linked: string[] | undefined, excluded: string[] | undefined): void {
  if (linked && excluded) throw invalid('excludedRegions', excluded, 'only the regions of linkedRegions are linked, so that none is to be excluded. Remove one of the two');
  for (const [property, regions] of Object.entries({ linkedRegions: linked, excludedRegions: excluded })) {
    if (!regions || Token.isUnresolved(regions)) continue;
    if (regions.length === 0 || regions.length > MOST_REGIONS) throw invalid(property, regions, `it must list 1 to ${MOST_REGIONS} regions. Leave it out to link every region`);
    for (const [index, region] of regions.entries()) {
      requireRegionCode(`${property}[${index}]`, region);
      if (region === stack.region) throw invalid(`${property}[${index}]`, region, 'it is the home region, to which the others are linked. Remove it');
    }
    requireOnce(property, regions);
  }
}

/** The regions that a finding aggregator links, in the words of AWS. */
export function regionLinking(linked: string[] | undefined, excluded: string[] | undefined) {
  return { regionLinkingMode: linked ? 'SPECIFIED_REGIONS' : excluded ? 'ALL_REGIONS_EXCEPT_SPECIFIED' : 'ALL_REGIONS', regions: linked ?? excluded };
}
