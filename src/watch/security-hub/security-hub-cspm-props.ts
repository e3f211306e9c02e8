import { SecurityControlParameter } from './security-control-parameter';
import { SecurityHubStandardOptions } from './security-hub-standard-options';

/** The regions from which findings come to the region of the stack. */
export interface FindingAggregationOptions {
  /**
   * The only regions that are linked: up to 50. Not together with `excludedRegions`.
   *
   * @default - every region, those that AWS adds later included
   */
  readonly linkedRegions?: string[];

  /**
   * The regions that are not linked: up to 50. All others are, those that AWS adds later included.
   *
   * @default - none
   */
  readonly excludedRegions?: string[];
}

/** Properties of a `SecurityHubCspm`. */
export interface SecurityHubCspmProps {
  /** The standards whose controls are checked, at least one. Each check bills. */
  readonly standards: SecurityHubStandardOptions[];

  /**
   * Parameters of controls that differ from the defaults of AWS. A parameter holds in every standard that has the control.
   *
   * @default - the defaults of AWS
   */
  readonly controlParameters?: SecurityControlParameter[];

  /**
   * Whether controls that AWS adds to the standards later are checked. They bill, too.
   *
   * @default true
   */
  readonly autoEnableControls?: boolean;

  /**
   * Shows the findings of other regions in the region of the stack, too. An account has one finding aggregator: set this in one of its regions,
   * and not in one to opt in to. The other regions need Security Hub CSPM themselves.
   *
   * @default - the findings of each region are in that region
   */
  readonly findingAggregation?: FindingAggregationOptions;
}
