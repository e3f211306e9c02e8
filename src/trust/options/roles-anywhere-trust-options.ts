import { IRolesAnywhereTrustAnchor } from '../roles-anywhere-trust-anchor';

/** Certificates of machines outside AWS that may assume a role, see `RoleTrust.rolesAnywhere`. */
export interface RolesAnywhereTrustOptions {
  /** The trust anchors whose certificates are accepted. */
  readonly trustAnchors: IRolesAnywhereTrustAnchor[];

  /** The common names (CN) of the machines in the subject of their certificates; `*` stands for any characters. */
  readonly subjectCommonNames: string[];

  /**
   * The common names (CN) of the authorities that sign the certificates. They differ from the common name of the trust anchor if it has
   * subordinate authorities.
   */
  readonly issuerCommonNames: string[];

  /**
   * The organizational units (OU) in the subject of the certificates.
   *
   * @default - any unit
   */
  readonly subjectOrganizationalUnits?: string[];
}
