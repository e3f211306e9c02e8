import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateAccessKeyCommand, CreateUserCommand, CreateVirtualMFADeviceCommand, DeactivateMFADeviceCommand, DeleteAccessKeyCommand,
  EnableMFADeviceCommand, ListAccessKeysCommand, ListGroupsForUserCommand, RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { buildSync } from 'esbuild';
import { BaselineAccount } from './baseline-app';
import { clientsOf } from './endpoint/clients';
import { requireAwsCli, Terminal } from './terminal';
import { pack } from '../../benchmark/project';
import { call } from '../../cli/call';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { totp } from '../../local-endpoint/client/totp';
import { factServices } from '../../src/handlers/shared/security-checks/fact-services';
import { gatherFacts } from '../../src/handlers/shared/security-checks/gather-facts';
import { securityStatus } from '../../src/handlers/shared/security-checks/security-status';

/** The commands of the pages for newcomers, in their order, as people type them: in a terminal, where the CDK CLI asks before it deploys. */
const ROOT = join(__dirname, '..', '..');
const PAGES = ['README.md', 'docs/new-account.md', 'src/identities/README.md'].map((page) => readFileSync(join(ROOT, page), 'utf8'));
const [README, NEW_ACCOUNT] = PAGES;
const BLOCKS = [...new Set(PAGES.flatMap((page) => blocksOf(page, '(?:shell|sh|bash|console)')))];
const [APP] = blocksOf(README, 'ts nofixture');
const [SPEND] = blocksOf(NEW_ACCOUNT, 'ts nofixture');
const [PROFILE] = blocksOf(NEW_ACCOUNT, 'ini');

function blocksOf(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, block]) => block.trim());
}

const YES = { '(y/n)': () => 'y' };

let endpoint: LocalEndpoint;
let account: BaselineAccount;
let terminal: Terminal;
let folder: string;
let project: string;
beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  account = new BaselineAccount(endpoint);
  terminal = new Terminal(endpoint);
  folder = mkdtempSync(join(tmpdir(), 'readme-'));
  project = join(folder, 'my-account');
}, 60_000);
afterAll(async () => endpoint?.stop());

const README_INSTALL = BLOCKS.find((commands) => commands.startsWith('npm ci && npx projen compile'))!;
const CI = readFileSync(join(ROOT, '.ci', 'run'), 'utf8');

/** The commands of README up to a project with the library. The package is made by the same tasks in test/packages. */
async function installs([making, ...inProject]: string[]): Promise<void> {
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8'));
  expect(Object.keys(tasks)).toEqual(expect.arrayContaining([...making.matchAll(/npx projen ([\w-]+)/g)].map(([, task]) => task)));
  const tarball = '../cdk-secure-account-baseline/cdk-secure-account-baseline-0.0.0.tgz';
  expect(inProject.join()).toContain(tarball);
  await terminal.type(inProject.join('\n').replaceAll('../my-account', 'my-account').replace(tarball, packedLibrary()), folder);
}

/** The result of each block, by its first words. */
const STEPS: Record<string, (commands: string) => Promise<void>> = {
  'npm ci && npm run try': async (commands) => {
    // They take a checkout of their own: CI consists of them.
    const typed = commands.split('\n').flatMap((line) => line.replace(/\s+#.*/, '').split(' && '));
    expect(typed).toEqual(expect.arrayContaining(['npm ci', 'npm run try', 'npm test']));
    for (const command of typed) expect(CI).toMatch(new RegExp(`^${command}$`, 'm'));
  },

  'npm ci && npx projen compile': async (commands) => installs(commands.split('\n')),

  'mkdir my-account': async (commands) => {
    // In CloudShell there is no checkout, only its tarball. Else it is what README says, which has been typed.
    const [, ...inProject] = README_INSTALL.split('\n');
    expect(commands.split('\n')).toEqual(inProject.map((line) => line.replaceAll('../my-account', 'my-account').replace('../cdk-secure-account-baseline/', '../')));
  },

  "npx cdk deploy --app 'npx tsx spend.ts'": async (commands) => {
    writeFileSync(join(project, 'spend.ts'), SPEND);
    // It creates no identity, so that the CLI does not ask.
    const { asked } = await terminal.type(commands, project, YES);
    expect(asked).toEqual([]);
    const { StackResourceSummaries } = await clientsOf(endpoint).cloudFormation.send(new ListStackResourcesCommand({ StackName: 'account-baseline-spend' }));
    expect(StackResourceSummaries!.map(({ ResourceType }) => ResourceType).sort()).toEqual(['AWS::Budgets::Budget', 'AWS::CDK::Metadata']);
  },

  'npx cdk deploy': async (commands) => {
    writeFileSync(join(project, 'app.ts'), APP);
    const { asked, said } = await terminal.type(commands, project, YES);
    expect(asked).toHaveLength(1);
    expect(said).toMatch(/SignInUrl.* = .*example-workshop\.signin\.aws\.amazon\.com/);
    expect(await account.groups()).toEqual(['Administrators', 'Billing', 'PowerUsers', 'SecurityAuditors']);
    expect(await account.alias()).toBe('example-workshop');
    const { Groups } = await account.iam.send(new ListGroupsForUserCommand({ UserName: 'alice' }));
    expect(Groups!.map(({ GroupName }) => GroupName)).toEqual(['Administrators']);
    // As docs/new-account.md says, once root has MFA.
    await endpoint.control('root-user', { mfa: true });
    expect(await failingChecks()).toEqual(['EXTERNAL_ACCESS_ANALYZER']);
    await becomesAdministrator();
  },

  'npx cdk destroy': async (commands) => {
    const { asked } = await terminal.type(commands, project, YES);
    expect(asked).toHaveLength(1);
    expect(await account.groups()).toEqual([]);
    // README says that these stay.
    expect(await account.alias()).toBe('example-workshop');
    expect(await account.passwordLength()).toBe(14);
  },

  'npx cdk synth': async (commands) => {
    // The deployment synthesizes the same app in the same way.
    expect(BLOCKS).toContain(commands.replace('synth', 'deploy').replace(' > template.yaml', ''));
  },

  'npx cdk diff': async (commands) => {
    // With the profile of the page before it. The sign-in with MFA is tried with the AWS CLI.
    const { asked, said } = await terminal.type(commands.replaceAll(' --profile administrator', ''), project, YES);
    expect(asked).toEqual([]);
    expect(said).toMatch(/no differences[^]*no changes/);
  },

  'aws iam create-user': async (commands) => {
    const userName = 'template-user';
    await terminal.type(commands.replaceAll('alice', userName), folder);
    const { Groups } = await account.iam.send(new ListGroupsForUserCommand({ UserName: userName }));
    expect(Groups!.map(({ GroupName }) => GroupName)).toEqual(['Administrators']);
    await account.iam.send(new RemoveUserFromGroupCommand({ UserName: userName, GroupName: 'Administrators' }));
  },

  'node ../cdk-secure-account-baseline/cli/dist/index.js status': async () => {
    // A package of its own, which test/cli runs.
    expect(readFileSync(join(ROOT, 'tools', 'build-cli.ts'), 'utf8')).toContain("join(dist, 'index.js')");
  },

  'aws iam create-access-key': async (commands) => {
    requireAwsCli();
    await account.iam.send(new CreateUserCommand({ UserName: 'reporting', Path: '/account-baseline/' }));
    const keys = async () => (await account.iam.send(new ListAccessKeysCommand({ UserName: 'reporting' }))).AccessKeyMetadata!;
    const [make, ...rotate] = commands.split('\n');
    await terminal.type(make, folder);
    const [former] = await keys();
    await terminal.type(make, folder);
    await terminal.type(rotate.join('\n').replaceAll('AKIA...', former.AccessKeyId!), folder);
    expect(await keys()).toEqual([expect.objectContaining({ Status: 'Active' })]);
    expect((await keys())[0].AccessKeyId).not.toBe(former.AccessKeyId);
  },
};

const stepOf = (commands: string) => Object.keys(STEPS).find((beginning) => commands.startsWith(beginning));

test('each block of commands is run here, or it is said where else', () => {
  expect(BLOCKS.filter((commands) => stepOf(commands) === undefined)).toEqual([]);
  expect(BLOCKS.map(stepOf).sort()).toEqual(Object.keys(STEPS).sort());
});

test.each(BLOCKS)('%s', async (commands) => STEPS[stepOf(commands)!](commands), 120_000);

async function failingChecks(): Promise<string[]> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const facts = await gatherFacts(call, factServices({ endpoint: endpoint.url, region: 'us-east-1', credentials }), Date.now() + 10_000);
  return securityStatus(facts).filter(({ status }) => status !== 'PASS').map(({ check }) => check);
}

/** Alice's profile of README: the AWS CLI asks her for a code, and she is an administrator. Then her device and her key go, as before an undo. */
async function becomesAdministrator(): Promise<void> {
  requireAwsCli();
  const UserName = 'alice';
  const { VirtualMFADevice: device } = await account.iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'alice-phone' }));
  const [AuthenticationCode1, AuthenticationCode2] = [0, 1].map((step) => totp(device!.Base32StringSeed!, Date.now(), step));
  const { SerialNumber } = device!;
  await account.iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }));
  const { AccessKey: key } = await account.iam.send(new CreateAccessKeyCommand({ UserName }));
  const [config, credentials] = ['config', 'credentials'].map((name) => join(folder, name));
  writeFileSync(config, PROFILE);
  writeFileSync(credentials, `[alice]\naws_access_key_id = ${key!.AccessKeyId}\naws_secret_access_key = ${key!.SecretAccessKey}\n`);

  const { asked, said } = await terminal.type('aws iam list-users --profile administrator && aws sts get-caller-identity --profile administrator', folder, {
    [`Enter MFA code for ${SerialNumber}`]: () => totp(device!.Base32StringSeed!),
  }, { HOME: folder, AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials });
  expect(asked).toHaveLength(1);
  expect(said).toContain('"UserName": "bob"');
  expect(said).toContain('assumed-role/Administrator/alice');

  await account.iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber }));
  await account.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: key!.AccessKeyId }));
}

/** The library of this checkout as npm packs it, compiled file by file and without the types, which another check makes. */
function packedLibrary(): string {
  const library = join(folder, 'library');
  mkdirSync(library);
  for (const file of ['package.json', '.npmignore', 'README.md', 'LICENSE', 'bundled-handlers', 'data']) {
    cpSync(join(ROOT, file), join(library, file), { recursive: true });
  }
  buildSync({
    entryPoints: [join(ROOT, 'src', 'index.ts')],
    outfile: join(library, 'lib', 'index.js'),
    bundle: true,
    external: ['aws-cdk-lib', 'constructs'],
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return join(folder, pack(['--ignore-scripts'], library, folder).filename);
}
