import { Construct } from 'constructs';
import { inConstruct } from '../../private/errors';
import { RolesAnywhereTrustOptions } from '../../trust/options/roles-anywhere-trust-options';
import { RoleTrust } from '../../trust/role-trust';
import { BaselineRole } from '../baseline-role';
import { BaselineRoleOptions } from '../baseline-role-options';
import { requireOwnTrust } from '../own-trust';

/** Properties of a `RolesAnywhereRole`. */
export interface RolesAnywhereRoleProps extends BaselineRoleOptions, RolesAnywhereTrustOptions {}

/**
 * A role for machines outside AWS with a certificate of your own authority, see `RoleTrust.rolesAnywhere`.
 *
 * The role always checks the trust anchor, the subject and the issuer: without the trust anchor, the certificates of every trust anchor
 * of the account are accepted. The name of a session is the serial number of the certificate, and its source identity is the common name
 * of the subject.
 *
 * Free of charge. Sources: IAM Roles Anywhere User Guide, "Trust model", "Required permissions and trust policies".
 *
 * @example
 * const trustAnchor = RolesAnywhereTrustAnchor.fromTrustAnchorArn(this, 'Factory',
 *   'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/a1b2c3d4-5678-90ab-cdef-111111111111');
 * new RolesAnywhereRole(this, 'Scanner', {
 *   trustAnchors: [trustAnchor],
 *   subjectCommonNames: ['scanner.factory.example.com'],
 *   issuerCommonNames: ['Factory CA'],
 * });
 */
export class RolesAnywhereRole extends BaselineRole {
  /**
   * @throws if there is no trust anchor, subject or issuer, if a name matches every machine, or if a name, path or duration is out of
   * range
   */
  constructor(scope: Construct, id: string, props: RolesAnywhereRoleProps) {
    const { trustAnchors, subjectCommonNames, issuerCommonNames, subjectOrganizationalUnits, ...role } = props;
    const trust = { trustAnchors, subjectCommonNames, issuerCommonNames, subjectOrganizationalUnits };
    const assumedBy = inConstruct(scope, id, () => {
      requireOwnTrust(props, 'RolesAnywhereRole', '`trustAnchors`');
      return RoleTrust.rolesAnywhere(trust);
    });
    super(scope, id, { ...role, assumedBy });
  }
}
