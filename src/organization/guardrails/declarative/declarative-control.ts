import { Token } from 'aws-cdk-lib';
import { DocumentControl, ownDocument } from './document-control';
import { AI_SERVICES, DECLARATIVE_KINDS, EC2, S3 } from './document-kind';
import { PolicyContentOptions } from './policy-content-options';
import { assign, Content } from './settings';
import { SnapshotSharing } from '../../../account/snapshot-public-access-block';
import { invalid, requireMatch, requireOnce, requireWholeNumber } from '../../../private/errors';
import { LandingZone } from '../../landing-zone';
import { VpcPublicAccessBlock } from '../../vpc-public-access-block';
import { requireSome } from '../control';

const IMAGE_PROVIDER = /^(\d{12}|amazon|aws_marketplace|aws_backup_vault)$/;

/**
 * How a service is configured in the accounts of an organization, whatever their principals do: a part of the declarative policies of
 * `OrganizationGuardrails`. The service itself keeps the configuration, in every region, in accounts that join later, and in the management
 * account if the root is a target.
 *
 * A declarative policy of a unit takes the place of what the policies above it assign. The service refuses to change what a policy manages,
 * also to the root user: `AccountHardening` counts as done where the policy is as strict as its own setting, and
 * `SnapshotPublicAccessBlock` and `vpcPublicAccessBlock` of a roll-out fail, so that they are refused at synth. Each costs nothing.
 *
 * Sources: AWS Organizations User Guide, "EC2 policies", "Amazon S3 policies", "AI services opt-out policies". CIS AWS Foundations 7.0.0,
 * 2.1.2; further control ids are at each.
 *
 * @example
 * new OrganizationGuardrails(this, 'Guardrails', {
 *   targets: ['ou-abcd-11112222'],
 *   declarativeControls: [DeclarativeControl.instanceMetadata(), DeclarativeControl.publicImages(), DeclarativeControl.s3PublicAccess()],
 * });
 */
export class DeclarativeControl {
  /**
   * New instances require IMDSv2 unless their AMI or launch says otherwise. `ServiceControl.instanceMetadata` denies a launch that does.
   *
   * @param hopLimit how many network hops a session token may take: 1 to 64. Containers on an instance need 2
   *
   * Sources: AWS Organizations User Guide, "EC2 policy syntax and examples". Security Hub EC2.8.
   */
  public static instanceMetadata(hopLimit: number = 2): DeclarativeControl {
    requireWholeNumber('hopLimit', hopLimit, 1, 64);
    // A policy has the number as text.
    const limit = Token.isUnresolved(hopLimit) ? Token.asString(hopLimit) : `${hopLimit}`;
    return DeclarativeControl.ofEc2('instanceMetadata', { instance_metadata_defaults: { http_tokens: assign('required'), http_put_response_hop_limit: assign(limit) } });
  }

  /**
   * No AMI becomes public. AMIs that are public already stay public.
   *
   * Sources: EC2 User Guide, "Block public access to your AMIs".
   */
  public static publicImages(): DeclarativeControl {
    return DeclarativeControl.ofEc2('publicImages', { image_block_public_access: { state: assign('block_new_sharing') } });
  }

  /**
   * No EBS snapshot is public.
   *
   * @param sharing which snapshots are covered; by default public ones become inaccessible
   *
   * Sources: EBS User Guide, "Block public access for Amazon EBS snapshots". Security Hub EC2.1, EC2.182.
   */
  public static publicSnapshots(sharing: SnapshotSharing = SnapshotSharing.BLOCK_ALL): DeclarativeControl {
    requireOneOf('sharing', sharing, SnapshotSharing);
    return DeclarativeControl.ofEc2('publicSnapshots', { snapshot_block_public_access: { state: assign(underscored(sharing)) } });
  }

  /**
   * Nobody opens the EC2 serial console of an instance, which bypasses its network.
   *
   * Source: EC2 User Guide, "Configure access to the EC2 Serial Console".
   */
  public static serialConsole(): DeclarativeControl {
    return DeclarativeControl.ofEc2('serialConsole', { serial_console_access: { status: assign('disabled') } });
  }

  /**
   * Traffic between VPCs and the internet is blocked, at once and for everything that runs: see `EveryRegionOptions.vpcPublicAccessBlock`
   * for what loses its connection.
   *
   * @param block the traffic that is blocked
   * @param exclusionsAllowed whether an account may exempt a VPC or a subnet
   *
   * Sources: Amazon VPC User Guide, "Block public access to VPCs and subnets".
   */
  public static vpcPublicAccess(block: VpcPublicAccessBlock, exclusionsAllowed: boolean = true): DeclarativeControl {
    requireOneOf('block', block, VpcPublicAccessBlock);
    if (typeof exclusionsAllowed !== 'boolean') throw invalid('exclusionsAllowed', exclusionsAllowed, 'it must be true or false');
    return DeclarativeControl.ofEc2('vpcPublicAccess', {
      vpc_block_public_access: { internet_gateway_block: { mode: assign(underscored(block)), exclusions_allowed: assign(exclusionsAllowed ? 'enabled' : 'disabled') } },
    });
  }

  /**
   * Instances are launched only from AMIs of these providers. Other AMIs are no longer found. Instances that run stay.
   *
   * @param providers account ids, `amazon`, `aws_marketplace` or `aws_backup_vault`
   * @param auditOnly whether other AMIs are only marked as not allowed, to see what a policy would block
   *
   * Source: EC2 User Guide, "Control the discovery and use of AMIs in Amazon EC2 with Allowed AMIs".
   */
  public static allowedImages(providers: string[], auditOnly: boolean = false): DeclarativeControl {
    requireSome('providers', providers, 'Name the accounts whose AMIs are used, amazon, aws_marketplace or aws_backup_vault');
    if (!Token.isUnresolved(providers)) {
      for (const [index, provider] of providers.entries()) {
        requireMatch(`providers[${index}]`, provider, IMAGE_PROVIDER, 'it must be an account of 12 digits, amazon, aws_marketplace or aws_backup_vault');
      }
      requireOnce('providers', providers);
    }
    return DeclarativeControl.ofEc2('allowedImages', {
      allowed_images_settings: { state: assign(auditOnly ? 'audit_mode' : 'enabled'), image_criteria: { criteria_1: { allowed_image_providers: assign(providers) } } },
    });
  }

  /**
   * What a person reads whose change the other EC2 controls refuse. Every account of the organization reads it: no personal data.
   *
   * @param message such as the address of the page that says how to get an exception
   * @throws if it is empty; in `OrganizationGuardrails`, if there is no other EC2 control
   *
   * Source: AWS Organizations User Guide, "Custom error messages for EC2 policies".
   */
  public static errorMessage(message: string): DeclarativeControl {
    if (typeof message !== 'string' || message.trim() === '') throw invalid('message', message, 'it must be text, such as the address of a page');
    return DeclarativeControl.ofEc2('errorMessage', { exception_message: assign(message) });
  }

  /**
   * Public access to S3 is blocked in whole accounts. Public resources become inaccessible.
   *
   * Sources: S3 User Guide, "Blocking public access to your Amazon S3 storage"; AWS Organizations User Guide, "Amazon S3 policy syntax and
   * examples". Security Hub S3.1; CIS AWS Foundations 7.0.0, 3.1.4.
   */
  public static s3PublicAccess(): DeclarativeControl {
    return new DeclarativeControl({
      name: 's3PublicAccess',
      kind: S3,
      content: { [S3.key]: { public_access_block_configuration: assign('all') } },
      refusedBeside: {
        [LandingZone.LANDING_ZONE_ACCELERATOR]: 'Landing Zone Accelerator sets it in each account (s3PublicAccessBlock of its security-config.yaml), which S3 refuses where a policy manages it',
      },
    });
  }

  /**
   * No AI service of AWS stores or uses the content of the accounts to improve itself, services that AWS adds later included. AWS deletes
   * what was stored before.
   *
   * Source: AWS Organizations User Guide, "AI services opt-out policies".
   */
  public static aiServices(): DeclarativeControl {
    return new DeclarativeControl({ name: 'aiServices', kind: AI_SERVICES, content: { [AI_SERVICES.key]: { default: { opt_out_policy: assign('optOut') } } } });
  }

  /**
   * Settings of your own, also of attributes that this library does not know: the content of a policy with the key `ec2_attributes`,
   * `s3_attributes` or `services`.
   *
   * @throws if there is another key or more than one, or a value without an inheritance operator
   */
  public static of(options: PolicyContentOptions): DeclarativeControl {
    return new DeclarativeControl(ownDocument(options, DECLARATIVE_KINDS));
  }

  private static ofEc2(name: string, attributes: Content): DeclarativeControl {
    return new DeclarativeControl({ name, kind: EC2, content: { [EC2.key]: attributes } });
  }

  private constructor(/** @internal */ public readonly _document: DocumentControl) {}

  /** The name by which errors and outputs call the control. */
  public get name(): string {
    return this._document.name;
  }
}

/** EC2's API has hyphens where its policies have underscores. */
function underscored(value: string): string {
  return value.replace(/-/g, '_');
}

function requireOneOf(property: string, value: string, values: { readonly [name: string]: string }): void {
  const known = Object.values(values);
  if (!known.includes(value)) throw invalid(property, value, `it must be one of ${known.join(', ')}`);
}
