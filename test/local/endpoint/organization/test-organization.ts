import { ROOT } from '../clients';
import { SdkForPython, Service } from './sdk-for-python';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';

let made = 0;

/** An organization whose management account is the endpoint's, with StackSets admitted. */
export class TestOrganization {
  public static async create(endpoint: LocalEndpoint): Promise<TestOrganization> {
    const sdk = await SdkForPython.start(endpoint);
    const organizations = sdk.service('organizations', ROOT);
    await organizations('CreateOrganization');
    const [{ Id }] = (await organizations('ListRoots')).Roots;
    await sdk.service('cloudformation', ROOT)('ActivateOrganizationsAccess');
    return new TestOrganization(sdk, organizations, Id);
  }

  private constructor(public readonly sdk: SdkForPython, public readonly organizations: Service, public readonly root: string) {}

  public async unit(parent = this.root): Promise<string> {
    return (await this.organizations('CreateOrganizationalUnit', { ParentId: parent, Name: `unit-${++made}` })).OrganizationalUnit.Id;
  }

  public async account(parent = this.root): Promise<string> {
    const name = `account-${++made}`;
    const { CreateAccountStatus: { Id } } = await this.organizations('CreateAccount', { AccountName: name, Email: `${name}@example.com` });
    const account = (await this.organizations('DescribeCreateAccountStatus', { CreateAccountRequestId: Id })).CreateAccountStatus.AccountId;
    if (parent !== this.root) await this.move(account, this.root, parent);
    return account;
  }

  public async move(AccountId: string, SourceParentId: string, DestinationParentId: string): Promise<void> {
    await this.organizations('MoveAccount', { AccountId, SourceParentId, DestinationParentId });
  }

  /** Denies actions to a unit or an account. */
  public async deny(TargetId: string, Action: string | string[], fields: object = {}): Promise<string> {
    const Content = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*', ...fields }] });
    const { Policy } = await this.organizations('CreatePolicy', { Name: `deny-${++made}`, Description: '', Type: 'SERVICE_CONTROL_POLICY', Content });
    await this.organizations('AttachPolicy', { PolicyId: Policy.PolicySummary.Id, TargetId });
    return Policy.PolicySummary.Id;
  }

  public stop(): void {
    this.sdk.stop();
  }
}
