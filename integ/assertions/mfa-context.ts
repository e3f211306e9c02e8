import {
  CreateVirtualMFADeviceCommand, DeactivateMFADeviceCommand, GetAccountSummaryCommand, ListMFADevicesCommand, ListUsersCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSubscriptionsCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { Assertion, MODELED } from './assertion';
import { Clients } from '../account';
import { GROUPS } from '../account-baseline';
import { TestIdentities } from '../identities';
import { ALLOWED, DENIED, DENIED_BY_POLICY, expectCall } from '../outcome';
import { PREFIX } from '../person';

type Value = 'absent' | 'false' | 'true';

const KEYS = 'IAM User Guide, "AWS global condition context keys": aws:MultiFactorAuthPresent';

/** The calls that the probes allow, by the one value of `aws:MultiFactorAuthPresent` with which they do. */
const PROBES: Record<Value, (caller: Clients) => Promise<unknown>> = {
  absent: ({ sqs }) => sqs.send(new ListQueuesCommand({})),
  false: ({ sns }) => sns.send(new ListTopicsCommand({})),
  true: ({ s3 }) => s3.send(new ListBucketsCommand({})),
};

/** The value of the key for a user. The allowed call comes first, so that the others are not refused for being too early. */
function carries(who: string, value: Value, question: string, caller: (identities: TestIdentities) => Clients): Assertion {
  return {
    claim: `aws:MultiFactorAuthPresent is ${value} ${who}`,
    question,
    source: KEYS,
    modeled: MODELED,
    async check(identities) {
      await expectCall(identities.account, `the call for which the key is ${value}`, () => PROBES[value](caller(identities)), ALLOWED);
      for (const other of (Object.keys(PROBES) as Value[]).filter((candidate) => candidate !== value)) {
        await expectCall(identities.account, `the call for which the key is ${other}`, () => PROBES[other](caller(identities)), DENIED);
      }
    },
  };
}

/** The first of the two places where no offline evaluator can be trusted. */
export const MFA_CONTEXT: Assertion[] = [
  carries('for an access key', 'absent', 'Is the key missing, rather than false? Then a deny with Bool does nothing, and it takes BoolIfExists.', ({ outsider }) => outsider.key),
  carries('in a session without a code', 'false', 'Does GetSessionToken without a code set it, rather than leave it out?', ({ outsider }) => outsider.session),
  carries('in a session with a code', 'true', 'Is a virtual device with GetSessionToken enough?', ({ outsider }) => outsider.withMfa),
  carries('in the session of a role', 'absent', 'Does nothing of a code in AssumeRole reach the session? Then MFA belongs into the trust, and a policy of a role must not ask for it.',
    ({ probeRole }) => probeRole),
  {
    claim: 'a deny with Bool lets an access key through',
    question: 'Would the baseline have a hole with Bool in place of BoolIfExists?',
    source: 'IAM User Guide, "IAM JSON policy elements: Condition operators": ...IfExists',
    modeled: MODELED,
    async check({ account, outsider }) {
      await expectCall(account, 'a call by access key', () => outsider.key.sns.send(new ListSubscriptionsCommand({})), ALLOWED);
      await expectCall(account, 'a call in a session without a code', () => outsider.session.sns.send(new ListSubscriptionsCommand({})), DENIED_BY_POLICY);
    },
  },
  {
    claim: 'a member of a group with the MFA enforcement can do nothing with an access key',
    question: 'Does BoolIfExists deny where the key is missing?',
    source: 'IAM User Guide, "IAM JSON policy elements: Condition operators": ...IfExists',
    async check({ account, administrator, powerUser, administratorRoleArn }) {
      await expectCall(account, 'an administrator: ListUsers', () => administrator.key.iam.send(new ListUsersCommand({})), DENIED_BY_POLICY);
      await expectCall(account, 'a power user: ListFunctions', () => powerUser.key.lambda.send(new ListFunctionsCommand({})), DENIED_BY_POLICY);
      await expectCall(account, 'an administrator: AssumeRole', () => administrator.key.sts.send(new AssumeRoleCommand({
        RoleArn: administratorRoleArn, RoleSessionName: administrator.userName,
      })), DENIED_BY_POLICY);
    },
  },
  {
    claim: 'with MFA a power user works and an administrator becomes one',
    question: 'Does a session with a code pass the policies, and aws:MultiFactorAuthAge the trust of the role?',
    source: 'IAM User Guide, "Secure API access with MFA"',
    modeled: MODELED,
    async check({ account, administrator, powerUser, administratorRoleArn }) {
      await expectCall(account, 'a power user: ListFunctions', () => powerUser.withMfa.lambda.send(new ListFunctionsCommand({})), ALLOWED);
      const RoleSessionName = administrator.userName;
      await expectCall(account, 'AssumeRole, and what an administrator may do', async () => {
        const { Credentials } = await administrator.withMfa.sts.send(new AssumeRoleCommand({ RoleArn: administratorRoleArn, RoleSessionName }));
        const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials!;
        const role = account.as({ accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! });
        await role.iam.send(new GetAccountSummaryCommand({}));
      }, ALLOWED);
      await expectCall(account, 'the same call without the role', () => administrator.withMfa.iam.send(new GetAccountSummaryCommand({})), DENIED);
    },
  },
  {
    claim: 'an access key enrolls no device, removes none and leaves no group',
    question: 'Is a stolen access key never turned into a second factor?',
    source: 'IAM User Guide, "AWS: Allows MFA-authenticated IAM users to manage their own MFA device"',
    async check({ account, administrator: { key, device, userName } }) {
      // Reading is allowed: the user is there, and its permissions have arrived.
      await expectCall(account, 'ListMFADevices', () => key.iam.send(new ListMFADevicesCommand({ UserName: userName })), ALLOWED);
      await expectCall(account, 'CreateVirtualMFADevice', () => key.iam.send(new CreateVirtualMFADeviceCommand({
        VirtualMFADeviceName: PREFIX + 'stolen',
      })), DENIED_BY_POLICY);
      await expectCall(account, 'DeactivateMFADevice', () => key.iam.send(new DeactivateMFADeviceCommand({
        UserName: userName, SerialNumber: device.serialNumber,
      })), DENIED_BY_POLICY);
      await expectCall(account, 'RemoveUserFromGroup', () => key.iam.send(new RemoveUserFromGroupCommand({
        UserName: userName, GroupName: GROUPS.Administrator,
      })), DENIED_BY_POLICY);
    },
  },
];
