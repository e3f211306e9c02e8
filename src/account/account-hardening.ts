import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountSettingProps } from './account-setting';
import { ACCOUNT_SETTING_KEYS, REGIONAL_HARDENING_KEYS } from './account-setting-keys';
import { AlternateContact, AlternateContactType } from './alternate-contact';
import { ContactDetailsOptions } from './contact-details';
import { INSTANCE_METADATA_DEFAULTS } from './contract/fields';
import { DocumentPublicSharingBlock } from './document-public-sharing-block';
import { EbsDefaultEncryption } from './ebs-default-encryption';
import { ImagePublicAccessBlock } from './image-public-access-block';
import { InstanceMetadataDefaults } from './instance-metadata-defaults';
import { RegionalHardeningOptions } from './regional-hardening-options';
import { isOnWhereItExists } from './regional-types';
import { HardenedRegions } from './regions/hardened-regions';
import { hardenedRegions } from './regions/hardened-regions-key';
import { S3PublicAccessBlock } from './s3-public-access-block';
import { settingRemovalPolicy } from './setting-removal-policy';
import { SnapshotPublicAccessBlock } from './snapshot-public-access-block';
import { invalid, requireWholeNumber } from '../private/errors';
import { checkProps, flag, KnownKeys, object } from '../private/known-keys';
import { requireOnlyOneInStack } from '../private/only-one';
import { inProperty } from '../private/written-properties';

/** Properties of an `AccountHardening`. A setting that needs no data is on unless it is turned off. */
export interface AccountHardeningProps extends AccountSettingProps, RegionalHardeningOptions {
  /**
   * Whether public access to S3 is blocked, in the whole account. Public resources become inaccessible.
   *
   * @default true
   */
  readonly s3PublicAccessBlock?: boolean;

  /**
   * The regions that get the settings of a region too: the default encryption of EBS, the defaults for instance metadata, and no public AMIs,
   * snapshots and Systems Manager documents, each unless it is turned off. A region that the account has not enabled, or that a policy
   * of the organization denies, fails nothing: `regionsNotHardened` of each setting names it.
   *
   * A region that leaves the list gets back what it had before, whatever the removal policy is. If the property itself is removed, the removal
   * policy decides for all of them.
   *
   * @default - only the region of the stack
   */
  readonly regions?: HardenedRegions;

  /**
   * Whom AWS writes to about invoices and payments.
   *
   * @default - left as it is
   */
  readonly billingContact?: ContactDetailsOptions;

  /**
   * Whom AWS writes to about operations.
   *
   * @default - left as it is
   */
  readonly operationsContact?: ContactDetailsOptions;

  /**
   * Whom AWS writes to about security.
   *
   * @default - left as it is
   */
  readonly securityContact?: ContactDetailsOptions;
}

const KEYS: KnownKeys<AccountHardeningProps> = {
  ...ACCOUNT_SETTING_KEYS,
  s3PublicAccessBlock: flag,
  ...REGIONAL_HARDENING_KEYS,
  regions: hardenedRegions,
  billingContact: object,
  operationsContact: object,
  securityContact: object,
};

/** What the settings share has no prefix of one of them. */
const OF_EVERY_SETTING = { onExisting: 'onExisting', removalPolicy: 'removalPolicy', serviceTimeout: 'serviceTimeout' };

/** The contacts, by the property that the user writes. */
const CONTACTS = {
  billingContact: { id: 'BillingContact', contactType: AlternateContactType.BILLING },
  operationsContact: { id: 'OperationsContact', contactType: AlternateContactType.OPERATIONS },
  securityContact: { id: 'SecurityContact', contactType: AlternateContactType.SECURITY },
} as const;

/**
 * Settings of the account that cost nothing and close what AWS leaves open: nothing in S3 is public, new volumes are encrypted, new
 * instances require IMDSv2, and no AMI, snapshot or Systems Manager document becomes public. Each has a switch and is on unless it is
 * turned off. With data of yours it also sets the alternate contacts.
 *
 * S3 and the contacts are settings of the whole account: keep them in the stack of one region, and turn `s3PublicAccessBlock` off in
 * the others. Everything else is a setting of a region: name the `regions` that are in use, or deploy a hardening to each of them.
 *
 * What was there before is remembered and, with `RemovalPolicy.DESTROY`, put back; only snapshots and documents, which have a
 * CloudFormation type, fall back to AWS's default then.
 *
 * @example
 * new AccountHardening(this, 'Hardening', {
 *   ebsDefaultEncryption: false,
 *   securityContact: { name: 'Security team', title: 'Incident response', emailAddress: 'security@example.com', phoneNumber: '+49 30 123456' },
 * });
 */
export class AccountHardening extends Construct {
  /** Every setting that needs no data, as a value of `accountHardening`. */
  public static readonly ALL: AccountHardeningProps = {};

  /** The block of public access to S3, unless it is turned off. */
  public readonly s3PublicAccessBlock?: S3PublicAccessBlock;

  /** The encryption of new EBS volumes, unless it is turned off. */
  public readonly ebsDefaultEncryption?: EbsDefaultEncryption;

  /** The defaults for instance metadata, unless they are turned off. */
  public readonly instanceMetadataDefaults?: InstanceMetadataDefaults;

  /** The block of public AMIs, unless it is turned off. */
  public readonly imagePublicAccessBlock?: ImagePublicAccessBlock;

  /** The block of public snapshots, unless it is turned off. */
  public readonly snapshotPublicAccessBlock?: SnapshotPublicAccessBlock;

  /** The block of public documents, unless it is turned off. */
  public readonly documentPublicSharingBlock?: DocumentPublicSharingBlock;

  /**
   * @throws if a value is out of its range or given for a setting that is turned off; if every setting is turned off; if the stack has a
   * hardening, or one of its settings, already
   */
  constructor(scope: Construct, id: string, props: AccountHardeningProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      requireHopLimit(props);
      requireRegions(Stack.of(scope), props);
      settingRemovalPolicy(props.removalPolicy);
    });
    super(scope, id);
    requireOnlyOneInStack(this, 'an account hardening');
    const { onExisting, removalPolicy, serviceTimeout } = props;
    const settings = { onExisting, removalPolicy, serviceTimeout };
    const { regions } = props;
    const regional = { ...settings, regions };

    if (props.s3PublicAccessBlock ?? true) this.s3PublicAccessBlock = new S3PublicAccessBlock(this, 'S3PublicAccessBlock', settings);
    if (props.ebsDefaultEncryption ?? true) this.ebsDefaultEncryption = new EbsDefaultEncryption(this, 'EbsDefaultEncryption', regional);
    if (props.instanceMetadataDefaults ?? true) {
      const hopLimit = props.instanceMetadataHopLimit;
      this.instanceMetadataDefaults = new InstanceMetadataDefaults(this, 'InstanceMetadataDefaults', { ...regional, hopLimit });
    }
    if (props.imagePublicAccessBlock ?? true) this.imagePublicAccessBlock = new ImagePublicAccessBlock(this, 'ImagePublicAccessBlock', regional);
    if (isOnWhereItExists(this, 'snapshotPublicAccessBlock', props.snapshotPublicAccessBlock, 'AWS::EC2::SnapshotBlockPublicAccess')) {
      this.snapshotPublicAccessBlock = new SnapshotPublicAccessBlock(this, 'SnapshotPublicAccessBlock', { removalPolicy, regions });
    }
    if (isOnWhereItExists(this, 'documentPublicSharingBlock', props.documentPublicSharingBlock, 'AWS::SSM::ServiceSetting')) {
      this.documentPublicSharingBlock = new DocumentPublicSharingBlock(this, 'DocumentPublicSharingBlock', { removalPolicy, regions });
    }

    for (const property of ['billingContact', 'operationsContact', 'securityContact'] as const) {
      const details = props[property];
      const { id: contactId, contactType } = CONTACTS[property];
      if (details) inProperty(property, () => new AlternateContact(this, contactId, { ...settings, ...details, contactType }), OF_EVERY_SETTING);
    }
    if (this.node.children.length === 0) throw invalid('s3PublicAccessBlock', false, 'every setting is turned off. Turn one on, or remove the hardening', this);
  }
}

/** Here, where the property has another name than on the construct that is made. */
function requireHopLimit({ instanceMetadataDefaults, instanceMetadataHopLimit }: AccountHardeningProps): void {
  if (instanceMetadataHopLimit === undefined) return;
  if (instanceMetadataDefaults === false) throw invalid('instanceMetadataHopLimit', instanceMetadataHopLimit, 'instanceMetadataDefaults is off');
  requireWholeNumber('instanceMetadataHopLimit', instanceMetadataHopLimit, ...INSTANCE_METADATA_DEFAULTS.HttpPutResponseHopLimit);
}

/** A list of regions is for the settings that a region has of its own. */
function requireRegions(stack: Stack, props: AccountHardeningProps): void {
  const { regions } = props;
  if (!regions) return;
  regions._requireRegion(stack.region);
  const { ebsDefaultEncryption, instanceMetadataDefaults, imagePublicAccessBlock, snapshotPublicAccessBlock, documentPublicSharingBlock } = props;
  const regional = [ebsDefaultEncryption, instanceMetadataDefaults, imagePublicAccessBlock, snapshotPublicAccessBlock, documentPublicSharingBlock];
  if (regional.every((isOn) => isOn === false)) throw invalid('regions', regions, 'every setting of a region is turned off. Turn one on, or remove it');
}
