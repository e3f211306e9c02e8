import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalid } from '../../private/errors';
import { conditionValue } from '../../trust/condition-value';
import { PrincipalKind } from '../../trust/principal-kind';
import { RoleTrust } from '../../trust/role-trust';
import { IRolesAnywhereTrustAnchor } from '../../trust/roles-anywhere-trust-anchor';
import { BaselineRoleProps } from '../baseline-role-props';
import { TrustingRole } from '../trusting-role';

/** Properties of a `RolesAnywhereRole`. */
export interface RolesAnywhereRoleProps extends BaselineRoleProps {
  /** Whose certificates will do. */
  readonly trustAnchors: IRolesAnywhereTrustAnchor[];

  /** The common names (CN) of the machines in the subject of their certificates; in a pattern `*` stands for any text. */
  readonly subjectCommonNames: string[];

  /**
   * The common names (CN) of who signed the certificates, which differ from the trust anchor's where it has authorities below it.
   */
  readonly issuerCommonNames: string[];

  /**
   * The organizational units (OU) in the subject of their certificates.
   *
   * @default - any
   */
  readonly subjectOrganizationalUnits?: string[];
}

/**
 * A role for machines outside of AWS that come with a certificate of one's own authority. Trust anchor, subject and issuer are
 * always checked: without the trust anchor the certificates of every other one in the account would do.
 *
 * Sessions bear the serial number of the certificate as their name and the common name of its subject as source identity. Costs nothing.
 *
 * Sources: IAM Roles Anywhere User Guide, "Trust model", "Required permissions and trust policies".
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
export class RolesAnywhereRole extends TrustingRole {
  /**
   * @throws if there is no trust anchor, subject or issuer, one of them is open to all, or a name, path or duration is none that
   * IAM takes
   */
  constructor(scope: Construct, id: string, props: RolesAnywhereRoleProps) {
    const { trustAnchors, subjectCommonNames, issuerCommonNames, subjectOrganizationalUnits } = props;
    if (trustAnchors.length === 0) throw invalid('trustAnchors', [], 'without one the certificates of every trust anchor of the account would do');
    const conditions: Record<string, Record<string, any>> = {};
    for (const [property, key, values] of [
      ['subjectCommonNames', 'x509Subject/CN', subjectCommonNames],
      ['issuerCommonNames', 'x509Issuer/CN', issuerCommonNames],
      ['subjectOrganizationalUnits', 'x509Subject/OU', subjectOrganizationalUnits],
    ] as const) {
      if (values === undefined) continue;
      requireNames(property, values);
      const operator = Token.isUnresolved(values) || values.some((value) => /[*?]/.test(value)) ? 'StringLike' : 'StringEquals';
      (conditions[operator] ??= {})[`aws:PrincipalTag/${key}`] = conditionValue(values);
    }
    super(scope, id, {
      ...props,
      trust: new RoleTrust({
        kind: PrincipalKind.ROLES_ANYWHERE,
        sourceArns: trustAnchors.map((trustAnchor) => trustAnchor.trustAnchorArn),
        conditions,
      }),
    });
  }
}

function requireNames(property: string, names: string[]): void {
  if (Token.isUnresolved(names)) return;
  if (names.length === 0) throw invalid(property, [], 'without one every machine of the authority could assume the role');
  for (const name of names) {
    if (Token.isUnresolved(name)) continue;
    if (!/[^*?]/.test(name)) throw invalid(property, name, 'every machine of the authority could assume the role: name at least a part of it');
    if (!/^[^$]{1,256}$/.test(name)) throw invalid(property, name, 'a name has 1 to 256 characters, and here no $');
  }
}
