import {
  AddUserToGroupCommand, CreateAccessKeyCommand, CreateUserCommand, CreateVirtualMFADeviceCommand, EnableMFADeviceCommand, PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, Credentials, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { Account, Clients, Keys } from './account';
import { Authenticator } from './authenticator';
import { eventually } from './outcome';

/** What every identity that a run makes is called, and marked with: nothing else is ever removed. */
export const PREFIX = 'baseline-integration-';
export const MARK = { Key: 'cdk-secure-account-baseline', Value: 'integration' };

/** A person that a run makes. */
export interface PersonProps {
  readonly userName: string;
  readonly path: string;
  /** @default - in none */
  readonly groupName?: string;
  /** Statements of a policy of the user's own. @default - none */
  readonly statements?: object[];
}

/** Until a new key, user or group membership is known everywhere. */
const NOT_YET_KNOWN = /InvalidClientTokenId|SignatureDoesNotMatch|AccessDenied|NoSuchEntity|EntityTemporarilyUnmodifiable|InvalidAuthenticationCode/;

/** An IAM user with an access key and an authenticator app, and what it can do with each kind of credentials. */
export class Person {
  /** Makes the user, enrolls its device and gets its sessions. Live it takes up to two minutes, mostly to wait for the next code. */
  public static async make(account: Account, { userName, path, groupName, statements }: PersonProps): Promise<Person> {
    const { iam } = account.owner;
    await iam.send(new CreateUserCommand({ UserName: userName, Path: path, Tags: [MARK] }));
    if (groupName) await iam.send(new AddUserToGroupCommand({ UserName: userName, GroupName: groupName }));
    if (statements) {
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
      await iam.send(new PutUserPolicyCommand({ UserName: userName, PolicyName: PREFIX + 'probes', PolicyDocument }));
    }
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: userName }));
    const key = account.as({ accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! });
    const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: userName, Tags: [MARK] }));
    const { SerialNumber, Base32StringSeed } = VirtualMFADevice!;
    const device = new Authenticator(SerialNumber!, Base32StringSeed!, account.isLive);
    await eventually(account, async () => {
      const [AuthenticationCode1, AuthenticationCode2] = await device.twoCodes();
      await iam.send(new EnableMFADeviceCommand({ UserName: userName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }));
    }, NOT_YET_KNOWN);

    await eventually(account, () => key.sts.send(new GetCallerIdentityCommand({})), NOT_YET_KNOWN);
    const person = new Person(account, userName, device, key);
    person.session = account.as(await person.getSession());
    person.withMfa = account.as(await person.getSessionWithMfa());
    return person;
  }

  /** Calls with a session of GetSessionToken without a code. */
  public session!: Clients;
  /** Calls with a session of GetSessionToken with a code. */
  public withMfa!: Clients;

  /** @param key calls with the access key */
  private constructor(
    private readonly account: Account, public readonly userName: string, public readonly device: Authenticator, public readonly key: Clients,
  ) {}

  /** A role's session, from a call that carries a code itself. */
  public async assumeWithCode(RoleArn: string): Promise<Clients> {
    return eventually(this.account, async () => {
      const call = new AssumeRoleCommand({
        RoleArn, RoleSessionName: this.userName, SerialNumber: this.device.serialNumber, TokenCode: await this.device.code(),
      });
      return this.account.as(keysOf((await this.key.sts.send(call)).Credentials));
    }, NOT_YET_KNOWN);
  }

  private async getSession(): Promise<Keys> {
    return keysOf((await eventually(this.account, () => this.key.sts.send(new GetSessionTokenCommand({})), NOT_YET_KNOWN)).Credentials);
  }

  private async getSessionWithMfa(): Promise<Keys> {
    return eventually(this.account, async () => {
      const call = new GetSessionTokenCommand({ SerialNumber: this.device.serialNumber, TokenCode: await this.device.code() });
      return keysOf((await this.key.sts.send(call)).Credentials);
    }, NOT_YET_KNOWN);
  }
}

function keysOf(credentials: Credentials | undefined): Keys {
  return { accessKeyId: credentials!.AccessKeyId!, secretAccessKey: credentials!.SecretAccessKey!, sessionToken: credentials!.SessionToken! };
}
