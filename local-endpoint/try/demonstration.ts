import {
  CreateAccessKeyCommand, CreateVirtualMFADeviceCommand, EnableMFADeviceCommand, IAMClient, ListInstanceProfilesCommand, ListUsersCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { LocalEndpoint } from '../client/endpoint';
import { totp } from '../client/totp';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The expected result of a line of the demonstration: the call is allowed or denied. */
type Expectation = 'allowed' | 'denied';

/**
 * Acts as the people and the machine of the deployed baseline, with their own signed calls, and checks the answers of AWS. A
 * demonstration with an unexpected answer fails.
 */
export class Demonstration {
  private readonly surprises: string[] = [];

  constructor(private readonly endpoint: LocalEndpoint, private readonly say: (line: string) => void) {}

  /** @throws if a call has another result than expected */
  public async run(buckets: { granted: string; other: string }): Promise<void> {
    const root = this.clients({ accessKeyId: 'test', secretAccessKey: 'test' });
    const administratorRole = `arn:aws:iam::${this.endpoint.accountId}:role/account-baseline/Administrator`;

    this.say('\nalice, an administrator, with only an access key (created for this demonstration):');
    const aliceKey = await this.accessKey(root.iam, 'alice');
    const alice = this.clients(aliceKey);
    await this.expect('denied', 'lists users', () => alice.iam.send(new ListUsersCommand({})));
    await this.expect('denied', 'assumes the Administrator role', () => this.assume(alice.sts, administratorRole, 'alice'));

    this.say('\nalice with MFA (a session from get-session-token with the code of her authenticator app):');
    const aliceWithMfa = this.clients(await this.mfaSession(root.iam, alice.sts, 'alice'));
    await this.expect('denied', 'lists users as herself, since her group only allows assuming the role',
      () => aliceWithMfa.iam.send(new ListUsersCommand({})));
    await this.expect('denied', 'assumes the Administrator role under another name', () => this.assume(aliceWithMfa.sts, administratorRole, 'mallory'));
    const administrator = await this.expect('allowed', 'assumes the Administrator role under her own name',
      () => this.assume(aliceWithMfa.sts, administratorRole, 'alice'));
    if (administrator) {
      await this.expect('allowed', 'lists users as an administrator, for an hour',
        () => this.clients(administrator).iam.send(new ListUsersCommand({})));
    }

    this.say('\nbob, a power user, with MFA:');
    const bob = this.clients(await this.accessKey(root.iam, 'bob'));
    await this.expect('denied', 'without it lists buckets', () => bob.s3.send(new ListBucketsCommand({})));
    const bobWithMfa = this.clients(await this.mfaSession(root.iam, bob.sts, 'bob'));
    await this.expect('allowed', 'creates a bucket', () => bobWithMfa.s3.send(new CreateBucketCommand({ Bucket: 'bobs-bucket' })));
    await this.expect('denied', 'creates an access key for alice', () => bobWithMfa.iam.send(new CreateAccessKeyCommand({ UserName: 'alice' })));
    await this.expect('denied', 'assumes the Administrator role', () => this.assume(bobWithMfa.sts, administratorRole, 'bob'));

    this.say('\nalice, after an administrator removed her from the group, still with MFA:');
    await root.iam.send(new RemoveUserFromGroupCommand({ GroupName: 'Administrators', UserName: 'alice' }));
    await this.expect('denied', 'assumes the Administrator role', () => this.assume(aliceWithMfa.sts, administratorRole, 'alice'));
    await this.expect('denied', 'lists buckets', () => aliceWithMfa.s3.send(new ListBucketsCommand({})));

    this.say('\nan EC2 instance with the instance role:');
    const instance = await this.instanceCredentials(root.iam, '2.0');
    await this.expect('allowed', 'reads the bucket it was granted', () => this.read(instance, buckets.granted));
    await this.expect('denied', 'reads another bucket', () => this.read(instance, buckets.other));
    const stolen = await this.instanceCredentials(root.iam, '1.0');
    await this.expect('denied', 'reads the bucket with credentials from IMDSv1', () => this.read(stolen, buckets.granted));

    if (this.surprises.length > 0) throw new Error(`The account does not behave as expected:\n${this.surprises.join('\n')}`);
  }

  /** Two buckets with one object each, created as root before the deployment. */
  public async makeBuckets(): Promise<{ granted: string; other: string }> {
    const { s3 } = this.clients({ accessKeyId: 'test', secretAccessKey: 'test' });
    const buckets = { granted: 'instance-data', other: 'other-data' };
    for (const Bucket of Object.values(buckets)) {
      await s3.send(new CreateBucketCommand({ Bucket }));
      await s3.send(new PutObjectCommand({ Bucket, Key: 'hello.txt', Body: 'hello' }));
    }
    return buckets;
  }

  private async expect<T>(expectation: Expectation, what: string, call: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await call();
      this.report(expectation === 'allowed', 'allowed', what);
      return answer;
    } catch (error) {
      const { name, message } = error as Error;
      if (!/AccessDenied|UnauthorizedOperation|403/.test(name)) throw error;
      this.report(expectation === 'denied', 'denied', what, message);
      return undefined;
    }
  }

  private report(asPromised: boolean, outcome: Expectation, what: string, message?: string): void {
    this.say(`  ${outcome === 'allowed' ? 'ALLOWED' : 'DENIED '}  ${what}${asPromised ? '' : '   <-- not as expected'}`);
    if (message) this.say(`           "${message}"`);
    if (!asPromised) this.surprises.push(`${what}: ${outcome}`);
  }

  private clients(credentials: Credentials) {
    const configuration = { endpoint: this.endpoint.url, region: this.endpoint.environment.AWS_REGION, credentials };
    return {
      iam: new IAMClient(configuration),
      sts: new STSClient(configuration),
      s3: new S3Client({ ...configuration, forcePathStyle: true }),
    };
  }

  private async accessKey(root: IAMClient, userName: string): Promise<Credentials> {
    const { AccessKey } = await root.send(new CreateAccessKeyCommand({ UserName: userName }));
    return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  }

  /** Enrolls an authenticator app for the user and signs in with its code. */
  private async mfaSession(root: IAMClient, sts: STSClient, userName: string): Promise<Credentials> {
    const { VirtualMFADevice } = await root.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `${userName}-phone` }));
    const seed = VirtualMFADevice!.Base32StringSeed!;
    const now = Date.now();
    await root.send(new EnableMFADeviceCommand({
      UserName: userName,
      SerialNumber: VirtualMFADevice!.SerialNumber,
      AuthenticationCode1: totp(seed, now),
      AuthenticationCode2: totp(seed, now, 1),
    }));
    const { Credentials: session } = await sts.send(new GetSessionTokenCommand({
      SerialNumber: VirtualMFADevice!.SerialNumber,
      TokenCode: totp(seed),
    }));
    return { accessKeyId: session!.AccessKeyId!, secretAccessKey: session!.SecretAccessKey!, sessionToken: session!.SessionToken! };
  }

  private async assume(sts: STSClient, RoleArn: string, RoleSessionName: string): Promise<Credentials> {
    const { Credentials: session } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName }));
    return { accessKeyId: session!.AccessKeyId!, secretAccessKey: session!.SecretAccessKey!, sessionToken: session!.SessionToken! };
  }

  /** The credentials of the instance metadata service, from its first or its second version. */
  private async instanceCredentials(root: IAMClient, roleDelivery: '1.0' | '2.0'): Promise<Credentials> {
    const { InstanceProfiles } = await root.send(new ListInstanceProfilesCommand({ PathPrefix: '/workload/' }));
    const [role] = InstanceProfiles!.flatMap((profile) => profile.Roles!);
    return this.endpoint.control('instance-credentials', { role: role.RoleName, roleDelivery }) as Promise<Credentials>;
  }

  private async read(credentials: Credentials, Bucket: string): Promise<void> {
    await this.clients(credentials).s3.send(new GetObjectCommand({ Bucket, Key: 'hello.txt' }));
  }
}
