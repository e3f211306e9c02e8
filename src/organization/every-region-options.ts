import { VpcPublicAccessBlock } from './vpc-public-access-block';
import { RegionalHardeningOptions } from '../account/regional-hardening-options';

/** What a `BaselineRollOut` sets in each of several regions: only what is regional and has no name. */
export interface EveryRegionOptions {
  /**
   * The regions, that of the roll-out included where it should have these settings too. A region that an account has not enabled fails there.
   */
  readonly regions: string[];

  /**
   * Free settings of a region: encryption of new EBS volumes, IMDSv2 for new EC2 instances, no public AMIs, snapshots and Systems
   * Manager documents. Pass `{}` for all of them. `onExisting` and `settingsRemovalPolicy` are those of `baseline`.
   *
   * In the region of the roll-out they take the place of those of `baseline.accountHardening`. A setting changes its owner only after the
   * former owner has given it back: a roll-out that has deployed `baseline.accountHardening` before needs `RemovalPolicy.DESTROY` as its
   * `settingsRemovalPolicy` first.
   *
   * @default - these settings are not changed
   */
  readonly hardening?: RegionalHardeningOptions;

  /**
   * Whether each region gets an external access analyzer of the account, which is free (CIS AWS Foundations Benchmark 2.18, Security Hub
   * IAM.28).
   *
   * @default false
   */
  readonly externalAccess?: boolean;

  /**
   * Blocks traffic between the VPCs of each region and the internet, at once and for everything that runs there.
   *
   * `INGRESS` disconnects internet-facing load balancers, public IP addresses, AWS Global Accelerator and AWS Network Firewall;
   * `BIDIRECTIONAL` also NAT gateways and egress-only internet gateways, so that instances and functions in a VPC reach neither the
   * internet nor AWS services without a VPC endpoint. An administrator exempts a VPC or a subnet with an
   * `AWS::EC2::VPCBlockPublicAccessExclusion`. The guardrail of the baseline denies changes of the block and of exclusions; guardrails
   * and workload boundaries of other stacks do not.
   *
   * `baseline.settingsRemovalPolicy` applies, but what was set before is not remembered: `DESTROY` turns the block off. In an organization
   * that manages it by a declarative policy, EC2 refuses the change: leave it out. It costs nothing.
   *
   * Sources: Amazon VPC User Guide, "VPC BPA basics"; AWS CloudFormation Template Reference, "AWS::EC2::VPCBlockPublicAccessOptions".
   *
   * @default - traffic is not blocked
   */
  readonly vpcPublicAccessBlock?: VpcPublicAccessBlock;
}
