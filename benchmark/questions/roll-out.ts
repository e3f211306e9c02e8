import { execFile, execFileSync } from 'child_process';
import { join } from 'path';
import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import * as yaml from 'yaml';
import { runCdk, said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { interleave } from '../measure';
import { Project, ROOT } from '../project';
import { Context } from '../question';
import { compared, counted, Result } from '../result';

const APP = 'roll-out';
/** The most units that a roll-out takes. With 20 accounts each they hold 1,000. */
const UNITS = Array.from({ length: 50 }, (_, index) => `ou-abcd-${11112222 + index}`);
const SIZES = [10, 25, 50];

/** What one deployment to an organization takes. */
interface Deployment {
  readonly seconds: number;
  /** The most memory of the endpoint and its functions. */
  readonly bytes: number;
  /** How long the status of all accounts takes. */
  readonly statusSeconds: number;
}

/** How does a roll-out grow with the accounts: at synthesis, and deployed on the local endpoint? Each deployment is made once. */
export default async function rollOut({ project, runs }: Context): Promise<Result[]> {
  const characters = async (...units: string[]) => {
    await project.synthesize(APP, ...units);
    return yaml.stringify(project.template(APP).template, { schema: 'yaml-1.1', lineWidth: 0 }).length;
  };
  const atSynthesis = { question: 'roll-out', ours: '1,000 accounts, in 50 units', peer: '1 account', goal: { of: 'ratio' as const, atMost: 1.1 } };
  const results: Result[] = [
    counted({ ...atSynthesis, measure: 'template of a roll-out', unit: 'characters' }, await characters(...UNITS), await characters()),
    compared({ ...atSynthesis, measure: 'synthesis of a roll-out', unit: 'ms' },
      await interleave(runs, () => project.synthesize(APP, ...UNITS), () => project.synthesize(APP))),
  ];

  const [least, ...larger] = SIZES;
  const base = await deploy(project, least);
  for (const size of larger) {
    const { seconds, bytes, statusSeconds } = await deploy(project, size);
    const about = { question: 'roll-out', ours: `${size} accounts`, peer: `${least} accounts`, goal: { of: 'ratio' as const, atMost: size / least } };
    results.push(
      counted({ ...about, measure: 'roll-out by one deployment of the CDK CLI', unit: 's' }, seconds, base.seconds),
      counted({ ...about, measure: 'memory of the local endpoint in that deployment', unit: 'bytes' }, bytes, base.bytes),
      counted({ ...about, measure: 'status --organization', unit: 's' }, statusSeconds, base.statusSeconds),
    );
  }
  return results;
}

/** A new organization with so many accounts in a unit gets the default baseline by one deployment. */
async function deploy(project: Project, accounts: number): Promise<Deployment> {
  const endpoint = await startLocalEndpoint({ quiet: true });
  try {
    const organization = await LocalOrganization.create(endpoint);
    const unit = await organization.unit('benchmark');
    for (let index = 0; index < accounts; index++) await organization.account(`account-${index}`, unit);
    let bytes = 0;
    const sampling = setInterval(() => bytes = Math.max(bytes, memoryOf(endpoint.pid)), 500);
    const result = await runCdk(['deploy', '--method', 'direct', '--output', `${project.assembly(APP)}-deployed`], {
      cwd: project.folder, app: `"${process.execPath}" ${project.program(APP)} ${unit}`, environment: endpoint.environment, died: endpoint.died,
    }).finally(() => clearInterval(sampling));
    if (result.code !== 0) throw new Error(said(result));
    return { seconds: tenths(result.seconds), bytes, statusSeconds: tenths(await statusOf(endpoint, accounts + 1)) };
  } finally {
    await endpoint.stop();
  }
}

/** How long `status --organization` takes, in seconds. */
async function statusOf(endpoint: LocalEndpoint, accounts: number): Promise<number> {
  const iam = new IAMClient(rootOf(endpoint, endpoint.accountId));
  await iam.send(new CreateUserCommand({ UserName: 'status' }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'status', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'status' }));
  const started = performance.now();
  const json = await status({
    ...process.env, ...endpoint.environment, AWS_ACCESS_KEY_ID: AccessKey!.AccessKeyId!, AWS_SECRET_ACCESS_KEY: AccessKey!.SecretAccessKey!,
  });
  const seconds = (performance.now() - started) / 1000;
  const statuses: { results?: object[]; error?: string }[] = JSON.parse(json).accounts;
  const checked = statuses.filter(({ results }) => results !== undefined).length;
  if (checked !== accounts) throw new Error(`${checked} of ${accounts} accounts were checked: ${statuses.find(({ error }) => error)?.error}`);
  return seconds;
}

/** What the command prints. Its exit code says what it has found. */
async function status(environment: NodeJS.ProcessEnv): Promise<string> {
  const command = [join(ROOT, 'node_modules', '.bin', 'tsx'), join(ROOT, 'cli', 'index.ts'), 'status', '--organization', '--format', 'json'];
  const options = { cwd: ROOT, env: environment, maxBuffer: 1e8 };
  return new Promise((resolve) => execFile(process.execPath, command, options, (_, stdout) => resolve(stdout)));
}

const tenths = (seconds: number) => Math.round(seconds * 10) / 10;

/** The resident memory of a process and of those that it has started, in bytes. */
function memoryOf(pid: number): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  const processes = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const tree = [pid];
  for (const parent of tree) tree.push(...processes.filter(([, ppid]) => ppid === parent).map(([child]) => child));
  return processes.filter(([child]) => tree.includes(child)).reduce((sum, [, , kilobytes]) => sum + kilobytes * 1024, 0);
}
