import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';

/** An access key that is stored in Secrets Manager. */
export interface ProgramAccessKeyOptions {
  /**
   * The generation of the key, a whole number from 1. A higher number creates a new key, writes it to the secret and deletes the old key,
   * in one deployment: the program must read the secret again when its key is refused. The number cannot be lowered.
   *
   * @default 1
   */
  readonly serial?: number;

  /**
   * The name of the secret: `account-baseline-` and up to 495 characters. Guardrails and workload boundaries protect secrets with this
   * prefix, including from being read. A change replaces the secret.
   *
   * @default - `account-baseline-`, the name of the user and the ID of the stack
   */
  readonly secretName?: string;

  /**
   * The KMS key that encrypts the secret. A customer-managed key costs 1 USD a month.
   *
   * @default - the key `aws/secretsmanager` of the account, which is free of charge and which other accounts cannot use
   */
  readonly encryptionKey?: kms.IKey;
}

/** Properties of a `ProgramUser`. Set at least one source, or `usableFromAnywhere`. */
export interface ProgramUserProps {
  /**
   * The public addresses of the requests, as IPv4 or IPv6 addresses or CIDR blocks. A program in a network behind a NAT has the public
   * address of the NAT.
   *
   * @default - none
   */
  readonly sourceIps?: string[];

  /**
   * The VPCs that the requests come from, through VPC endpoints. Services without an endpoint in the VPC cannot be called; interface
   * endpoints cost about 7 USD a month for each Availability Zone.
   *
   * @default - none
   */
  readonly sourceVpcIds?: string[];

  /**
   * The VPC endpoints that the requests come through.
   *
   * @default - none
   */
  readonly sourceVpcEndpointIds?: string[];

  /**
   * Whether the program's key works from every address in the world, so that everyone who obtains it can use it. Cannot be combined with
   * a source.
   *
   * @default false
   */
  readonly usableFromAnywhere?: boolean;

  /**
   * Additional groups of programs: up to 9, none of them with MFA enforcement.
   *
   * @default - only the program's own group
   */
  readonly groups?: iam.IGroup[];

  /**
   * An access key in a Secrets Manager secret, which costs 0.40 USD a month and 0.05 USD per 10,000 reads. Guardrails and workload
   * boundaries deny reading it.
   *
   * @default - no access key: an administrator creates one manually and stores it where the program reads it
   */
  readonly accessKey?: ProgramAccessKeyOptions;

  /**
   * The name of the user: 1 to 64 letters, digits and characters of `_+=,.@-`. A change replaces the user.
   *
   * @default - a name that CloudFormation generates
   */
  readonly userName?: string;

  /**
   * The permissions boundary: the maximum permissions of the program, whatever its groups allow.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The IAM path of the user, its group and its policy.
   *
   * @default '/account-baseline/'
   */
  readonly path?: string;
}
