import { CloudFormationClient, DescribeStackResourcesCommand, DescribeStacksCommand, Stack } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { STACK_NAME } from './account-baseline';

/** An access key of a user or a session. Never printed. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where the calls go. */
export interface AccountOptions {
  /** @default - AWS, or what AWS_ENDPOINT_URL says */
  readonly endpoint?: string;
  /** @default - as the SDK finds it */
  readonly region?: string;
  /** Whose account it is. @default - as the SDK finds them */
  readonly credentials?: Keys;
}

/** The SDK clients of one caller. */
export type Clients = ReturnType<typeof clientsOf>;

/** How long a decision may take to become what it stays: IAM is eventually consistent. */
const PATIENCE_MS = 120_000;
/** And all of them together, so that a baseline of which nothing holds is told of before the caller's session ends. */
const ALL_PATIENCE_MS = 20 * 60_000;

/** The account that the baseline is deployed to, as its owner sees it. */
export class Account {
  /** @throws if there are no credentials, or those of another account than the one that may be changed */
  public static async of(options: AccountOptions, allowed: string | undefined): Promise<Account> {
    const clients = clientsOf(options);
    const { Account: id, Arn: caller } = await clients.sts.send(new GetCallerIdentityCommand({}));
    if (id !== allowed) {
      throw new Error(`The credentials are those of account ${id}, and ${allowed ? `only ${allowed}` : 'no account'} may be changed: `
        + 'name an account that is there for tests with `npm run integ -- --account 111122223333`.');
    }
    return new Account(options, clients, id!, caller!.split(':')[1]);
  }

  /** False for a local endpoint, whose answers prove nothing about AWS. */
  public readonly isLive: boolean;
  private readonly started = Date.now();

  private constructor(
    private readonly options: AccountOptions, public readonly owner: Clients, public readonly id: string, private readonly partition: string,
  ) {
    this.isLive = !(options.endpoint ?? process.env.AWS_ENDPOINT_URL);
  }

  /** Until when to wait for what is to be; IAM at the local endpoint is consistent at once. */
  public deadline(): number {
    return this.isLive ? Math.min(Date.now() + PATIENCE_MS, this.started + ALL_PATIENCE_MS) : 0;
  }

  /** Calls of another identity in the account. */
  public as(credentials: Keys): Clients {
    return clientsOf({ ...this.options, credentials });
  }

  public arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}::${this.id}:${resource}`;
  }

  /** Of a policy that AWS maintains. */
  public awsPolicy(name: string): string {
    return `arn:${this.partition}:iam::aws:policy/${name}`;
  }

  /** The stack of the baseline, if there is one. */
  public async stack(): Promise<Stack | undefined> {
    try {
      return (await this.owner.cloudFormation.send(new DescribeStacksCommand({ StackName: STACK_NAME }))).Stacks?.[0];
    } catch (error) {
      if ((error as Error).name === 'ValidationError') return undefined;
      throw error;
    }
  }

  /** The physical ids of the stack's resources of one type, of which the logical ids begin as said. */
  public async physicalId(type: string, logicalId: string): Promise<string> {
    const { StackResources } = await this.owner.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: STACK_NAME }));
    const found = StackResources!.filter((resource) => resource.ResourceType === type && resource.LogicalResourceId!.startsWith(logicalId));
    if (found.length !== 1) throw new Error(`The stack has ${found.length} resources of type ${type} that begin with ${logicalId}.`);
    return found[0].PhysicalResourceId!;
  }
}

function clientsOf({ endpoint, region, credentials }: AccountOptions) {
  // Standard retries are for throttling; what IAM takes time for is waited for elsewhere.
  const config = { endpoint, region, credentials, maxAttempts: 8 };
  return {
    cloudFormation: new CloudFormationClient(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    ssm: new SSMClient(config),
    sts: new STSClient(config),
  };
}

/** The answer of a call of IAM, or undefined where what it asks for does not exist. */
export async function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (/NoSuchEntity/.test((error as Error).name)) return undefined;
    throw error;
  }
}
