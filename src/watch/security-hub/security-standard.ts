import { Fn, Token } from 'aws-cdk-lib';
import { invalid, requireMatch } from '../../private/errors';

/** A name and a version, as the ARN of a standard ends. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*\/v\/\d+\.\d+\.\d+$/;

/**
 * A security standard of AWS Security Hub CSPM: a set of controls that are checked.
 *
 * Not every partition has every standard; AWS refuses a policy with one that it does not have there.
 *
 * Sources: AWS Security Hub User Guide, "Standards reference for Security Hub CSPM", and the pages of the standards for their ARNs.
 */
export class SecurityStandard {
  /** AWS Foundational Security Best Practices 1.0.0: AWS's own standard, with the most controls. */
  public static readonly FOUNDATIONAL_BEST_PRACTICES = new SecurityStandard('aws-foundational-security-best-practices/v/1.0.0');
  /** The benchmark of CIS for AWS, in version 5.0.0. */
  public static readonly CIS_5_0 = new SecurityStandard('cis-aws-foundations-benchmark/v/5.0.0');
  /** The benchmark of CIS for AWS, in version 3.0.0. */
  public static readonly CIS_3_0 = new SecurityStandard('cis-aws-foundations-benchmark/v/3.0.0');
  /** PCI DSS 4.0.1. */
  public static readonly PCI_DSS_4_0_1 = new SecurityStandard('pci-dss/v/4.0.1');
  /** NIST SP 800-53 Revision 5. */
  public static readonly NIST_800_53_R5 = new SecurityStandard('nist-800-53/v/5.0.0');
  /** NIST SP 800-171 Revision 2. */
  public static readonly NIST_800_171_R2 = new SecurityStandard('nist-800-171/v/2.0.0');
  /** AWS Resource Tagging Standard 1.0.0: whether resources have tags. Its controls need the keys as parameters. */
  public static readonly RESOURCE_TAGGING = new SecurityStandard('aws-resource-tagging-standard/v/1.0.0');

  /**
   * Another standard, such as `cis-aws-foundations-benchmark/v/1.4.0`: what follows `standards/` in its ARN. `aws securityhub
   * describe-standards` lists the ARNs.
   *
   * @throws if the name is malformed
   */
  public static of(name: string): SecurityStandard {
    if (Token.isUnresolved(name)) throw invalid('name', name, 'it must be known at synth');
    requireMatch('name', name, NAME, 'it is what follows standards/ in the ARN of a standard, such as pci-dss/v/4.0.1');
    return new SecurityStandard(name);
  }

  private constructor(/** The name and the version, as in the ARN. */ public readonly name: string) {}

  /**
   * The ARN in the region of the stack, in which configuration policies name standards.
   *
   * @internal
   */
  public get _arn(): string {
    return Fn.sub(`arn:\${AWS::Partition}:securityhub:\${AWS::Region}::standards/${this.name}`);
  }
}
