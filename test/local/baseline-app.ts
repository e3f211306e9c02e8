import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListGroupsCommand } from '@aws-sdk/client-iam';
import { LocalAccount } from './local-account';
import { runQuickCdk } from './quick-cdk';
import { CdkResult } from '../../local-endpoint/client/cdk-cli';

/** What the app of `apps/baseline-app.ts` is to contain. */
export interface BaselineApp {
  readonly stackName?: string;
  readonly accountAlias?: string;
  readonly minimumLength?: number;
  /** Whether alias and password policy are undone with the stack. */
  readonly undo?: boolean;
}

/** A deployment of the baseline on a local endpoint, through the CDK CLI, and what the account is like. */
export class BaselineAccount extends LocalAccount {
  public async deploy(app: BaselineApp, onStart?: (pid: number) => void): Promise<CdkResult> {
    return this.cdk('deploy', app, onStart);
  }

  public async destroy(app: BaselineApp): Promise<CdkResult> {
    return this.cdk('destroy', app);
  }

  public async groups(): Promise<string[]> {
    const { Groups } = await this.iam.send(new ListGroupsCommand({}));
    return Groups!.map((group) => group.GroupName!).sort();
  }

  private async cdk(command: string, app: BaselineApp, onStart?: (pid: number) => void): Promise<CdkResult> {
    return runQuickCdk([command, '--output', mkdtempSync(join(tmpdir(), 'baseline-app-'))], {
      app: join(__dirname, 'apps', 'baseline-app.ts'),
      environment: { ...this.environment, BASELINE: JSON.stringify(app) },
      onStart,
      died: this.endpoint.died,
    });
  }
}
