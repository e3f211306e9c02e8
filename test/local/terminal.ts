import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { findPython } from '../../local-endpoint/client/python';

const ROOT = join(__dirname, '..', '..');

/** Gives the program behind it a terminal, and ends with that program's code. */
const TERMINAL = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

/** @throws if the AWS CLI, which commands of the documentation call, is not installed */
export function requireAwsCli(): void {
  if (process.env.PATH!.split(delimiter).some((place) => existsSync(join(place, 'aws')))) return;
  throw new Error('The tests of the commands in the documentation need the AWS CLI, and there is no `aws` on the PATH. Install it as '
    + 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html says.');
}

/** What to type when a program asks, by what it asks with. */
export type Answers = Record<string, () => string>;

/** A newcomer's terminal: of this run of npm and of this checkout it knows nothing, of AWS only the local endpoint. */
export class Terminal {
  constructor(private readonly endpoint: LocalEndpoint) {}

  /**
   * Types commands, and an answer to each question.
   *
   * @returns what was said, and what was asked
   * @throws if a command fails, with what it said
   */
  public async type(commands: string, cwd: string, answers: Answers = {}, more: NodeJS.ProcessEnv = {}): Promise<{ said: string; asked: string[] }> {
    const child = spawn(findPython().executable, ['-I', '-c', TERMINAL, 'sh', '-ec', commands], {
      cwd, env: { ...this.environment(), ...more }, stdio: ['pipe', 'pipe', 'pipe'], timeout: 110_000,
    });
    const asked: string[] = [];
    let said = '';
    let heard = 0;
    child.stderr.on('data', (chunk) => said += chunk);
    child.stdout.on('data', (chunk) => {
      said += chunk;
      for (const [question, answer] of Object.entries(answers)) {
        const at = said.indexOf(question, heard);
        if (at < 0) continue;
        heard = at + question.length;
        asked.push(question);
        child.stdin.write(`${answer()}\n`);
      }
    });
    void this.endpoint.died.then(() => child.kill());
    const code = await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));
    if (code !== 0) throw new Error(`${commands}\nended with ${code} and said:\n${said}`);
    return { said, asked };
  }

  private environment(): NodeJS.ProcessEnv {
    const { CI: _ci, INIT_CWD: _cwd, NODE_PATH: _path, ...own } = process.env;
    const foreign = /^npm_(package|lifecycle|command|config_local_prefix)/;
    return {
      ...Object.fromEntries(Object.entries(own).filter(([name]) => !foreign.test(name))),
      PATH: own.PATH!.split(delimiter).filter((place) => relative(ROOT, place).startsWith('..')).join(delimiter),
      TERM: 'xterm',
      NO_COLOR: '1',
      npm_config_prefer_offline: 'true',
      npm_config_update_notifier: 'false',
      ...this.endpoint.environment,
      // Empty, it names a profile for the AWS CLI.
      AWS_PROFILE: undefined,
      NO_PROXY: [own.NO_PROXY, this.endpoint.environment.NO_PROXY].filter(Boolean).join(),
      no_proxy: [own.no_proxy, this.endpoint.environment.no_proxy].filter(Boolean).join(),
    };
  }
}
