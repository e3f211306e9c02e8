import { mkdtempSync, rmSync } from 'fs';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { main } from '../../../cli/main';

/** The SDK itself makes the errors: only the server is a fake. */
let folder: string;
let server: Server;
let code: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'errors-test-'));
  server = createServer((_, response) => {
    response.writeHead(403, { 'content-type': 'text/xml' });
    response.end(`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>The security token included in the request\nis invalid</Message></Error></ErrorResponse>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await new Promise((resolve) => server.close(resolve));
});

const before = { ...process.env };
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (/^AWS_/.test(name)) delete process.env[name];
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'), HOME: folder,
  });
});
afterAll(() => { process.env = before; });

const WITHOUT_REGION = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' };
const KEY = { ...WITHOUT_REGION, AWS_REGION: 'eu-central-1' };
const here = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function lineOf(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  Object.assign(process.env, environment);
  const errors: string[] = [];
  expect(await main(args, () => { throw new Error('nothing is printed'); }, (text) => errors.push(text))).toBe(10);
  expect(errors).toHaveLength(1);
  expect(errors[0]).not.toContain('\n');
  return errors[0];
}

describe.each(['status', 'review'])('%s', (command) => {
  test('no credentials', async () => {
    expect(await lineOf([command], { AWS_REGION: 'eu-central-1' })).toMatch(/^The account could not be read: sts:GetCallerIdentity: .*credentials.* \(pass --profile, set AWS_PROFILE, or sign in as for the AWS CLI\)$/);
  });

  test('an unknown profile', async () => {
    expect(await lineOf([command, '--profile', 'typo'], { AWS_REGION: 'eu-central-1' })).toMatch(/of the profile 'typo' \(pass a --profile that aws configure list-profiles lists, and sign in to it\)$/);
  });

  test('no region', async () => {
    expect(await lineOf([command], WITHOUT_REGION)).toContain('(pass --region, or set AWS_REGION)');
  });

  test.each(['InvalidClientTokenId', 'SignatureDoesNotMatch'])('a key that does not work: %s', async (error) => {
    code = error;
    expect(await lineOf([command], { ...KEY, AWS_ENDPOINT_URL: here() })).toContain(`${error}: The security token included in the request is invalid (the access key is not valid: check`);
  });

  test('an expired session', async () => {
    code = 'ExpiredToken';
    expect(await lineOf([command], { ...KEY, AWS_ENDPOINT_URL: here() })).toContain('(sign in again');
  });

  test('an unknown region, whose host does not exist', async () => {
    // The name of no host: RFC 6761.
    expect(await lineOf([command, '--region', 'nowhere-1'], { ...KEY, AWS_ENDPOINT_URL: 'http://sts.nowhere-1.invalid' })).toContain('(check the network, and whether --region or AWS_REGION is a region of AWS)');
  });

  test('a region that is no name of a host', async () => {
    expect(await lineOf([command, '--region', 'eu central'], KEY)).toContain('(pass a region of AWS to --region, such as eu-central-1)');
  });

  test('no network', async () => {
    expect(await lineOf([command], { ...KEY, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' })).toContain('ECONNREFUSED');
  });
});
