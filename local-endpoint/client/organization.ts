import { randomUUID } from 'node:crypto';
import { ActivateOrganizationsAccessCommand, CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  AttachPolicyCommand, CloseAccountCommand, CreateAccountCommand, CreateOrganizationalUnitCommand, CreateOrganizationCommand, CreatePolicyCommand,
  DescribeCreateAccountStatusCommand, DetachPolicyCommand, EnableAWSServiceAccessCommand, ListRootsCommand, MoveAccountCommand, OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { LocalEndpoint } from './endpoint';

/** The settings of an SDK client that acts as the root user of an account of the endpoint. */
export function rootOf(endpoint: LocalEndpoint, account: string) {
  return { endpoint: endpoint.url, region: endpoint.environment.AWS_REGION, credentials: { accessKeyId: account, secretAccessKey: 'test' } };
}

/** An organization whose management account is that of the endpoint, with trusted access of StackSets. */
export class LocalOrganization {
  public static async create(endpoint: LocalEndpoint): Promise<LocalOrganization> {
    const configuration = rootOf(endpoint, endpoint.accountId);
    const client = new OrganizationsClient(configuration);
    await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    await new CloudFormationClient(configuration).send(new ActivateOrganizationsAccessCommand({}));
    const { Roots } = await client.send(new ListRootsCommand({}));
    return new LocalOrganization(client, Roots![0].Id!);
  }

  private constructor(private readonly client: OrganizationsClient, public readonly root: string) {}

  public async unit(name: string, parent = this.root): Promise<string> {
    const { OrganizationalUnit } = await this.client.send(new CreateOrganizationalUnitCommand({ ParentId: parent, Name: name }));
    return OrganizationalUnit!.Id!;
  }

  public async account(name: string, unit: string): Promise<string> {
    const { CreateAccountStatus } = await this.client.send(new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }));
    const made = await this.client.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: CreateAccountStatus!.Id }));
    const account = made.CreateAccountStatus!.AccountId!;
    await this.move(account, this.root, unit);
    return account;
  }

  /** Gives a service trusted access. */
  public async trust(ServicePrincipal: string): Promise<void> {
    await this.client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  }

  public async move(account: string, from: string, to: string): Promise<void> {
    await this.client.send(new MoveAccountCommand({ AccountId: account, SourceParentId: from, DestinationParentId: to }));
  }

  public async close(account: string): Promise<void> {
    await this.client.send(new CloseAccountCommand({ AccountId: account }));
  }

  /**
   * Denies actions to a unit or an account by a service control policy.
   *
   * @returns detaches the policy
   */
  public async deny(TargetId: string, ...actions: string[]): Promise<() => Promise<unknown>> {
    return this.attach(TargetId, { Effect: 'Deny', Action: actions, Resource: '*' });
  }

  /** Denies every call to a region, as an organization does that uses few regions. Returns as `deny` does. */
  public async denyRegion(TargetId: string, region: string): Promise<() => Promise<unknown>> {
    return this.attach(TargetId, { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': region } } });
  }

  private async attach(TargetId: string, statement: object): Promise<() => Promise<unknown>> {
    const Content = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const { Policy } = await this.client.send(new CreatePolicyCommand({ Name: `deny-${randomUUID()}`, Description: '', Type: 'SERVICE_CONTROL_POLICY', Content }));
    const attachment = { PolicyId: Policy!.PolicySummary!.Id!, TargetId };
    await this.client.send(new AttachPolicyCommand(attachment));
    return async () => this.client.send(new DetachPolicyCommand(attachment));
  }
}
