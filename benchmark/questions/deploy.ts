import { runCdk, said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { interleave } from '../measure';
import { Project } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';

const DEPLOY = ['deploy', '--all', '--method', 'direct'];
const DESTROY = ['destroy', '--all'];
/** What an asset needs, once in an account and region. The policy is what the CLI takes where none is named. */
const BOOTSTRAP = ['bootstrap', 'aws://111122223333/us-east-1', '--cloudformation-execution-policies', 'arn:aws:iam::aws:policy/AdministratorAccess'];

/** How long does it take to deploy, on the local endpoint, from the start of the CDK CLI to its end? */
export default async function deploy({ project, few }: Context): Promise<Result[]> {
  const about = { question: 'deploy', unit: 's' as const };
  return [
    compared({
      ...about,
      measure: 'first deployment of alias and password policy into a new account, by the CDK CLI',
      ours: 'two constructs',
      peer: 'bootstrap, then two AwsCustomResources',
    }, await interleave(
      few,
      () => inNewAccount((account) => cdk(account, project, 'settings', DEPLOY)),
      () => inNewAccount((account) => cdk(account, project, 'aws-custom-resources', BOOTSTRAP, DEPLOY)),
    )),
    compared({
      ...about,
      measure: 'deploying and destroying alias and password policy, by the CDK CLI, in a bootstrapped account',
      ours: 'two constructs',
      peer: 'two AwsCustomResources, asset uploaded before',
      goal: { of: 'ratio', atMost: 0.9 },
    }, await inNewAccount(async (account) => {
      await cdk(account, project, 'aws-custom-resources', BOOTSTRAP);
      return interleave(
        few,
        () => cdk(account, project, 'settings', DEPLOY, DESTROY),
        () => cdk(account, project, 'aws-custom-resources', DEPLOY, DESTROY), // The first, which does not count, uploads the asset.
      );
    })),
  ];
}

/** A new account, which is gone afterwards. */
async function inNewAccount<Answer>(ask: (account: LocalEndpoint) => Promise<Answer>): Promise<Answer> {
  const account = await startLocalEndpoint({ quiet: true });
  try {
    return await ask(account);
  } finally {
    await account.stop();
  }
}

/** Runs the CDK CLI on an app, one command after the other, and says for how many seconds. */
async function cdk(account: LocalEndpoint, project: Project, app: string, ...commands: string[][]): Promise<number> {
  let seconds = 0;
  for (const command of commands) {
    const result = await runCdk([...command, '--output', `${project.assembly(app)}-deployed`], {
      cwd: project.folder, app: `"${process.execPath}" ${project.program(app)}`, environment: account.environment, died: account.died,
    });
    if (result.code !== 0) throw new Error(`${app}: ${said(result)}`);
    seconds += result.seconds;
  }
  return seconds;
}
