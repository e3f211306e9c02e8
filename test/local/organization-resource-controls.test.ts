import { CreateBucketCommand, DeletePublicAccessBlockCommand, GetObjectCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { clientsOf, Keys, outcome } from './endpoint/clients';
import { SdkForPython } from './endpoint/organization/sdk-for-python';
import { sdkForAll } from './endpoint/organization/started-sdk';
import { GuardedOrganization, rootKeys } from './guarded-organization';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { ResourceControl } from '../../src';

const [STRANGER, PARTNER] = ['999900001111', '999900002222'];
const SERVICE = 'lambda.amazonaws.com';

let endpoint: LocalEndpoint;
let sdk: SdkForPython;
let organization: GuardedOrganization;
sdkForAll(async (...started) => {
  [endpoint, sdk] = started;
  organization = await GuardedOrganization.create(endpoint);
});

/** An account of a unit of its own, with data of each kind that lets in everyone. */
async function openAccount(name: string) {
  const unit = await organization.local.unit(name);
  const account = await organization.local.account(name, unit);
  const keys = rootKeys(account);
  const Bucket = `open-${account}`;
  const { s3 } = clientsOf(endpoint, keys);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }] };
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(open) }));
  const { ARN: secret } = await sdk.service('secretsmanager', keys)('CreateSecret', { Name: 's', SecretString: 'v' });
  const { KeyMetadata: { Arn: key } } = await sdk.service('kms', keys)('CreateKey');
  const roles = { people: await organization.makeRole(account, 'People', { AWS: [STRANGER, PARTNER, account] }), service: await organization.makeRole(account, 'Service', { Service: SERVICE }) };
  return { unit, account, keys, Bucket, secret, key, roles };
}

const denied = expect.stringMatching(/^AccessDenied/);
/** Past authorization: the endpoint keeps the data of accounts apart. */
const reached = expect.not.stringMatching(/^(AccessDenied|Forbidden)/);

test('the identity perimeter keeps strangers from roles, buckets, secrets and keys, whatever these allow', async () => {
  const { unit, account, Bucket, secret, key, roles } = await openAccount('perimeter');
  const stranger = await organization.makeUser(STRANGER);
  const partner = await organization.makeUser(PARTNER);
  const inside = await organization.makeUser(account);
  const calls = async (who: Keys) => [
    await outcome(clientsOf(endpoint, who).sts.send(new AssumeRoleCommand({ RoleArn: roles.people, RoleSessionName: 's' }))),
    await outcome(clientsOf(endpoint, who).s3.send(new GetObjectCommand({ Bucket, Key: 'k' }))),
    await outcome(sdk.service('secretsmanager', who)('GetSecretValue', { SecretId: secret })),
    await outcome(sdk.service('kms', who)('DescribeKey', { KeyId: key })),
  ];
  const anonymous = async () => (await fetch(`${endpoint.url}/${Bucket}/k`)).status;
  expect([await calls(stranger), await calls(partner)]).toEqual([Array(4).fill(reached), Array(4).fill(reached)]);
  expect([await calls(inside), await anonymous()]).toEqual([Array(4).fill('allowed'), 200]);

  const control = ResourceControl.identityPerimeter(organization.id, { trustedAccounts: [PARTNER] });
  const remove = await organization.deploy({ targets: [unit], resourceControls: [control] });
  expect([await calls(stranger), await anonymous()]).toEqual([Array(4).fill(denied), 403]);
  expect([await calls(partner), await calls(inside)]).toEqual([Array(4).fill(reached), Array(4).fill('allowed')]);
  // A service of AWS that runs a function of the account.
  expect(await endpoint.control(`service-credentials?account=${account}`, { role: 'Service', service: SERVICE })).toHaveProperty('sessionToken');

  await remove();
  expect([await calls(stranger), await anonymous()]).toEqual([Array(4).fill(reached), 200]);
}, 120_000);

test('secure transport denies requests without TLS, also of the account itself', async () => {
  const { unit, account, Bucket } = await openAccount('transport');
  const keys = await organization.makeUser(account);
  const get = (client: S3Client) => outcome(client.send(new GetObjectCommand({ Bucket, Key: 'k' })));
  const plain = () => {
    const { s3 } = clientsOf(endpoint, keys);
    s3.middlewareStack.add((next) => (args: any) => {
      args.request.headers['x-forwarded-proto'] = 'http';
      return next(args);
    }, { step: 'build' });
    return s3;
  };
  expect([await get(plain()), await get(clientsOf(endpoint, keys).s3)]).toEqual(['allowed', 'allowed']);
  const remove = await organization.deploy({ targets: [unit], resourceControls: [ResourceControl.secureTransport()] });
  expect([await get(plain()), await get(clientsOf(endpoint, keys).s3)]).toEqual([denied, 'allowed']);
  await remove();
}, 120_000);

test('a service acts for no resource outside of the organization', async () => {
  const { unit, account } = await openAccount('deputy');
  const assume = (sourceAccount?: string) => (
    endpoint.control(`service-credentials?account=${account}`, { role: 'Service', service: SERVICE, ...sourceAccount && { sourceAccount } }).then(() => 'allowed', (error: Error) => error.message)
  );
  expect([await assume(STRANGER), await assume(account), await assume()]).toEqual(Array(3).fill('allowed'));
  const control = ResourceControl.confusedDeputy(organization.id, { trustedAccounts: [PARTNER] });
  const remove = await organization.deploy({ targets: [unit], resourceControls: [control] });
  expect(await assume(STRANGER)).toMatch(/sts:AssumeRole on resource: arn:aws:iam::\d{12}:role\/Service with an explicit deny in a resource control policy/);
  expect([await assume(account), await assume(PARTNER), await assume()]).toEqual(Array(3).fill('allowed'));
  await remove();
}, 120_000);
