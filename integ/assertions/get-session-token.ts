import { CreateVirtualMFADeviceCommand, GetUserCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetFederationTokenCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { Assertion, MODELED } from './assertion';
import { ALLOWED, DENIED_BY_POLICY, expectCall, failsWith, INVALID_TOKEN } from '../outcome';
import { PREFIX } from '../person';

const GET_SESSION_TOKEN = 'AWS STS API Reference, "GetSessionToken"';

/** How STS refuses sessions what only long-term credentials may. */
const REFUSED = failsWith(/AccessDenied|InvalidClientTokenId/);

/** The second place where no offline evaluator can be trusted. */
export const GET_SESSION_TOKEN_CALLS: Assertion[] = [
  {
    claim: 'GetSessionToken needs no permission, nor MFA',
    question: 'Can everybody show MFA on the command line, although no policy allows the call and nearly everything is denied?',
    source: 'IAM User Guide, "Permissions for GetSessionToken"',
    modeled: MODELED,
    async check({ account, administrator, powerUser }) {
      for (const { userName, key } of [administrator, powerUser]) {
        await expectCall(account, `${userName}: GetSessionToken`, () => key.sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 })), ALLOWED);
      }
    },
  },
  {
    claim: 'a session without a code stays without MFA',
    question: 'Is the exemption of GetSessionToken no MFA bypass?',
    source: GET_SESSION_TOKEN,
    modeled: MODELED,
    async check({ account, administrator, powerUser, administratorRoleArn }) {
      await expectCall(account, 'GetCallerIdentity', () => administrator.session.sts.send(new GetCallerIdentityCommand({})), ALLOWED);
      await expectCall(account, 'AssumeRole', () => administrator.session.sts.send(new AssumeRoleCommand({
        RoleArn: administratorRoleArn, RoleSessionName: administrator.userName,
      })), DENIED_BY_POLICY);
      await expectCall(account, 'a power user: ListFunctions', () => powerUser.session.lambda.send(new ListFunctionsCommand({})), DENIED_BY_POLICY);
    },
  },
  {
    claim: 'a session without a code may call no IAM, not even what the policy allows without MFA',
    question: 'To such a session the policy would grant the enrollment of a device: is it AWS itself that stops it?',
    source: GET_SESSION_TOKEN,
    modeled: MODELED,
    async check({ account, administrator: { key, session, userName: UserName } }) {
      // The same call by access key: the user is there, and its permissions have arrived.
      await expectCall(account, 'by access key: GetUser', () => key.iam.send(new GetUserCommand({ UserName })), ALLOWED);
      await expectCall(account, 'GetUser', () => session.iam.send(new GetUserCommand({ UserName })), INVALID_TOKEN);
      await expectCall(account, 'CreateVirtualMFADevice', () => session.iam.send(new CreateVirtualMFADeviceCommand({
        VirtualMFADeviceName: PREFIX + 'stolen',
      })), INVALID_TOKEN);
    },
  },
  {
    claim: 'a session may call of STS only AssumeRole and GetCallerIdentity, with a code or without',
    question: 'Does no session live on by making further ones?',
    source: GET_SESSION_TOKEN,
    modeled: MODELED,
    async check({ account, outsider }) {
      await expectCall(account, 'by access key: GetFederationToken', () => outsider.key.sts.send(new GetFederationTokenCommand({ Name: 'integration' })), ALLOWED);
      for (const session of [outsider.session, outsider.withMfa]) {
        await expectCall(account, 'GetCallerIdentity', () => session.sts.send(new GetCallerIdentityCommand({})), ALLOWED);
        await expectCall(account, 'GetSessionToken', () => session.sts.send(new GetSessionTokenCommand({})), REFUSED);
        await expectCall(account, 'GetFederationToken', () => session.sts.send(new GetFederationTokenCommand({ Name: 'integration' })), REFUSED);
      }
    },
  },
  {
    claim: 'a session with a code manages their own IAM user',
    question: 'May a session with a code call IAM?',
    source: GET_SESSION_TOKEN,
    modeled: MODELED,
    async check({ account, administrator: { withMfa, userName: UserName } }) {
      await expectCall(account, 'GetUser', () => withMfa.iam.send(new GetUserCommand({ UserName })), ALLOWED);
      await expectCall(account, 'ListMFADevices', () => withMfa.iam.send(new ListMFADevicesCommand({ UserName })), ALLOWED);
    },
  },
];
