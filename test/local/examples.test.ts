import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeStacksCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateAccountAliasCommand, CreateGroupCommand, GetAccountPasswordPolicyCommand, GetPolicyCommand, GetPolicyVersionCommand,
  ListAccountAliasesCommand, ListAttachedGroupPoliciesCommand, UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { clientsOf } from './endpoint/clients';
import { runQuickCdk } from './quick-cdk';
import { StackAccount } from './stack-account';
import { endpointForAll } from './started-endpoint';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';

/** Each example is deployed as its README says. */
const EXAMPLES = join(__dirname, '..', '..', 'examples');

/** What an example makes, by type; other tests, and `npm run try`, deploy the rest. */
const DEPLOYED: Record<string, Record<string, Record<string, number>>> = {
  'federated-workforce': { 'account-baseline-federation': { 'AWS::IAM::SAMLProvider': 1, 'AWS::IAM::OIDCProvider': 1, 'AWS::IAM::Role': 2 } },
  'workloads': { 'account-baseline-workloads': { 'AWS::IAM::ManagedPolicy': 2, 'AWS::IAM::Role': 2, 'AWS::S3::Bucket': 1 } },
  'watch': {
    'account-baseline-watch': { 'AWS::CloudTrail::Trail': 1, 'AWS::SNS::Topic': 1 },
    'account-baseline-credential-watch': { 'AWS::Lambda::Function': 2, 'AWS::SNS::Topic': 1 },
  },
};

const ELSEWHERE: Record<string, string> = {
  'new-account': 'npm run try',
  'organization': 'organization.test.ts, organization-example.test.ts',
  'control-tower': 'test/organization/control-tower.test.ts',
  'checked-app': 'test/access-checks',
  'access-review': 'test/cli/access',
  'python-app': 'npm run check-packages',
};

/** The example that adopts what an account has. */
const ADOPTION = 'existing-account';

let endpoint: LocalEndpoint;
let account: StackAccount;
endpointForAll((started) => {
  endpoint = started;
  account = new StackAccount(started);
});

test('each example is deployed here, or it is said where else', () => {
  const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(folders.filter((name) => !(name in DEPLOYED) && !(name in ELSEWHERE) && name !== ADOPTION)).toEqual([]);
});

test.each(Object.entries(DEPLOYED))('%s', async (name, stacks) => {
  const folder = join(EXAMPLES, name);
  const { code, stdout, stderr } = await runQuickCdk(['deploy', '--method', 'change-set', '--all', '--concurrency', '2', '--output', join(endpoint.environment.CDK_HOME, name)], {
    cwd: folder, app: join(folder, 'app.ts'), environment: endpoint.environment,
  });
  expect([code, code === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  for (const [StackName, types] of Object.entries(stacks)) {
    const { Stacks } = await account.cloudFormation.send(new DescribeStacksCommand({ StackName }));
    expect(Stacks![0].StackStatus).toBe('CREATE_COMPLETE');
    const { StackResourceSummaries } = await account.cloudFormation.send(new ListStackResourcesCommand({ StackName }));
    const countOf = (type: string) => StackResourceSummaries!.filter(({ ResourceType }) => ResourceType === type).length;
    expect(Object.fromEntries(Object.keys(types).map((type) => [type, countOf(type)]))).toEqual(types);
  }
}, 120_000);

test('existing-account: what the account has stays, and MFA is enforced by a second deployment', async () => {
  const { iam } = clientsOf(endpoint);
  const folder = join(EXAMPLES, ADOPTION);
  await iam.send(new CreateGroupCommand({ GroupName: 'Administrators' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'Developers' }));
  await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'long-established' }));
  await iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 20, AllowUsersToChangePassword: true }));
  const policiesOf = async (GroupName: string) => {
    const { AttachedPolicies } = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }));
    return AttachedPolicies!.map(({ PolicyArn }) => PolicyArn!);
  };
  const denials = async () => {
    const [arn] = (await policiesOf('Developers')).filter((policy) => policy.includes('MfaEnforcement'));
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy!.DefaultVersionId }));
    return JSON.parse(decodeURIComponent(PolicyVersion!.Document!)).Statement.filter(({ Effect }: any) => Effect === 'Deny').map(({ Sid }: any) => Sid);
  };

  for (const [enforce, expected] of [['false', false], ['true', true]] as const) {
    const context = ['-c', 'existingGroup=Developers', '-c', `enforce=${enforce}`];
    const { code, stdout, stderr } = await runQuickCdk(['deploy', ...context, '--output', join(endpoint.environment.CDK_HOME, ADOPTION)], {
      cwd: folder, app: join(folder, 'app.ts'), environment: endpoint.environment,
    });
    expect([code, code === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    expect((await denials()).includes('DenyWithoutMfa')).toBe(expected);
    expect((await iam.send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual(['long-established']);
    expect((await iam.send(new GetAccountPasswordPolicyCommand({}))).PasswordPolicy!.MinimumPasswordLength).toBe(20);
    expect(await policiesOf('Administrators')).toEqual([]);
    expect((await policiesOf('BaselineAdministrators')).length).toBeGreaterThan(0);
  }
}, 120_000);
