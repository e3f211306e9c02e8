import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient, CreateStackCommand, DescribeStackEventsCommand, ListStackResourcesCommand, waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LocalAccount } from './local-account';
import { runQuickCdk } from './quick-cdk';
import { CdkResult } from '../../local-endpoint/client/cdk-cli';
import { AccountAlias, AccountSettingProps, CallerCredentialsSynthesizer, PasswordPolicy } from '../../src';

/** What a test puts into a stack. */
export type Contents = (stack: Stack) => void;

/** An app with one stack. */
export type OneStack = (app: App) => Stack;

/** A stack that needs no bootstrap. */
const stackOf = (contents: Contents, name: string): OneStack => (app) => {
  const stack = new Stack(app, name, { synthesizer: new CallerCredentialsSynthesizer() });
  contents(stack);
  return stack;
};

/** Settings that are undone with their stack. */
export const UNDONE: AccountSettingProps = { removalPolicy: RemovalPolicy.DESTROY };

/** The two settings of the account that everybody has. */
export const settings = (accountAlias: string, minimumLength: number, props: AccountSettingProps = {}): Contents => (stack) => {
  new AccountAlias(stack, 'Alias', { ...props, accountAlias });
  new PasswordPolicy(stack, 'PasswordPolicy', { ...props, minimumLength });
};

/**
 * Stacks of a local endpoint's account, deployed through the CDK CLI from an assembly that this process has synthesized, and what the
 * account is like.
 */
export class StackAccount extends LocalAccount {
  public readonly cloudFormation = new CloudFormationClient(this.config);

  public async deploy(contents: Contents, name = 'settings'): Promise<CdkResult> {
    return this.cdk('deploy', stackOf(contents, name));
  }

  public async destroy(contents: Contents, name = 'settings'): Promise<CdkResult> {
    return this.cdk('destroy', stackOf(contents, name));
  }

  /** The alias and the length. */
  public async state(): Promise<unknown[]> {
    return [await this.alias(), await this.passwordLength()];
  }

  /** A stack from a template, as the console makes it. */
  public async createStack(StackName: string, template: object): Promise<void> {
    await this.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(template), Capabilities: ['CAPABILITY_NAMED_IAM'] }));
    await waitUntilStackCreateComplete({ client: this.cloudFormation, maxWaitTime: 60, minDelay: 0.2, maxDelay: 0.5 }, { StackName });
  }

  /** The physical ids of a stack's resources, by logical id. */
  public async physicalIds(StackName: string): Promise<Record<string, string>> {
    const { StackResourceSummaries } = await this.cloudFormation.send(new ListStackResourcesCommand({ StackName }));
    return Object.fromEntries(StackResourceSummaries!.map((resource) => [resource.LogicalResourceId, resource.PhysicalResourceId]));
  }

  /** The logical ids that CloudFormation has told to delete since a moment. */
  public async deletions(StackName: string, since: Date): Promise<string[]> {
    const { StackEvents } = await this.cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
    return StackEvents!.filter((event) => event.Timestamp! >= since && /^DELETE/.test(event.ResourceStatus!)).map((event) => event.LogicalResourceId!);
  }

  public async cdk(command: 'deploy' | 'destroy', build: OneStack): Promise<CdkResult> {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'stack-account-')) });
    const { stackName } = build(app);
    return runQuickCdk([command, stackName], {
      app: app.synth().directory,
      environment: this.environment,
      died: this.endpoint.died,
    });
  }
}
