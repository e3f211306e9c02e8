import { SecurityHubPolicyOptions } from './security-hub-policy-options';

/** Properties of `SecurityHubCentralConfiguration`. */
export interface SecurityHubCentralConfigurationProps {
  /** What is checked, and where: the configuration policies with their targets. A target has one policy. */
  readonly policies: SecurityHubPolicyOptions[];

  /**
   * The ids of units and accounts that a policy of a unit above them, or of the root, does not apply to: they keep their settings, and change
   * them themselves.
   *
   * @default - none
   */
  readonly selfManagedTargets?: string[];

  /**
   * The only regions beside that of the stack in which the policies apply, and from which findings come: up to 50. Not together with
   * `excludedRegions`.
   *
   * @default - every region, those that AWS adds later included
   */
  readonly linkedRegions?: string[];

  /**
   * The regions in which the policies do not apply, and from which no findings come: up to 50. All others are linked, those that AWS adds
   * later included.
   *
   * @default - none
   */
  readonly excludedRegions?: string[];
}
