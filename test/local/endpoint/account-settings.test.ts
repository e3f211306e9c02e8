import {
  CreateAccountAliasCommand, CreateGroupCommand, CreateInstanceProfileCommand, CreateUserCommand, DeleteAccountAliasCommand,
  DeleteAccountPasswordPolicyCommand, GenerateCredentialReportCommand, GetAccountPasswordPolicyCommand, GetAccountSummaryCommand,
  GetCredentialReportCommand, ListAccountAliasesCommand, UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { clientsOf, enroll, outcome } from './clients';
import { LocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { endpointForAll } from '../started-endpoint';

let endpoint: LocalEndpoint;
let iam: ReturnType<typeof clientsOf>['iam'];
endpointForAll((started) => [endpoint, iam] = [started, clientsOf(started).iam]);

describe('the password policy', () => {
  const get = async () => (await iam.send(new GetAccountPasswordPolicyCommand())).PasswordPolicy;
  const update = (input: object) => iam.send(new UpdateAccountPasswordPolicyCommand(input));

  test('does not exist in a new account', async () => {
    expect(await outcome(get())).toBe('NoSuchEntityException');
    expect(await outcome(iam.send(new DeleteAccountPasswordPolicyCommand()))).toBe('NoSuchEntityException');
  });

  test('is replaced as a whole: what an update leaves out has AWS\'s default again', async () => {
    await update({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      AllowUsersToChangePassword: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 24,
      HardExpiry: true,
    });
    expect(await get()).toEqual({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      RequireNumbers: true,
      RequireUppercaseCharacters: true,
      RequireLowercaseCharacters: true,
      AllowUsersToChangePassword: true,
      ExpirePasswords: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 24,
      HardExpiry: true,
    });
    await update({});
    expect(await get()).toEqual({
      MinimumPasswordLength: 6,
      RequireSymbols: false,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: false,
      HardExpiry: false,
    });
  });

  test.each([
    ['MinimumPasswordLength', 6, 128], ['MaxPasswordAge', 1, 1095], ['PasswordReusePrevention', 1, 24],
  ])('takes %s from %i to %i', async (name, least, most) => {
    expect(await outcome(update({ [name]: least }))).toBe('allowed');
    expect(await outcome(update({ [name]: most }))).toBe('allowed');
    expect(await outcome(update({ [name]: least - 1 }))).toBe('ValidationError');
    expect(await outcome(update({ [name]: most + 1 }))).toBe('ValidationError');
  });

  test('a refused update changes nothing', async () => {
    await update({ MinimumPasswordLength: 20 });
    await outcome(update({ MinimumPasswordLength: 30, MaxPasswordAge: 0 }));
    expect((await get())!.MinimumPasswordLength).toBe(20);
    await iam.send(new DeleteAccountPasswordPolicyCommand());
    expect(await outcome(get())).toBe('NoSuchEntityException');
  });
});

describe('the account alias', () => {
  const create = (AccountAlias: string) => outcome(iam.send(new CreateAccountAliasCommand({ AccountAlias })));
  const remove = (AccountAlias: string) => outcome(iam.send(new DeleteAccountAliasCommand({ AccountAlias })));
  const list = async () => (await iam.send(new ListAccountAliasesCommand())).AccountAliases;

  test('is one: another replaces it, the same again already exists', async () => {
    expect(await list()).toEqual([]);
    expect(await create('first-alias')).toBe('allowed');
    expect(await create('first-alias')).toBe('EntityAlreadyExistsException');
    expect(await create('second-alias')).toBe('allowed');
    expect(await list()).toEqual(['second-alias']);
  });

  test('cannot be one that another account has', async () => {
    expect(await endpoint.control('foreign-alias', { alias: 'taken' })).toEqual({ alias: 'taken', account: expect.not.stringMatching(endpoint.accountId) });
    expect(await create('taken')).toBe('EntityAlreadyExistsException');
    expect(await list()).toEqual(['second-alias']);
    await expect(endpoint.control('foreign-alias', { alias: 'second-alias' })).rejects.toThrow('is taken already');
  });

  test('of another real account collides too, in both directions', async () => {
    const other = clientsOf(endpoint, { accessKeyId: '222222222222', secretAccessKey: 'test' }).iam;
    await other.send(new CreateAccountAliasCommand({ AccountAlias: 'of-the-other' }));
    expect(await create('of-the-other')).toBe('EntityAlreadyExistsException');
    expect(await outcome(other.send(new CreateAccountAliasCommand({ AccountAlias: 'second-alias' })))).toBe('EntityAlreadyExistsException');
  });

  test('can be deleted only by the account that has it', async () => {
    expect(await remove('taken')).toBe('NoSuchEntityException');
    expect(await remove('never-was')).toBe('NoSuchEntityException');
    expect(await remove('second-alias')).toBe('allowed');
    expect(await remove('second-alias')).toBe('NoSuchEntityException');
    expect(await list()).toEqual([]);
  });

  test.each(['Upper', '-a-b', 'a--b', 'ab-', 'ab', '123456789012', 'x'.repeat(64)])('refuses the form of %s', async alias => {
    expect(await create(alias)).toBe('ValidationError');
  });
});

describe('the account summary', () => {
  const summary = async () => (await iam.send(new GetAccountSummaryCommand())).SummaryMap as Record<string, number>;

  test('shows a new account\'s root user: a password, no MFA, no keys', async () => {
    expect(await summary()).toMatchObject({
      AccountMFAEnabled: 0, AccountAccessKeysPresent: 0, AccountPasswordPresent: 1, AccountSigningCertificatesPresent: 0,
    });
  });

  test('does not take a user\'s device for the root user\'s', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'with-device' }));
    await enroll(endpoint, 'with-device');
    expect(await summary()).toMatchObject({ AccountMFAEnabled: 0, MFADevicesInUse: 1, MFADevices: 1 });
  });

  test('counts what there is', async () => {
    const before = await summary();
    await iam.send(new CreateUserCommand({ UserName: 'counted' }));
    await iam.send(new CreateGroupCommand({ GroupName: 'counted' }));
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'counted' }));
    expect(await summary()).toMatchObject({ Users: before.Users + 1, Groups: before.Groups + 1, InstanceProfiles: before.InstanceProfiles + 1 });
  });

  test('shows what a control call says of the root user, as the credential report does', async () => {
    expect(await endpoint.control('root-user', { mfa: true, accessKeys: 2 })).toEqual({ mfa: true, accessKeys: 2, password: true, signingCertificates: 0, passwordUsed: null });
    await iam.send(new GenerateCredentialReportCommand());
    const [header, root] = Buffer.from((await iam.send(new GetCredentialReportCommand())).Content!).toString().split('\n').map(line => line.split(','));
    const row = Object.fromEntries(header.map((name, column) => [name, root[column]]));

    expect(await summary()).toMatchObject({ AccountMFAEnabled: 1, AccountAccessKeysPresent: 1 });
    expect(row).toMatchObject({ user: '<root_account>', mfa_active: 'true', access_key_1_active: 'true', access_key_2_active: 'true', cert_1_active: 'false' });
    await endpoint.control('root-user', { mfa: false, accessKeys: 0 });
    expect(await summary()).toMatchObject({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 0 });
  });
});

describe('a control call', () => {
  test('names what it cannot take', async () => {
    await expect(endpoint.control('root-user', { mfa: 'yes' })).rejects.toThrow('\'mfa\' must be of type bool, got "yes"');
    await expect(endpoint.control('root-user', { keys: 1 })).rejects.toThrow('unknown member \'keys\'; known: accessKeys, mfa, password, passwordUsed, signingCertificates');
    await expect(endpoint.control('foreign-alias', { alias: 'UPPER' })).rejects.toThrow('\'UPPER\' is no account alias');
    await expect(endpoint.control('nothing')).rejects.toThrow(/no control call 'nothing'; there are: .*foreign-alias/);
  });
});
