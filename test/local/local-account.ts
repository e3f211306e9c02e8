import {
  CreateAccountAliasCommand, GetAccountPasswordPolicyCommand, IAMClient, ListAccountAliasesCommand, NoSuchEntityException,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';

/** The account of a local endpoint as its root user sees it, in one region, and changes it manually. */
export class LocalAccount {
  public readonly iam: IAMClient;
  protected readonly config: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  /** What a CDK CLI needs to deploy to it. */
  protected readonly environment: Record<string, string>;

  constructor(public readonly endpoint: LocalEndpoint, region = 'us-east-1') {
    this.config = { endpoint: endpoint.url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    this.environment = { ...endpoint.environment, AWS_REGION: region, AWS_DEFAULT_REGION: region };
    this.iam = new IAMClient(this.config);
  }

  public async alias(): Promise<string | undefined> {
    return (await this.iam.send(new ListAccountAliasesCommand({}))).AccountAliases?.[0];
  }

  public async setAlias(name: string): Promise<void> {
    await this.iam.send(new CreateAccountAliasCommand({ AccountAlias: name }));
  }

  public async passwordLength(): Promise<number | undefined> {
    try {
      return (await this.iam.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy?.MinimumPasswordLength;
    } catch (error) {
      if (error instanceof NoSuchEntityException) return undefined;
      throw error;
    }
  }

  public async setPasswordLength(MinimumPasswordLength: number): Promise<void> {
    await this.iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength }));
  }
}
