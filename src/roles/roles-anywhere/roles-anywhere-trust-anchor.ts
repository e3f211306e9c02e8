import { Names, Resource, Stack, Token } from 'aws-cdk-lib';
import * as rolesanywhere from 'aws-cdk-lib/aws-rolesanywhere';
import { Construct } from 'constructs';
import { requireAuthorities } from './roles-anywhere-certificates';
import { inConstruct, requireMatch } from '../../private/errors';
import { checkProps, KnownKeys, mandatory, text } from '../../private/known-keys';
import { requireSamePartition } from '../../private/partition/stack-partition';
import { warn } from '../../private/warnings';
import { IRolesAnywhereTrustAnchor } from '../../trust/roles-anywhere-trust-anchor';

/** Properties of a `RolesAnywhereTrustAnchor`. */
export interface RolesAnywhereTrustAnchorProps {
  /**
   * The certificates of the authority in PEM, up to 8,000 characters. They can be changed: to replace the certificate of the authority,
   * list both until every machine has a certificate of the new one.
   */
  readonly certificateBundle: string;

  /**
   * The name of the trust anchor: 1 to 255 letters, digits, spaces and characters of `_-`.
   *
   * @default - a name derived from the construct's path
   */
  readonly trustAnchorName?: string;
}

const KEYS: KnownKeys<RolesAnywhereTrustAnchorProps> = { certificateBundle: mandatory(text), trustAnchorName: text };

/**
 * A certificate authority of your own that IAM Roles Anywhere trusts. A `RolesAnywhereRole` determines which of its certificates may
 * assume the role, and a `RolesAnywhereProfile` allows machines to create sessions.
 *
 * The trust anchor adds a warning 90 days before the last of its certificates expires. It is regional and free of charge; AWS Private CA,
 * which it does not need, is billed.
 *
 * Sources: IAM Roles Anywhere User Guide, "Getting started", "Trust model".
 *
 * @example
 * declare const certificateBundle: string;
 * const trustAnchor = new RolesAnywhereTrustAnchor(this, 'Factory', { certificateBundle });
 * const role = new RolesAnywhereRole(this, 'Scanner', {
 *   trustAnchors: [trustAnchor],
 *   subjectCommonNames: ['scanner.factory.example.com'],
 *   issuerCommonNames: ['Factory CA'],
 * });
 * new RolesAnywhereProfile(this, 'Machines', { roles: [role] });
 */
export class RolesAnywhereTrustAnchor extends Resource implements IRolesAnywhereTrustAnchor {
  /**
   * Imports a trust anchor that already exists in the account.
   *
   * @throws if it is not the ARN of a trust anchor, or if its partition is not that of a stack whose region is known
   */
  public static fromTrustAnchorArn(scope: Construct, id: string, trustAnchorArn: string): IRolesAnywhereTrustAnchor {
    inConstruct(scope, id, () => {
      requireMatch('trustAnchorArn', trustAnchorArn, /^arn:aws[a-z-]*:rolesanywhere:[a-z0-9-]+:\d{12}:trust-anchor\/[\w-]+$/,
        'it is not the ARN of a trust anchor, such as arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/a1b2c3d4-5678-90ab-cdef-111111111111');
      requireSamePartition(Stack.of(scope), 'trustAnchorArn', trustAnchorArn);
    });
    return new ImportedTrustAnchor(scope, id, trustAnchorArn);
  }

  /** The ARN of the trust anchor. */
  public readonly trustAnchorArn: string;

  /**
   * @throws if the bundle does not consist of certificates of authorities in PEM, contains a private key or is too long, or if the name
   * is malformed
   */
  constructor(scope: Construct, id: string, props: RolesAnywhereTrustAnchorProps) {
    checkProps(scope, id, props, KEYS, () => {
      requireMatch('trustAnchorName', props.trustAnchorName, /^[ \w-]{1,255}$/, 'a name has 1 to 255 letters, digits, spaces and characters of _-');
    });
    const certificates = inConstruct(scope, id, () => requireAuthorities('certificateBundle', props.certificateBundle));
    super(scope, id);
    const end = Math.max(...certificates.map((certificate) => Date.parse(certificate.validTo)));
    if (certificates.length > 0 && end - Date.now() < 90 * 24 * 60 * 60 * 1000) {
      warn(this, 'rolesAnywhereCertificateEnds', `The certificate of the authority expires on ${new Date(end).toISOString().slice(0, 10)}: `
        + 'afterwards no machine gets a session. Add its successor to the bundle');
    }
    const anchor = new rolesanywhere.CfnTrustAnchor(this, 'Resource', {
      name: props.trustAnchorName ?? Names.uniqueResourceName(this, { maxLength: 64 }),
      enabled: true,
      source: { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: props.certificateBundle } },
    });
    this.trustAnchorArn = anchor.attrTrustAnchorArn;
  }
}

class ImportedTrustAnchor extends Resource implements IRolesAnywhereTrustAnchor {
  constructor(scope: Construct, id: string, public readonly trustAnchorArn: string) {
    super(scope, id, { environmentFromArn: Token.isUnresolved(trustAnchorArn) ? undefined : trustAnchorArn });
  }
}
