import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, DescribeStackInstanceCommand, ListStackInstancesCommand } from '@aws-sdk/client-cloudformation';
import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateGroupCommand, CreateUserCommand, DeleteGroupCommand, IAMClient } from '@aws-sdk/client-iam';
import { writeReport } from './report';
import { Credentials } from '../../cli/organization/accounts';
import { checkOrganization, DEFAULT_ROLE } from '../../cli/organization/check';
import { statusPage } from '../../cli/report/page';
import { AccountStatus, isRead } from '../../cli/status/account-status';
import { organizationTable } from '../../cli/status/formats/organization-table';
import { runCdk, said } from '../client/cdk-cli';
import { LocalEndpoint } from '../client/endpoint';
import { LocalOrganization, rootOf } from '../client/organization';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'organization');
const HOME = 'eu-central-1';
const STACK_SETS = ['account-baseline', 'account-baseline-every-region', 'account-baseline-watch'];

/** An organization gets the baseline by one deployment, and later accounts get it by themselves. */
export async function showOrganization(endpoint: LocalEndpoint): Promise<void> {
  const story = await OrganizationStory.begin(endpoint);
  await story.tell();
}

class OrganizationStory {
  public static async begin(endpoint: LocalEndpoint): Promise<OrganizationStory> {
    return new OrganizationStory(endpoint, await LocalOrganization.create(endpoint), await administrator(endpoint));
  }

  private readonly cloudFormation: CloudFormationClient;
  private readonly names = new Map<string, string>();
  private units: string[] = [];

  private constructor(
    private readonly endpoint: LocalEndpoint, private readonly organization: LocalOrganization, private readonly credentials: Credentials,
  ) {
    this.cloudFormation = new CloudFormationClient(rootOf(endpoint, endpoint.accountId));
  }

  /** @throws if AWS does something else than the story says */
  public async tell(): Promise<void> {
    const [workloads, sandbox] = this.units = [await this.organization.unit('workloads'), await this.organization.unit('sandbox')];
    const [shop, website] = [await this.account('shop', workloads), await this.account('website', workloads)];
    const [trials, used] = [await this.account('trials', sandbox), await this.account('used', sandbox)];
    const ofUsed = new IAMClient(rootOf(this.endpoint, used));
    await ofUsed.send(new CreateGroupCommand({ GroupName: 'Administrators' }));
    console.log('\nThe organization: the units workloads (shop, website) and sandbox (trials, used). "used" has a group Administrators already.');

    console.log('\nThe security status of every account before:\n');
    await this.showStatus();

    console.log('\nDeploying the roll-out of examples/organization with the CDK CLI in the management account: cdk deploy account-baseline-roll-out/** ...');
    await this.cdk(['deploy', 'account-baseline-roll-out/**'], { failureTolerance: '1' });
    await this.showInstances();
    await this.expect([shop, website, trials], [used]);

    console.log('\nDeleting the group in "used", then deploying with longer passwords: cdk deploy -c minimumLength=20 ...');
    await ofUsed.send(new DeleteGroupCommand({ GroupName: 'Administrators' }));
    await this.cdk(['deploy', 'account-baseline-roll-out'], { minimumLength: '20' });
    await this.expect([shop, website, trials, used], []);

    console.log('\nCreating the account "later" in sandbox, and moving "shop" out of the units. Nobody deploys anything ...');
    const later = await this.account('later', sandbox);
    await this.organization.move(shop, workloads, this.organization.root);
    await this.waitFor([website, trials, used, later]);
    await this.showInstances();
    await this.expect([website, trials, used, later], []);

    console.log('\nThe security status of every account after:\n');
    const statuses = await this.showStatus();
    console.log('\nWhat the roll-out does not do: assign MFA to root, or delete its credentials. See docs/organization/root-of-member-accounts.md.');
    const report = writeReport('organization.html', statusPage({ statuses, isOrganization: true, adoption: {} }));
    console.log(`\nThe report for an auditor: ${report}\nAll as expected.`);
  }

  private async account(name: string, unit: string): Promise<string> {
    const id = await this.organization.account(name, unit);
    this.names.set(id, name);
    return id;
  }

  private async cdk(args: string[], context: Record<string, string>): Promise<void> {
    const all = { units: this.units.join(','), region: HOME, regions: `${HOME},us-east-1`, ...context };
    const given = Object.entries(all).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
    const result = await runCdk([...args, ...given, '--output', join(this.endpoint.environment.CDK_HOME, 'cdk.out')], {
      cwd: EXAMPLE, app: join(EXAMPLE, 'app.ts'), environment: this.endpoint.environment, died: this.endpoint.died,
    });
    if (result.code !== 0) throw new Error(`cdk ${args.join(' ')} failed:\n${said(result)}`);
    console.log(`Deployed in ${result.seconds.toFixed(0)} s.\n`);
  }

  private async showStatus(): Promise<AccountStatus[]> {
    const { url: endpoint, environment } = this.endpoint;
    const statuses = await checkOrganization({ endpoint, region: HOME, credentials: this.credentials, maxAttempts: 3 }, {
      role: DEFAULT_ROLE, ignore: [], reportTimeout: 10_000, details: true, unusedPermissions: 0, progress: () => undefined,
    });
    for (const status of statuses) {
      if (!isRead(status)) throw new Error(`${status.id} could not be checked through ${environment.AWS_ENDPOINT_URL}: ${status.error}`);
    }
    console.log(organizationTable(statuses).replace(/^(?=.)/gm, '  '));
    return statuses;
  }

  private async showInstances(): Promise<void> {
    for (const StackSetName of STACK_SETS) {
      const instances = await this.instances(StackSetName);
      console.log(`  ${StackSetName}`);
      for (const { account, region, status } of instances) {
        console.log(`    ${account}  ${this.names.get(account)!.padEnd(8)}  ${region.padEnd(12)}  ${status}`);
        if (status !== 'CURRENT') console.log(`      ${await this.reason(StackSetName, account, region)}`);
      }
    }
  }

  /** Which accounts have the baseline, and in which it failed. */
  private async expect(current: string[], failed: string[]): Promise<void> {
    const seen = (await this.instances('account-baseline')).map(({ account, status }) => `${this.names.get(account)} ${status}`);
    const promised = [...current.map((id) => `${this.names.get(id)} CURRENT`), ...failed.map((id) => `${this.names.get(id)} OUTDATED`)];
    if (seen.sort().join() !== promised.sort().join()) throw new Error(`The organization does not behave as promised: ${seen.join(', ')}; promised: ${promised.join(', ')}`);
  }

  private async waitFor(accounts: string[]): Promise<void> {
    const isThere = async (StackSetName: string) => {
      const instances = await this.instances(StackSetName);
      return accounts.every((id) => instances.some(({ account }) => account === id)) && instances.every(({ account, status }) => accounts.includes(account) && status === 'CURRENT');
    };
    for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(300)) {
      if ((await Promise.all(STACK_SETS.map(isThere))).every((there) => there)) return;
    }
    throw new Error('The roll-out did not follow the organization within two minutes');
  }

  private async instances(StackSetName: string) {
    const { Summaries } = await this.cloudFormation.send(new ListStackInstancesCommand({ StackSetName }));
    return Summaries!.map(({ Account, Region, Status }) => ({ account: Account!, region: Region!, status: Status! }));
  }

  private async reason(StackSetName: string, StackInstanceAccount: string, StackInstanceRegion: string): Promise<string> {
    const instance = new DescribeStackInstanceCommand({ StackSetName, StackInstanceAccount, StackInstanceRegion });
    const { StackInstance } = await this.cloudFormation.send(instance);
    return StackInstance!.StatusReason ?? '';
  }
}

/** An IAM user of the management account, since root assumes no roles. */
async function administrator(endpoint: LocalEndpoint): Promise<Credentials> {
  const iam = new IAMClient(rootOf(endpoint, endpoint.accountId));
  await iam.send(new CreateUserCommand({ UserName: 'administrator' }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'administrator', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'administrator' }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}
