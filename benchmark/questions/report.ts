import { execFile, execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { each, interleave } from '../measure';
import { Project, ROOT } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';
import { Usage } from '../usage';

const [MANY, FEWER] = [5_000, 500];
/** The exit code of an account that could not be read. Those below it tell the most severe finding. */
const NOT_CHECKED = 10;

/** How does the report of `status` grow with the users, of whom an account has up to 5,000? The local endpoint is the account. */
export default async function report({ project, few }: Context): Promise<Result[]> {
  execFileSync(process.execPath, [join(ROOT, 'node_modules', '.bin', 'tsx'), join(ROOT, 'tools', 'build-cli.ts'), join(project.folder, 'cli')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const accounts = await Promise.all([MANY, FEWER].map(accountWith));
  try {
    const [ours, theirs] = accounts.map((account, index) => () => htmlReport(project, account, [MANY, FEWER][index]));
    const pair = await interleave(few, ours, theirs);
    const about = { question: 'report', ours: '5,000 users', peer: '500 users' };
    const measure = 'status --format html';
    return [
      compared({ ...about, unit: 'ms', measure: `${measure}, without waiting for AWS`, goal: { of: 'ratio', atMost: MANY / FEWER } },
        each(pair, ({ processorMilliseconds }) => processorMilliseconds)),
      compared({ ...about, unit: 'bytes', measure: `most memory of ${measure}`, goal: { of: 'ratio', atMost: 2 } }, each(pair, ({ bytes }) => bytes)),
    ];
  } finally {
    await Promise.all(accounts.map((account) => account.stop()));
  }
}

/** A new account with as many users, each with a password and a key. */
async function accountWith(count: number): Promise<LocalEndpoint> {
  const account = await startLocalEndpoint({ quiet: true });
  await account.control('add-users', { count, password: true, key: true, created: 300, passwordCreated: 300, keyCreated: 80, keyUsed: 1 });
  return account;
}

async function htmlReport(project: Project, account: LocalEndpoint, users: number): Promise<Usage> {
  const page = join(project.folder, 'report.html');
  const usage = join(project.folder, 'usage.json');
  const command = ['--require', project.program('usage-at-exit'), join(project.folder, 'cli', 'index.js'), 'status', '--format', 'html', '--output', page];
  const env = { ...process.env, ...account.environment, NODE_PATH: join(ROOT, 'node_modules'), USAGE_FILE: usage };
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, command, { cwd: project.folder, env }, (error, _, said) => (
      !error || Number(error.code) < NOT_CHECKED ? resolve() : reject(new Error(`${error.message}\n${said}`))
    ));
  });
  const rows = readFileSync(page, 'utf8').match(/<th scope="row">/g)?.length ?? 0;
  if (rows < users) throw new Error(`The report has ${rows} rows for ${users} users`);
  return JSON.parse(readFileSync(usage, 'utf8'));
}
