import {
  CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStacksCommand, ListStackResourcesCommand, waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { GetAccountPasswordPolicyCommand, IAMClient, ListAccountAliasesCommand, ListGroupsCommand } from '@aws-sdk/client-iam';
import { ListSubscriptionsCommand, SNSClient } from '@aws-sdk/client-sns';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { templates } from '../../tools/templates';

const TEXTS = templates();
const WAIT = { maxWaitTime: 60, minDelay: 0.2, maxDelay: 0.5 };

let endpoint: LocalEndpoint;
let cloudFormation: CloudFormationClient;
let iam: IAMClient;
let sns: SNSClient;
beforeEach(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  const config = { endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  cloudFormation = new CloudFormationClient(config);
  iam = new IAMClient(config);
  sns = new SNSClient(config);
});
afterEach(async () => endpoint?.stop());

/** As the console makes a stack: a template, its parameters and the acknowledgement of named IAM resources. */
async function create(StackName: string, template: string, parameters: Record<string, string> = {}): Promise<void> {
  await cloudFormation.send(new CreateStackCommand({
    StackName,
    TemplateBody: TEXTS[template],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
  }));
  await waitUntilStackCreateComplete({ client: cloudFormation, ...WAIT }, { StackName });
}

async function remove(StackName: string): Promise<void> {
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete({ client: cloudFormation, ...WAIT }, { StackName });
}

async function outputs(StackName: string): Promise<Record<string, string>> {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries(Stacks![0].Outputs!.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
}

async function types(StackName: string): Promise<string[]> {
  const { StackResourceSummaries } = await cloudFormation.send(new ListStackResourcesCommand({ StackName }));
  return StackResourceSummaries!.map(({ ResourceType }) => ResourceType!);
}

const aliases = async () => (await iam.send(new ListAccountAliasesCommand({}))).AccountAliases;
const groups = async () => (await iam.send(new ListGroupsCommand({}))).Groups!.map(({ GroupName }) => GroupName);
const passwordLength = async () => (await iam.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy!.MinimumPasswordLength;

test('the default template, with no parameter, leaves the alias alone; deleted, it leaves the password policy', async () => {
  await create('account-baseline', 'account-baseline.template.yaml');
  expect(await aliases()).toEqual([]);
  expect((await groups()).sort()).toEqual(['Administrators', 'Billing', 'PowerUsers', 'SecurityAuditors']);
  expect(await passwordLength()).toBe(14);
  expect(await types('account-baseline')).not.toContain('Custom::AccountAlias');
  expect(Object.keys(await outputs('account-baseline'))).toEqual(['TodoRootMfa', 'TodoRootAccessKeys', 'TodoBillingAccess', 'TodoContacts']);
  await remove('account-baseline');
  expect(await groups()).toEqual([]);
  expect(await passwordLength()).toBe(14);
}, 60_000);

test('the hardened template with all its parameters, and the watch beside it', async () => {
  await create('account-baseline', 'account-baseline-hardened.template.yaml', {
    AccountAlias: 'example-workshop',
    OnExisting: 'FAIL',
    SecurityContactMail: 'security@example.com',
    SecurityContactPhone: '+49 30 123456',
  });
  expect(await aliases()).toEqual(['example-workshop']);
  expect(await types('account-baseline')).toEqual(expect.arrayContaining(['Custom::AccountAlias', 'Custom::AlternateContactSecurity', 'Custom::S3PublicAccessBlock']));
  expect((await outputs('account-baseline')).SignInUrl).toBe('https://example-workshop.signin.aws.amazon.com/console');

  await create('account-baseline-watch', 'account-watch.template.yaml', { AlertMail: 'security@example.com' });
  const { Subscriptions } = await sns.send(new ListSubscriptionsCommand({}));
  expect(Subscriptions).toEqual([expect.objectContaining({ Protocol: 'email', Endpoint: 'security@example.com' })]);
  expect((await outputs('account-baseline-watch')).SecurityStatus).toBeDefined();
}, 60_000);
