import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { samlExpiryWarnings } from './saml-expiry';
import { SamlMetadata } from './saml-metadata';
import { inConstruct, requireMatch } from '../../private/errors';
import { requireIamName } from '../../private/iam-names';
import { checkProps, instanceOf, KnownKeys, mandatory, text } from '../../private/known-keys';
import { requireSamePartition } from '../../private/partition/stack-partition';
import { requireUniqueName } from '../../private/unique-name';
import { warn, warningPairs } from '../../private/warnings';

/** Metadata above this size leaves little of the 51,200 bytes of a template that is deployed without a bucket. */
const LARGE_METADATA = 25_000;

/** Properties of a `SamlProvider`. */
export interface SamlProviderProps {
  /** The metadata of the identity provider, which its administration console offers for download. */
  readonly metadata: SamlMetadata;

  /**
   * The name of the provider: 1 to 128 letters, digits and characters of `_+=,.@-`. The identity provider sends it to AWS with each
   * sign-in, so that a change, which replaces the provider, must be made there too.
   *
   * @default - a name that CloudFormation generates
   */
  readonly samlProviderName?: string;
}

const KEYS: KnownKeys<SamlProviderProps> = {
  metadata: mandatory(instanceOf(SamlMetadata, 'a SamlMetadata, such as SamlMetadata.fromFile')), samlProviderName: text,
};

/**
 * A SAML 2.0 identity provider in IAM for a corporate directory, such as AD FS, Microsoft Entra ID or Okta. `SamlRole` creates the roles
 * that its users sign in to.
 *
 * The metadata is part of the template, whose size is limited to 51,200 bytes if no bucket is used: above 25,000 characters, a warning is
 * added. AD FS includes much that AWS does not use. A signing certificate that expires within 30 days, or has expired, adds a warning
 * too. Free of charge.
 *
 * Sources: IAM User Guide, "Create a SAML identity provider in IAM"; AWS CloudFormation, "AWS::IAM::SAMLProvider".
 *
 * @example
 * declare const metadata: SamlMetadata;
 * const provider = new SamlProvider(this, 'Workforce', { metadata, samlProviderName: 'workforce' });
 * new SamlRole(this, 'Auditor', { provider, jobFunctions: [JobFunction.SECURITY_AUDITOR] });
 */
export class SamlProvider extends iam.SamlProvider {
  /**
   * Imports a provider that already exists in the account.
   *
   * @param samlProviderArn such as `arn:aws:iam::111122223333:saml-provider/workforce`
   * @throws if it is not the ARN of a SAML provider, or if its partition is not that of a stack whose region is known
   */
  public static fromSamlProviderArn(scope: Construct, id: string, samlProviderArn: string): iam.ISamlProvider {
    inConstruct(scope, id, () => {
      requireMatch('samlProviderArn', samlProviderArn, /^arn:aws[a-z-]*:iam::\d{12}:saml-provider\/[\w+=,.@-]{1,128}$/,
        'it is not the ARN of a SAML provider, such as arn:aws:iam::111122223333:saml-provider/workforce');
      requireSamePartition(Stack.of(scope), 'samlProviderArn', samlProviderArn);
    });
    return iam.SamlProvider.fromSamlProviderArn(scope, id, samlProviderArn);
  }

  /** The name of the identity provider. Undefined if its metadata is not known at synthesis. */
  public readonly entityId?: string;

  /** @throws if the name is malformed, or if the stack already has a provider of that name */
  constructor(scope: Construct, id: string, props: SamlProviderProps) {
    checkProps(scope, id, props, KEYS, () => requireIamName('samlProviderName', props.samlProviderName, 128));
    const { metadata, samlProviderName: name } = props;
    super(scope, id, { metadataDocument: iam.SamlMetadataDocument.fromXml(metadata.xml), name });
    this.entityId = metadata.entityId;
    requireUniqueName(this, 'samlProviderName');
    for (const [warning, message] of warningPairs(samlExpiryWarnings(metadata, new Date()))) warn(this, warning, message);
    if (!Token.isUnresolved(metadata.xml) && metadata.xml.length > LARGE_METADATA) {
      warn(this, 'samlMetadataSize', `The SAML metadata has ${metadata.xml.length} characters, and a template that is deployed without a bucket may have 51,200 bytes in `
        + 'total. Remove everything but the IDPSSODescriptor from it, including the signature, or put the provider into a separate stack');
    }
  }
}
