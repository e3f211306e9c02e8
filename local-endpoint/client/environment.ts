import { join } from 'node:path';

/**
 * The variables that point an unmodified CDK CLI or SDK at the endpoint.
 *
 * Clients of an address like 127.0.0.1 use path-style S3 by themselves. Empty values switch off what the caller may have set.
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
    // The CLI remembers which account an access key belongs to: not in the caller's own cache.
    CDK_HOME: join(folder, 'cdk-home'),
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
  };
}

/** The lines of a shell that do the same. A tool takes an empty `AWS_PROFILE` for the name of a profile, so that empty ones are unset. */
export function shellLines(environment: Record<string, string>): string[] {
  return Object.entries(environment).map(([name, value]) => value === '' ? `unset ${name}` : `export ${name}='${value}'`);
}
