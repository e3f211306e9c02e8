import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient, CreateStackCommand, CreateStackInstancesCommand, DeleteStackCommand, DescribeStackEventsCommand, DescribeStackInstanceCommand,
  DescribeStacksCommand, DescribeStackSetOperationCommand, GetTemplateCommand, ListStackInstancesCommand, Stack as DeployedStack, UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { App, Stack } from 'aws-cdk-lib';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { BaselineRollOut, BaselineRollOutProps, CallerCredentialsSynthesizer } from '../../src';

export const HOME = 'eu-central-1';

/** How a deployment ended, and the reasons of what failed. */
export interface Deployed {
  readonly status: string;
  readonly reasons: string[];
}

/** Roll-outs in an organization of an endpoint, deployed from their templates without the CDK CLI. */
export class OrganizationRollOuts {
  public static async create(endpoint: LocalEndpoint): Promise<OrganizationRollOuts> {
    return new OrganizationRollOuts(endpoint, await LocalOrganization.create(endpoint));
  }

  public readonly cloudFormation: CloudFormationClient;

  private constructor(endpoint: LocalEndpoint, public readonly organization: LocalOrganization) {
    this.cloudFormation = new CloudFormationClient(rootOf(endpoint, endpoint.accountId));
  }

  /** Deploys the stacks of a roll-out, named after its stack set, that have changed, up to the first that fails. */
  public async deploy(props: Partial<BaselineRollOutProps> & Pick<BaselineRollOutProps, 'targets'>): Promise<Deployed> {
    const { stackSetName = 'account-baseline' } = props;
    const app = new App();
    const stack = new Stack(app, `${stackSetName}-roll-out`, { synthesizer: new CallerCredentialsSynthesizer() });
    new BaselineRollOut(stack, 'RollOut', { region: HOME, ...props });
    for (const { stackName, template } of app.synth().stacks) {
      const deployed = await this.deployStack(stackName, JSON.stringify(template));
      if (!/^(CREATE|UPDATE)_COMPLETE$/.test(deployed.status)) return deployed;
    }
    return { status: 'COMPLETE', reasons: [] };
  }

  /** Deletes the stacks of a roll-out, the last one first. */
  public async destroy(stackSetName = 'account-baseline'): Promise<void> {
    const { Stacks } = await this.cloudFormation.send(new DescribeStacksCommand({}));
    const ours = Stacks!.filter(({ StackName }) => StackName!.startsWith(`${stackSetName}-roll-out`));
    for (const { StackId } of ours.sort((one, other) => other.StackName!.length - one.StackName!.length)) {
      await this.cloudFormation.send(new DeleteStackCommand({ StackName: StackId }));
      const { status, reasons } = await this.settled(StackId!, new Date(0));
      if (status !== 'DELETE_COMPLETE') throw new Error([status, ...reasons].join('\n'));
    }
  }

  /** The operation that the console repeats for accounts that failed. */
  public async repeat(StackSetName: string, unit: string): Promise<string> {
    const { OperationId } = await this.cloudFormation.send(new CreateStackInstancesCommand({
      StackSetName, DeploymentTargets: { OrganizationalUnitIds: [unit] }, Regions: [HOME], OperationPreferences: { FailureToleranceCount: 0 },
    }));
    for (;; await sleep(100)) {
      const { StackSetOperation } = await this.cloudFormation.send(new DescribeStackSetOperationCommand({ StackSetName, OperationId }));
      if (!['QUEUED', 'RUNNING'].includes(StackSetOperation!.Status!)) return StackSetOperation!.Status!;
    }
  }

  /** The stacks of a set, by account, status and detailed status. */
  public async instances(StackSetName = 'account-baseline'): Promise<Record<string, string>> {
    const { Summaries } = await this.cloudFormation.send(new ListStackInstancesCommand({ StackSetName }));
    return Object.fromEntries(Summaries!.map(({ Account, Status, StackInstanceStatus }) => [Account, `${Status} ${StackInstanceStatus!.DetailedStatus}`]));
  }

  /** Why the stack of an account failed. */
  public async reason(account: string, StackSetName = 'account-baseline'): Promise<string> {
    const instance = new DescribeStackInstanceCommand({ StackSetName, StackInstanceAccount: account, StackInstanceRegion: HOME });
    return (await this.cloudFormation.send(instance)).StackInstance!.StatusReason ?? '';
  }

  private async deployStack(StackName: string, TemplateBody: string): Promise<Deployed> {
    const input = { StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
    const since = new Date(Date.now() - 1000);
    const present = await this.stack(StackName);
    const isNew = !present || /^(ROLLBACK|DELETE)_COMPLETE$/.test(present.StackStatus!);
    if (present && !isNew && TemplateBody === await this.template(StackName)) return { status: present.StackStatus!, reasons: [] };
    if (present && isNew) await this.cloudFormation.send(new DeleteStackCommand({ StackName: present.StackId }));
    const { StackId } = await this.cloudFormation.send(isNew ? new CreateStackCommand(input) : new UpdateStackCommand(input));
    return this.settled(StackId!, since);
  }

  private async stack(StackName: string): Promise<DeployedStack | undefined> {
    return this.cloudFormation.send(new DescribeStacksCommand({ StackName })).then(({ Stacks }) => Stacks![0], () => undefined);
  }

  private async template(StackName: string): Promise<string> {
    return (await this.cloudFormation.send(new GetTemplateCommand({ StackName }))).TemplateBody!;
  }

  private async settled(StackName: string, since: Date): Promise<Deployed> {
    for (;; await sleep(100)) {
      const { StackStatus } = (await this.stack(StackName))!;
      if (/_IN_PROGRESS$/.test(StackStatus!)) continue;
      const { StackEvents } = await this.cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
      const failed = StackEvents!.filter(({ Timestamp, ResourceStatus }) => Timestamp! >= since && /_FAILED$/.test(ResourceStatus!));
      return { status: StackStatus!, reasons: failed.reverse().map(({ ResourceStatusReason }) => ResourceStatusReason ?? '') };
    }
  }
}
