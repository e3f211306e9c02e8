import {
  CreateRoleCommand, CreateVirtualMFADeviceCommand, EnableMFADeviceCommand, ListGroupsCommand, ListMFADevicesCommand, ListUsersCommand,
  PutRolePolicyCommand, ResyncMFADeviceCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetFederationTokenCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { clientsOf, enroll, keysOf, makeUser, outcome } from './clients';
import { LocalEndpoint, startLocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { totp } from '../../../local-endpoint/client/totp';

const ALLOW_ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const DENY_WITHOUT_MFA = {
  Effect: 'Deny',
  NotAction: ['iam:ListMFADevices', 'sts:GetSessionToken'],
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
};

let endpoint: LocalEndpoint;
beforeAll(async () => endpoint = await startLocalEndpoint({ quiet: true }), 60_000);
afterAll(async () => endpoint?.stop());

const session = async (keys: Parameters<typeof clientsOf>[1], mfa: { SerialNumber?: string; TokenCode?: string } = {}) =>
  keysOf((await clientsOf(endpoint, keys).sts.send(new GetSessionTokenCommand(mfa))).Credentials);

async function makeRole(name: string, conditions: object, permissions: object[] = [ALLOW_ALL]) {
  const { iam } = clientsOf(endpoint);
  const { Role } = await iam.send(new CreateRoleCommand({
    RoleName: name,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${endpoint.accountId}:root` }, Condition: conditions,
      }],
    }),
  }));
  await iam.send(new PutRolePolicyCommand({
    RoleName: name, PolicyName: 'permissions', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: permissions }),
  }));
  return Role!.Arn!;
}

test('the helper shows the codes that RFC 6238 lists', () => {
  const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect(['59', '1111111109', '1111111111', '1234567890', '2000000000', '20000000000'].map(time => totp(seed, Number(time) * 1000)))
    .toEqual(['287082', '081804', '050471', '005924', '279037', '353130']);
});

describe('a virtual device', () => {
  test('is enabled by two consecutive codes of its seed and by nothing else', async () => {
    const { iam } = clientsOf(endpoint);
    await makeUser(endpoint, 'two-codes', []);
    const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'two-codes' }));
    const seed = VirtualMFADevice!.Base32StringSeed!;
    const enable = (first: string, second: string) => outcome(iam.send(new EnableMFADeviceCommand({
      UserName: 'two-codes', SerialNumber: VirtualMFADevice!.SerialNumber, AuthenticationCode1: first, AuthenticationCode2: second,
    })));

    const now = Date.now();
    expect(Buffer.from(seed).toString()).toMatch(/^[A-Z2-7]{64}$/);
    expect(await enable(totp(seed, now), totp(seed, now))).toBe('InvalidAuthenticationCodeException');
    expect(await enable(totp(seed, now, 1), totp(seed, now))).toBe('InvalidAuthenticationCodeException');
    expect(await enable(totp(seed, now, -20), totp(seed, now, -19))).toBe('InvalidAuthenticationCodeException');
    expect(await enable(totp(seed, now), totp(seed, now, 1))).toBe('allowed');
  });

  test('is resynchronised by two consecutive codes only', async () => {
    const user = await makeUser(endpoint, 'resync', []);
    const device = await enroll(endpoint, user.name);
    const resync = (first: string, second: string) => outcome(clientsOf(endpoint).iam.send(new ResyncMFADeviceCommand({
      UserName: user.name, SerialNumber: device.serial, AuthenticationCode1: first, AuthenticationCode2: second,
    })));

    expect(await resync('000000', '000001')).toBe('InvalidAuthenticationCodeException');
    const now = Date.now();
    expect(await resync(totp(device.seed, now), totp(device.seed, now, 1))).toBe('allowed');
  });

  test('is the last of eight for a user', async () => {
    await makeUser(endpoint, 'eight', []);
    const { iam } = clientsOf(endpoint);
    const results: string[] = [];
    for (let number = 0; number < 9; number++) {
      const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `eight-${number}` }));
      const seed = VirtualMFADevice!.Base32StringSeed!;
      const now = Date.now();
      results.push(await outcome(iam.send(new EnableMFADeviceCommand({
        UserName: 'eight',
        SerialNumber: VirtualMFADevice!.SerialNumber,
        AuthenticationCode1: totp(seed, now),
        AuthenticationCode2: totp(seed, now, 1),
      }))));
    }
    expect(results.filter(result => result === 'allowed')).toHaveLength(8);
    expect(results[8]).toBe('LimitExceededException');
  });
});

describe('GetSessionToken', () => {
  test('refuses a wrong code, a missing code, a device of another user and one that is not enabled', async () => {
    const ann = await makeUser(endpoint, 'ann', [ALLOW_ALL]);
    const ben = await makeUser(endpoint, 'ben', [ALLOW_ALL]);
    const phone = await enroll(endpoint, 'ann');
    const { sts } = clientsOf(endpoint, ann.keys);
    const { sts: bens } = clientsOf(endpoint, ben.keys);

    const wrong = phone.code() === '123456' ? '123457' : '123456';
    await expect(sts.send(new GetSessionTokenCommand({ SerialNumber: phone.serial, TokenCode: wrong })))
      .rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('invalid MFA one time pass code') });
    await expect(sts.send(new GetSessionTokenCommand({ SerialNumber: phone.serial })))
      .rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('must provide both') });
    await expect(bens.send(new GetSessionTokenCommand({ SerialNumber: phone.serial, TokenCode: phone.code() })))
      .rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('associated with this user') });
    await expect(sts.send(new GetSessionTokenCommand({
      SerialNumber: `arn:aws:iam::${endpoint.accountId}:mfa/nobody`, TokenCode: phone.code(),
    }))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('with MFA gives a session that passes a policy which demands it, and whose age counts', async () => {
    const user = await makeUser(endpoint, 'carol', [ALLOW_ALL, DENY_WITHOUT_MFA, {
      Effect: 'Deny', Action: 'iam:ListGroups', Resource: '*', Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '3' } },
    }]);
    const phone = await enroll(endpoint, user.name);
    const { iam, sts } = clientsOf(endpoint, await session(user.keys, { SerialNumber: phone.serial, TokenCode: phone.code() }));

    expect(await outcome(iam.send(new ListUsersCommand()))).toBe('allowed');
    expect((await sts.send(new GetCallerIdentityCommand())).Arn).toBe(`arn:aws:iam::${endpoint.accountId}:user/carol`);
    expect(await outcome(iam.send(new ListGroupsCommand()))).toBe('AccessDenied');
    await new Promise(resolve => setTimeout(resolve, 3100));
    expect(await outcome(iam.send(new ListGroupsCommand()))).toBe('allowed');
  }, 15_000);

  test('without MFA gives a session that can call no IAM, and of STS only AssumeRole and GetCallerIdentity', async () => {
    const user = await makeUser(endpoint, 'dave', [ALLOW_ALL]);
    const role = await makeRole('open', {});
    const { iam, sts, s3 } = clientsOf(endpoint, await session(user.keys));

    expect(await outcome(iam.send(new ListMFADevicesCommand({ UserName: 'dave' })))).toBe('InvalidClientTokenId');
    expect(await outcome(sts.send(new GetFederationTokenCommand({ Name: 'federated' })))).toBe('InvalidClientTokenId');
    expect(await outcome(sts.send(new GetSessionTokenCommand()))).not.toBe('allowed');
    expect(await outcome(sts.send(new GetCallerIdentityCommand()))).toBe('allowed');
    expect(await outcome(sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'dave' })))).toBe('allowed');
    expect(await outcome(s3.send(new ListBucketsCommand()))).toBe('allowed');
  });
});

describe('aws:MultiFactorAuthPresent', () => {
  const seenBy = async (name: string, keys: Parameters<typeof clientsOf>[1]) => {
    const { s3 } = clientsOf(endpoint, keys);
    return { name, sees: await outcome(s3.send(new ListBucketsCommand())) };
  };
  const probe = (condition: object) => [{ Effect: 'Allow', Action: ['s3:*', 'sts:*'], Resource: '*', Condition: condition }];

  test('is absent for an access key, false in a session without MFA, true in one with it', async () => {
    const is = {
      absent: probe({ Null: { 'aws:MultiFactorAuthPresent': 'true' } }),
      false: probe({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
      true: probe({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    };
    for (const [value, statements] of Object.entries(is)) {
      const user = await makeUser(endpoint, `sees-${value}`, statements);
      const phone = await enroll(endpoint, user.name);
      const withMfa = await session(user.keys, { SerialNumber: phone.serial, TokenCode: phone.code() });
      expect([
        await seenBy('key', user.keys), await seenBy('session', await session(user.keys)), await seenBy('mfa', withMfa),
      ].filter(({ sees }) => sees === 'allowed').map(({ name }) => name)).toEqual([{ absent: 'key', false: 'session', true: 'mfa' }[value]]);
    }
  });

  test('is absent in the session of a role, even of one assumed with MFA', async () => {
    const user = await makeUser(endpoint, 'erin', [ALLOW_ALL]);
    const phone = await enroll(endpoint, user.name);
    const role = await makeRole('no-context', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      probe({ Null: { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': 'true' } }));
    const { Credentials } = await clientsOf(endpoint, user.keys).sts.send(new AssumeRoleCommand({
      RoleArn: role, RoleSessionName: 'erin', SerialNumber: phone.serial, TokenCode: phone.code(),
    }));

    expect((await seenBy('role', keysOf(Credentials))).sees).toBe('allowed');
  });
});

describe('a role whose trust policy demands MFA', () => {
  test('is assumed from a session with MFA or with a code in the call, and by nobody else', async () => {
    const role = await makeRole('mfa-only', {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': '43200' },
    });
    const user = await makeUser(endpoint, 'frank', [ALLOW_ALL]);
    const phone = await enroll(endpoint, user.name);
    const assume = (keys: Parameters<typeof clientsOf>[1], mfa = {}) =>
      outcome(clientsOf(endpoint, keys).sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'frank', ...mfa })));
    const code = () => ({ SerialNumber: phone.serial, TokenCode: phone.code() });

    expect(await assume(user.keys)).toBe('AccessDenied');
    expect(await assume(await session(user.keys))).toBe('AccessDenied');
    expect(await assume(user.keys, { SerialNumber: phone.serial, TokenCode: '1' })).toBe('AccessDenied');
    expect(await assume(user.keys, code())).toBe('allowed');
    expect(await assume(await session(user.keys, code()))).toBe('allowed');
  });

  test('is assumed with a code in the call although the caller is denied everything without MFA', async () => {
    const role = await makeRole('mfa-denied-otherwise', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
    const user = await makeUser(endpoint, 'gina', [ALLOW_ALL, DENY_WITHOUT_MFA]);
    const phone = await enroll(endpoint, user.name);
    const { sts } = clientsOf(endpoint, user.keys);

    expect(await outcome(sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'gina' })))).toBe('AccessDenied');
    expect(await outcome(sts.send(new AssumeRoleCommand({
      RoleArn: role, RoleSessionName: 'gina', SerialNumber: phone.serial, TokenCode: phone.code(),
    })))).toBe('allowed');
  });
});
