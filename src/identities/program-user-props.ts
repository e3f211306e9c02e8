import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';

/** An access key that is kept in Secrets Manager. */
export interface ProgramAccessKeyOptions {
  /**
   * The generation of the key, a whole number from 1. The next higher number makes a new key, writes it to the secret and deletes
   * the old one, all in one deployment: the program has to read the secret again when it is refused. It can never be lowered.
   *
   * @default 1
   */
  readonly serial?: number;

  /**
   * The name of the secret: `account-baseline-` and up to 495 characters. Guardrails and workload boundaries protect it by that
   * beginning, from reading too. A change replaces the secret.
   *
   * @default - `account-baseline-`, the name of the user and the id of the stack
   */
  readonly secretName?: string;

  /**
   * The KMS key that encrypts the secret. A customer-managed key costs 1 USD a month.
   *
   * @default - the key `aws/secretsmanager` of the account, which costs nothing and which other accounts cannot use
   */
  readonly encryptionKey?: kms.IKey;
}

/** Properties of a `ProgramUser`. At least one source is named, or `usableFromAnywhere` is true. */
export interface ProgramUserProps {
  /**
   * Public addresses that the requests come from, as IPv4 or IPv6 addresses or CIDR blocks. A program in a network behind a NAT
   * has the public address of the NAT.
   *
   * @default - none
   */
  readonly sourceIps?: string[];

  /**
   * The VPCs that the requests come from, through VPC endpoints. Services without an endpoint there cannot be reached; interface
   * endpoints cost some 7 USD a month and zone each.
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
   * Says that the program's key works from every address in the world, so that whoever finds it can use it. Not together with a
   * source.
   *
   * @default false
   */
  readonly usableFromAnywhere?: boolean;

  /**
   * Groups of programs that it is in besides its own one: up to 9, none of them with MFA enforcement.
   *
   * @default - only its own group
   */
  readonly groups?: iam.IGroup[];

  /**
   * An access key in a secret of Secrets Manager, which costs 0.40 USD a month and 0.05 USD per 10,000 reads. Guardrails and workload
   * boundaries deny to read it.
   *
   * @default - no access key: somebody makes one by hand and puts it where the program reads it
   */
  readonly accessKey?: ProgramAccessKeyOptions;

  /**
   * The name of the user: 1 to 64 letters, digits and characters of `_+=,.@-`. A change replaces the user.
   *
   * @default - named by CloudFormation
   */
  readonly userName?: string;

  /**
   * The permissions boundary: what the program may do at most, whatever its groups allow.
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
