import { join } from 'node:path';
import { CdkOptions, CdkResult, runCdk } from '../../local-endpoint/client/cdk-cli';

/** The CDK CLI as `runCdk` runs it, which asks CloudFormation five times a second instead of every 5 seconds. */
export async function runQuickCdk(args: string[], options: CdkOptions): Promise<CdkResult> {
  return runCdk(args, { ...options, nodeArguments: ['--require', join(__dirname, 'quick-poll.cjs')] });
}
