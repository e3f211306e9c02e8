import { Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { covers } from '../../../private/text/glob';

/** Where requests go. */
export interface Places {
  readonly partition: string;
  readonly globalRegion: string;
  /** The regions in use; where none is known, a region of all must be open. */
  readonly regions: readonly string[];
  readonly areKnown: boolean;
  /** The accounts that the policies hold for, or `*` for any. */
  readonly accounts: readonly string[];
}

/** Regions that most accounts use, for organizations of which no region is known. */
const FREQUENT_REGIONS = ['us-east-1', 'eu-central-1', 'eu-west-1', 'us-west-2', 'us-east-2', 'eu-west-2', 'ap-southeast-2', 'ap-northeast-1', 'ca-central-1'];
const GLOBAL_REGIONS: Record<string, string> = { 'aws': 'us-east-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

/** From so many accounts on, requests of any account are decided: it takes as long for all of them as for one. */
const MANY_ACCOUNTS = 4;

/**
 * The partitions that policies may be for, each with its regions and the accounts. A region that is known decides on the partition. Where
 * none is, it is each that an ARN of the policies names, and `aws` if none does.
 */
export function placesOf(regions: readonly string[], targets: readonly string[], policies: readonly object[]): Places[] {
  const known = [...new Set(regions)].filter((each) => !Token.isUnresolved(each));
  const partition = known.map((each) => RegionInfo.get(each).partition).find((each) => each !== undefined);
  const partitions = partition ? [partition] : namedPartitions(policies);
  const areAccounts = targets.length < MANY_ACCOUNTS && targets.every((target) => /^\d{12}$/.test(target));
  return (partitions.length > 0 ? partitions : ['aws']).map((each): Places => {
    const ofPartition = each === 'aws' ? FREQUENT_REGIONS : regionsOf(each);
    return {
      partition: each,
      globalRegion: GLOBAL_REGIONS[each] ?? ofPartition[0],
      regions: known.length > 0 ? known : ofPartition,
      areKnown: known.length > 0,
      accounts: areAccounts ? targets : ['*'],
    };
  });
}

function namedPartitions(policies: readonly object[]): string[] {
  const named = [...JSON.stringify(policies).matchAll(/\barn:([^:"]+):/g)].map(([, text]) => text).filter((text) => text !== '*' && !text.includes('${'));
  const all = [...new Set(RegionInfo.regions.map(({ partition }) => partition))].filter((each): each is string => each !== undefined);
  return all.filter((each) => named.some((text) => covers(text, each)));
}

function regionsOf(partition: string): string[] {
  return RegionInfo.regions.filter((each) => each.partition === partition).map(({ name }) => name).sort();
}
