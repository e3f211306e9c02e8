import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { runCdk, said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { everythingOn } from '../../proof/everything-on';
import {
  AccountWatchStack, BaselineUser, CallerCredentialsSynthesizer, CredentialWatchStack, JobFunction, JobFunctionGroup, MfaEnforcement,
  SecureAccountBaselineStack,
} from '../../src';

/** The user whom a scanner of privileges must report: without this finding it has seen nothing. */
export const CONTROL = 'control';

/** The variables of the endpoint as scanners take them, which read an empty `AWS_PROFILE` as the name of a profile. */
export function scannerEnvironment(endpoint: LocalEndpoint, more: Record<string, string>): NodeJS.ProcessEnv {
  const all = { ...process.env, ...endpoint.environment, ...more };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/**
 * Deploys what a company of some size has: the baseline with every job function, both watches, and a power user whose group comes from
 * a stack of its own.
 */
export async function deployScannedAccount(endpoint: LocalEndpoint, folder: string): Promise<void> {
  const app = new App({ outdir: join(folder, 'cdk.out') });
  new SecureAccountBaselineStack(app, 'account-baseline', {
    groups: everythingOn.groups,
    roles: everythingOn.roles,
    accountHardening: {},
    users: [
      { userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR] },
      { userName: 'bob', jobFunctions: [JobFunction.POWER_USER, JobFunction.BILLING] },
      { userName: 'carol', jobFunctions: [JobFunction.SYSTEM_ADMINISTRATOR] },
    ],
  });
  new AccountWatchStack(app, 'account-baseline-watch');
  new CredentialWatchStack(app, 'account-baseline-credentials');

  const team = new Stack(app, 'team', { synthesizer: new CallerCredentialsSynthesizer() });
  const mfaEnforcement = new MfaEnforcement(team, 'MfaEnforcement');
  const developers = new JobFunctionGroup(team, 'Developers', { jobFunction: JobFunction.POWER_USER, groupName: 'Developers', mfaEnforcement });
  new BaselineUser(team, 'Dave', { userName: 'dave', groups: [developers] });

  const control = new Stack(app, 'control', { synthesizer: new CallerCredentialsSynthesizer() });
  new iam.User(control, 'User', { userName: CONTROL }).addToPolicy(new iam.PolicyStatement({ actions: ['iam:PutUserPolicy'], resources: ['*'] }));

  const { directory } = app.synth();
  const deployed = await runCdk(['deploy', '--all', '--method', 'direct'], { app: directory, environment: endpoint.environment, died: endpoint.died });
  if (deployed.code !== 0) throw new Error(`cdk deploy failed:\n${said(deployed)}`);
}
