import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, PutRolePolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { DescribeOrganizationCommand, EnablePolicyTypeCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { App, Stack } from 'aws-cdk-lib';
import { clientsOf, Keys } from './endpoint/clients';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { CallerCredentialsSynthesizer, OrganizationGuardrails, OrganizationGuardrailsProps } from '../../src';

const EVERYTHING = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** The root user of an account. */
export const rootKeys = (account: string): Keys => ({ accessKeyId: account, secretAccessKey: 'test' });

/** An organization that takes resource control policies, and accounts in which nothing but its guardrails denies anything. */
export class GuardedOrganization {
  public static async create(endpoint: LocalEndpoint): Promise<GuardedOrganization> {
    const local = await LocalOrganization.create(endpoint);
    const management = rootOf(endpoint, endpoint.accountId);
    const client = new OrganizationsClient(management);
    await client.send(new EnablePolicyTypeCommand({ RootId: local.root, PolicyType: 'RESOURCE_CONTROL_POLICY' }));
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    return new GuardedOrganization(endpoint, local, Organization!.Id!, new CloudFormationClient(management));
  }

  private constructor(
    private readonly endpoint: LocalEndpoint, public readonly local: LocalOrganization, public readonly id: string,
    private readonly cloudFormation: CloudFormationClient,
  ) {}

  /** A user of any account, who is allowed everything that an identity policy allows. */
  public async makeUser(account: string): Promise<Keys> {
    const { iam } = clientsOf(this.endpoint, rootKeys(account));
    const UserName = 'administrator';
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: EVERYTHING }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  }

  /** A role that is allowed as much, and its ARN. */
  public async makeRole(account: string, RoleName: string, Principal: object, Path = '/'): Promise<string> {
    const { iam } = clientsOf(this.endpoint, rootKeys(account));
    const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }] };
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: JSON.stringify(trust) }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: EVERYTHING }));
    return Role!.Arn!;
  }

  /** Deploys guardrails as CloudFormation does. Answers with how to delete them. */
  public async deploy(props: OrganizationGuardrailsProps): Promise<() => Promise<void>> {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(app, 'account-baseline-guardrails', { synthesizer: new CallerCredentialsSynthesizer() });
    new OrganizationGuardrails(stack, 'Guardrails', props);
    const TemplateBody = JSON.stringify(app.synth().getStackByName(stack.stackName).template);
    const { StackId } = await this.cloudFormation.send(new CreateStackCommand({ StackName: stack.stackName, TemplateBody }));
    expect(await this.settled(StackId!)).toBe('CREATE_COMPLETE');
    return async () => {
      await this.cloudFormation.send(new DeleteStackCommand({ StackName: StackId }));
      expect(await this.settled(StackId!)).toBe('DELETE_COMPLETE');
    };
  }

  private async settled(id: string): Promise<string> {
    for (;; await sleep(100)) {
      const { Stacks } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: id }));
      if (!/_IN_PROGRESS$/.test(Stacks![0].StackStatus!)) return Stacks![0].StackStatus!;
    }
  }
}
