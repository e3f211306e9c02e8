import { IResource } from 'aws-cdk-lib';

/** A certificate authority that IAM Roles Anywhere trusts. */
export interface IRolesAnywhereTrustAnchor extends IResource {
  /**
   * The ARN of the trust anchor.
   *
   * @attribute
   */
  readonly trustAnchorArn: string;
}
