import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetAccountPasswordPolicyCommand, IAMClient, ListAccountAliasesCommand, ListGroupsCommand, NoSuchEntityException, UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { CdkResult, runCdk } from '../../local-endpoint/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/endpoint';

/** What the app of `apps/baseline-app.ts` is to contain. */
export interface BaselineApp {
  readonly stackName?: string;
  readonly accountAlias?: string;
  readonly minimumLength?: number;
  /** Whether alias and password policy are undone with the stack. */
  readonly undo?: boolean;
}

/** A deployment of the baseline on a local endpoint, through the CDK CLI, and what the account is like. */
export class BaselineAccount {
  public readonly iam: IAMClient;
  private readonly environment: Record<string, string>;

  constructor(public readonly endpoint: LocalEndpoint, region = 'us-east-1') {
    this.environment = { ...endpoint.environment, AWS_REGION: region, AWS_DEFAULT_REGION: region };
    this.iam = new IAMClient({ endpoint: endpoint.url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  }

  public async deploy(app: BaselineApp, onStart?: (pid: number) => void): Promise<CdkResult> {
    return this.cdk('deploy', app, onStart);
  }

  public async destroy(app: BaselineApp): Promise<CdkResult> {
    return this.cdk('destroy', app);
  }

  public async alias(): Promise<string | undefined> {
    const { AccountAliases } = await this.iam.send(new ListAccountAliasesCommand({}));
    return AccountAliases?.[0];
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

  public async groups(): Promise<string[]> {
    const { Groups } = await this.iam.send(new ListGroupsCommand({}));
    return Groups!.map((group) => group.GroupName!).sort();
  }

  private async cdk(command: string, app: BaselineApp, onStart?: (pid: number) => void): Promise<CdkResult> {
    return runCdk([command, '--output', mkdtempSync(join(tmpdir(), 'baseline-app-'))], {
      app: join(__dirname, 'apps', 'baseline-app.ts'),
      environment: { ...this.environment, BASELINE: JSON.stringify(app) },
      onStart,
      died: this.endpoint.died,
    });
  }
}
