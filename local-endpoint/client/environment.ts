import { join } from 'node:path';

/**
 * The variables that point an unmodified CDK CLI or SDK at the endpoint.
 *
 * Clients use path-style S3 for an address such as 127.0.0.1. Empty values disable settings of the caller.
 */
export function environmentFor(url: string, folder: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SESSION_TOKEN: '',
    AWS_PROFILE: '',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    // The CLI stores the account of an access key: not in the caller's own cache.
    CDK_HOME: join(folder, 'cdk-home'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
  };
}

/** The same as lines of a shell. Some tools treat an empty `AWS_PROFILE` as the name of a profile, so that empty variables are unset. */
export function shellLines(environment: Record<string, string>): string[] {
  return Object.entries(environment).map(([name, value]) => value === '' ? `unset ${name}` : `export ${name}='${value}'`);
}
