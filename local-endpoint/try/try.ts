import { join } from 'node:path';
import { GetAccountPasswordPolicyCommand, IAMClient, ListAccountAliasesCommand, ListGroupsCommand } from '@aws-sdk/client-iam';
import { Demonstration } from './demonstration';
import { showOrganization } from './organization';
import { writeReport } from './report';
import { comparisonPage } from '../../cli/report/page';
import { ReadAccount } from '../../cli/status/account-status';
import { statusTable } from '../../cli/status/formats/table';
import { readStatus } from '../../cli/status/read-status';
import { runCdk } from '../client/cdk-cli';
import { LocalEndpoint, startLocalEndpoint } from '../client/endpoint';
import { shellLines } from '../client/environment';
import { untilInterrupted } from '../client/until-interrupted';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'new-account');

/** `npm run try [-- --keep]`: secures a fresh account, and proves it with real clients. */
async function main(): Promise<void> {
  const { keep, organization } = readOptions(process.argv.slice(2));
  console.log(`Starting a local AWS endpoint with a fresh ${organization ? 'organization' : 'account'} ...`);
  const endpoint = await startLocalEndpoint();
  try {
    await Promise.race([show(endpoint, organization, keep), endpoint.died.then((failure) => { throw failure; })]);
  } finally {
    await endpoint.stop();
  }
}

async function show(endpoint: LocalEndpoint, organization: boolean, keep: boolean): Promise<void> {
  await (organization ? showOrganization(endpoint) : showNewAccount(endpoint));
  if (keep) await keepUp(endpoint);
}

async function showNewAccount(endpoint: LocalEndpoint): Promise<void> {
  const demonstration = new Demonstration(endpoint, console.log);
  const buckets = await demonstration.makeBuckets();

  console.log(`\nThe account ${endpoint.accountId} before:`);
  const before = await showAccount(endpoint, 'before');

  console.log('\nDeploying examples/new-account with the CDK CLI ...');
  const deployed = await runCdk(['deploy', '--all', '--context', `dataBucket=${buckets.granted}`, '--output', join(endpoint.environment.CDK_HOME, 'cdk.out')], {
    cwd: EXAMPLE,
    app: join(EXAMPLE, 'app.ts'),
    environment: endpoint.environment,
    died: endpoint.died,
  });
  if (deployed.code !== 0) throw new Error(`cdk deploy failed:\n${deployed.stdout}\n${deployed.stderr}`);
  console.log(outputsOf(deployed.stdout + deployed.stderr));
  console.log(`Deployed in ${deployed.seconds.toFixed(0)} s.`);

  console.log('\nThe account after:');
  const after = await showAccount(endpoint, 'after');
  const failing = after.results.filter(({ status }) => status === 'FAIL').map(({ check }) => check);
  // What only root can do is all that is left.
  if (failing.join() !== 'ROOT_MFA') throw new Error(`The account is not as expected: ${failing.join(', ') || 'no check'} fails, not ROOT_MFA alone`);

  await demonstration.run(buckets);

  console.log(`\nThe report for an auditor, before and after: ${writeReport('before-and-after.html', comparisonPage(before, after))}`);
  console.log('All as expected. Next steps:');
  console.log('  1. Deploy to your own account: README.md, "Deploy to your account"');
  console.log('  2. Take the four steps that only root can take: docs/new-account.md, "What only root can do"');
  console.log('  3. See what each job function may do: docs/who-can-do-what.md');
}

/** Prints the account, and returns what was read. */
async function showAccount(endpoint: LocalEndpoint, name: string): Promise<ReadAccount> {
  const configuration = {
    endpoint: endpoint.url,
    region: endpoint.environment.AWS_REGION,
    credentials: { accessKeyId: endpoint.environment.AWS_ACCESS_KEY_ID, secretAccessKey: endpoint.environment.AWS_SECRET_ACCESS_KEY },
  };
  const iam = new IAMClient(configuration);
  const { facts, ...status } = await readStatus(configuration, 'aws', { ignore: [], reportTimeout: 10_000, details: true, unusedPermissions: Infinity, progress: console.log });
  console.log(statusTable(status.results).replace(/^/gm, '  '));
  const { AccountAliases } = await iam.send(new ListAccountAliasesCommand({}));
  const { Groups } = await iam.send(new ListGroupsCommand({}));
  const { PasswordPolicy } = await iam.send(new GetAccountPasswordPolicyCommand({})).catch((error: Error) => {
    if (error.name !== 'NoSuchEntityException') throw error;
    return { PasswordPolicy: undefined };
  });
  const policy = PasswordPolicy && `at least ${PasswordPolicy.MinimumPasswordLength} characters, password history of `
    + `${PasswordPolicy.PasswordReusePrevention ?? 0}, ` +
    (PasswordPolicy.MaxPasswordAge ? `expire after ${PasswordPolicy.MaxPasswordAge} days` : 'no rotation');
  console.log(`  alias: ${AccountAliases?.[0] ?? 'none'}`);
  console.log(`  password policy: ${policy ?? 'none'}`);
  console.log(`  groups: ${Groups?.map((group) => group.GroupName).join(', ') || 'none'}`);
  return { id: endpoint.accountId, name, ...status };
}

/** The outputs that the CLI prints after `Outputs:`, without its progress. */
function outputsOf(text: string): string {
  return text.split('\n').filter((line) => /^account-baseline(-watch)?\.\w+ = /.test(line)).map((line) => `  ${line}`).join('\n');
}

async function keepUp(endpoint: LocalEndpoint): Promise<void> {
  console.log('\nThe endpoint keeps running until Ctrl-C. To use it in another shell:\n');
  console.log(shellLines(endpoint.environment).join('\n'));
  await untilInterrupted(endpoint);
}

function readOptions(args: string[]): { keep: boolean; organization: boolean } {
  const known = ['--keep', '--organization'];
  if (args.some((argument) => !known.includes(argument))) throw new Error(`Usage: npm run try [-- --organization] [--keep]; got '${args.join(' ')}'`);
  return { keep: args.includes('--keep'), organization: args.includes('--organization') };
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
