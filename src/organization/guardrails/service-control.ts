import { Control, PROTECT_BASELINE, requireRolePatterns, requireSome } from './control';
import { ControlOptions } from './control-options';
import { ownServiceStatements } from './own-statements';
import { iamUsersStatements, leaveOrganizationStatements, purchasesStatements, rootUserStatements, unboundedRolesStatements } from './statements/account';
import { auditStatements } from './statements/audit';
import { baselineStatements } from './statements/baseline';
import { instanceMetadataStatements, publicSharingStatements } from './statements/exposure';
import { notBy } from './statements/principals';
import { regionsStatements } from './statements/regions';
import { requireMatch, requireOnce, unsafe } from '../../private/errors';
import { BASELINE_PATH, requireIamPath } from '../../private/iam-names';
import { requireRegionCode } from '../../private/text/region-code';

/**
 * What the principals of member accounts cannot do, whatever their own policies allow: a part of the service control policies of
 * `OrganizationGuardrails`.
 *
 * A service control policy limits neither the management account nor service-linked roles. Each control closes CIS AWS Foundations 7.0.0,
 * 2.1.2; further control ids are at each. Costs nothing.
 *
 * Source: AWS Organizations User Guide, "Service control policies (SCPs)".
 *
 * @example
 * new OrganizationGuardrails(this, 'Guardrails', {
 *   targets: ['ou-abcd-11112222'],
 *   serviceControls: [ServiceControl.leaveOrganization(), ServiceControl.rootUser(), ServiceControl.regions(['eu-central-1', 'us-east-1'])],
 * });
 */
export class ServiceControl {
  /**
   * No account leaves the organization: by itself, by the invitation of another organization, or by being closed from inside.
   *
   * Sources: AWS Organizations User Guide, "Prevent member accounts from leaving the organization". Security Hub Account.2.
   */
  public static leaveOrganization(): ServiceControl {
    return new ServiceControl({ name: 'leaveOrganization', statements: leaveOrganizationStatements });
  }

  /**
   * The root user of an account does nothing. Sessions of central root access (`sts:AssumeRoot`) pass, so that the management account still
   * deletes root credentials and unlocks bucket policies.
   *
   * Sources: IAM User Guide, "Perform a privileged task on an AWS Organizations member account". CIS AWS Foundations 7.0.0, 2.7; PCI DSS 4.0.1, 8.2.2.
   */
  public static rootUser(): ServiceControl {
    return new ServiceControl({ name: 'rootUser', statements: rootUserStatements });
  }

  /**
   * Only deployers and the functions of this library change what this library makes: resources with the prefix `account-baseline-`,
   * identities with the IAM path `/account-baseline/`, the settings of the account. Only deployers change the roles that count as deployers.
   *
   * In accounts with `cdk bootstrap`, apps are deployed as before: its publishing roles (`cdk-*-publishing-role-*`) put files into its bucket and
   * images into its repository, and nothing else. Only deployers publish otherwise, delete assets, run `cdk bootstrap`, and change the
   * publishing roles. No role of the bootstrap changes the baseline.
   *
   * Users under the path still change their own credentials. Known limitation: it also denies the secret of a `ProgramUser` and
   * `aws login --remote` to principals that are not deployers.
   *
   * Source: AWS Well-Architected Framework, SEC03-BP05 "Define permission guardrails for your organization". PCI DSS 4.0.1, 7.2.5.
   */
  public static protectBaseline(): ServiceControl {
    return new ServiceControl({ name: PROTECT_BASELINE, statements: baselineStatements });
  }

  /**
   * Nobody but deployers stops or redirects CloudTrail, AWS Config, GuardDuty, Security Hub and IAM Access Analyzer, or hides their
   * findings. Not for the account that administers these services for the organization: target other units.
   *
   * Sources: AWS Organizations User Guide, "Example SCPs for Amazon GuardDuty", "Example SCPs for AWS Config". Security Hub CloudTrail.1,
   * Config.1, GuardDuty.1, IAM.28; PCI DSS 4.0.1, 10.3.2.
   */
  public static protectAudit(): ServiceControl {
    return new ServiceControl({ name: 'protectAudit', statements: auditStatements });
  }

  /**
   * Nothing happens in other regions, and no bucket is created there from another one. Global services such as IAM, CloudFront and Support pass wherever they are; so do StackSets, Control
   * Tower and the functions of this library, which harden regions that are not in use.
   *
   * @param regions such as `eu-central-1`; each region of a roll-out must be among them
   * @param furtherActions more actions that pass, such as `workmail:*`
   * @throws if there is no region, one is malformed or listed twice; at synth, if a region of a `BaselineRollOut` of the app is missing
   *
   * Source: AWS Organizations User Guide, "Deny access to AWS based on the requested AWS Region".
   */
  public static regions(regions: string[], furtherActions: string[] = []): ServiceControl {
    requireSome('regions', regions, 'Name the regions in use');
    regions.forEach((region, index) => requireRegionCode(`regions[${index}]`, region));
    requireOnce('regions', regions);
    for (const action of furtherActions) requireMatch('furtherActions', action, /^[a-z0-9-]+:[A-Za-z0-9*?]+$/, 'an action is a service and a name, such as workmail:*');
    return new ServiceControl({ name: 'regions', regions, statements: (exempt) => regionsStatements(regions, furtherActions, exempt) });
  }

  /**
   * No IAM user, access key, console password or other lasting credential is created, except for users under some paths.
   *
   * @param exceptPaths IAM paths, with a slash at both ends; `[]` for none
   *
   * Sources: IAM User Guide, "Security best practices in IAM". CIS AWS Foundations 7.0.0, 2.19; PCI DSS 4.0.1, 8.6.1.
   */
  public static iamUsers(exceptPaths: string[] = [BASELINE_PATH]): ServiceControl {
    exceptPaths.forEach((path) => {
      requireIamPath('exceptPaths', path);
      if (path === '/') throw unsafe('exception-for-everyone', 'exceptPaths', path, 'every user has it. Name a path, or leave out the control');
    });
    return new ServiceControl({ name: 'iamUsers', statements: () => iamUsersStatements(exceptPaths) });
  }

  /**
   * Roles and users are created only with one of these permissions boundaries, and keep it; and only deployers make or change the
   * boundaries. Deployers and service-linked roles are free.
   * Policies attached to roles that exist without a boundary are not limited.
   *
   * @param boundaries ARNs of managed policies with wildcards, such as that of `WorkloadBoundary`
   *
   * Source: IAM User Guide, "Delegating responsibility to others using permissions boundaries". PCI DSS 4.0.1, 7.2.5.
   */
  public static unboundedRoles(boundaries: string[] = [`arn:*:iam::*:policy${BASELINE_PATH}WorkloadBoundary`]): ServiceControl {
    requireSome('boundaries', boundaries, 'Name a boundary');
    for (const arn of boundaries) {
      requireMatch('boundaries', arn, /^arn:[a-z*-]+:iam::(\d{12}|\*):policy\/.*[^*?/].*$/, 'it must be the ARN of a managed policy, such as arn:*:iam::*:policy/account-baseline/WorkloadBoundary');
    }
    return new ServiceControl({ name: 'unboundedRoles', statements: (exempt) => unboundedRolesStatements(boundaries, exempt) });
  }

  /**
   * Instances run with IMDSv2 only, and credentials that come from version 1 do nothing. A launch must say so: `HttpTokens: required`, in
   * the launch template or the call, also where that is the default of the account.
   *
   * Source: Amazon EC2 User Guide, "Use IAM to control the usage of instance metadata". Security Hub EC2.8.
   */
  public static instanceMetadata(): ServiceControl {
    return new ServiceControl({ name: 'instanceMetadata', statements: instanceMetadataStatements });
  }

  /**
   * Nothing is shared with everyone: EBS snapshots, Lambda functions and their URLs, public ECR repositories; and only deployers turn off the
   * account's blocks of public buckets, images, snapshots and documents (`AccountHardening` turns them on). Known limitation: Amazon RDS has no condition
   * key for snapshots.
   *
   * Source: AWS Well-Architected Framework, SEC03-BP07 "Analyze public and cross-account access". Security Hub EC2.1, Lambda.1, S3.1, SSM.7.
   */
  public static publicSharing(): ServiceControl {
    return new ServiceControl({ name: 'publicSharing', statements: publicSharingStatements });
  }

  /**
   * Nothing is bought that binds the account for months: reservations, savings plans, Shield Advanced, domains, AWS Marketplace.
   *
   * Source: AWS Organizations User Guide, "Example SCPs for AWS Marketplace"; Service Authorization Reference.
   */
  public static purchases(): ServiceControl {
    return new ServiceControl({ name: 'purchases', statements: purchasesStatements });
  }

  /**
   * Statements of your own. They deny; one that would lock out StackSets, deployers, the functions of this library, Control Tower or emergency
   * access is refused at synth.
   *
   * @throws if a statement allows, names a principal, or AWS would not take it
   */
  public static of(options: ControlOptions): ServiceControl {
    const statements = ownServiceStatements(options);
    return new ServiceControl({ name: options.name, statements: () => statements, isOwn: true });
  }

  private constructor(/** @internal */ public readonly _control: Control) {}

  /** The name by which errors and outputs call the control. */
  public get name(): string {
    return this._control.name;
  }

  /**
   * The same control with an exception for roles.
   *
   * Only deployers change roles of these names and pass them to services: `OrganizationGuardrails` adds a statement that says so. Known
   * limitation: who may assume such a role is exempt too.
   *
   * @param roleArns ARNs of roles, such as `arn:*:iam::*:role/Network*`
   */
  public exceptRoles(...roleArns: string[]): ServiceControl {
    requireSome('roleArns', roleArns, 'Name a role');
    requireRolePatterns('roleArns', roleArns);
    return new ServiceControl({ ...this._control, exemptions: [...this._control.exemptions ?? [], notBy(roleArns)] });
  }

  /**
   * The same control with an exception for roles and users with a tag. Only deployers and principals that have the tag give it to
   * others, and make identity providers, whose session tags count too: `OrganizationGuardrails` adds statements that say so. Known limitation:
   * an identity provider that exists already can give the tag.
   *
   * @param key the key of the tag
   * @param value the value of the tag, without wildcards
   */
  public exceptPrincipalsTagged(key: string, value: string): ServiceControl {
    requireMatch('key', key, /^(?!aws:)[\w.:/=+@-]{1,128}$/i, 'the key of a tag has 1 to 128 letters, digits and characters of _.:/=+@- and does not begin with aws:');
    requireMatch('value', value, /^[\w.:/=+@ -]{1,256}$/, 'the value of a tag has 1 to 256 letters, digits, spaces and characters of _.:/=+@-');
    return new ServiceControl({ ...this._control, tags: [...this._control.tags ?? [], { key, value }] });
  }
}
