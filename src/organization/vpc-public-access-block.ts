/** The traffic between VPCs and the internet that is blocked in a region. */
export enum VpcPublicAccessBlock {
  /** Connections from the internet. VPCs still reach it through NAT gateways and egress-only internet gateways. */
  INGRESS = 'block-ingress',
  /** All traffic through internet gateways and egress-only internet gateways. */
  BIDIRECTIONAL = 'block-bidirectional',
}
