import { IRolesAnywhereTrustAnchor } from '../roles-anywhere-trust-anchor';

/** Which certificates of machines outside AWS assume a role, see `RoleTrust.rolesAnywhere`. */
export interface RolesAnywhereTrustOptions {
  /** The trust anchors whose certificates are accepted. */
  readonly trustAnchors: IRolesAnywhereTrustAnchor[];

  /** The common names (CN) of the machines in the subject of their certificates; `*` stands for any characters. */
  readonly subjectCommonNames: string[];

  /**
   * The common names (CN) of the authorities that sign the certificates. They differ from the common name of the trust anchor where it has
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
