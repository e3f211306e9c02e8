import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { Assertion, MODELED } from './assertion';
import { ALLOWED, DENIED, expectCall, failsWith } from '../outcome';

/** Who becomes an administrator, and how. */
export const TRUST: Assertion[] = [
  {
    claim: 'a code in the AssumeRole call itself is enough, also for the policies of the caller',
    question: 'A profile with role_arn and mfa_serial sends the code in that call, by access key. The trust sees MFA; does the deny in the caller\'s policies '
      + 'see it too? Nothing documented says so. If not, such profiles need a session of GetSessionToken as their source.',
    source: 'AWS STS API Reference, "AssumeRole": SerialNumber, TokenCode; AWS CLI User Guide, "Using an IAM role in the AWS CLI"',
    modeled: MODELED,
    async check({ account, administrator: { key, device, userName }, administratorRoleArn: RoleArn }) {
      // A code is taken once, so that each attempt is one with the next code.
      await expectCall(account, 'AssumeRole with a code', async () => key.sts.send(new AssumeRoleCommand({
        RoleArn, RoleSessionName: userName, SerialNumber: device.serialNumber, TokenCode: await device.code(),
      })), ALLOWED);
    },
  },
  {
    claim: 'a trust with Bool on aws:MultiFactorAuthPresent refuses who shows none',
    question: 'Does the trust hold without any help of a policy of the caller?',
    source: 'IAM User Guide, "Secure API access with MFA"',
    async check({ account, outsider, probeRoleArn: RoleArn }) {
      const call = new AssumeRoleCommand({ RoleArn, RoleSessionName: outsider.userName });
      await expectCall(account, 'AssumeRole with MFA', () => outsider.withMfa.sts.send(call), ALLOWED);
      await expectCall(account, 'AssumeRole by access key', () => outsider.key.sts.send(call), DENIED);
      await expectCall(account, 'AssumeRole in a session without a code', () => outsider.session.sts.send(call), DENIED);
    },
  },
  {
    claim: 'the role takes the user\'s own name for the session and no other',
    question: 'Does CloudTrail always say who it was?',
    source: 'IAM User Guide, "IAM and AWS STS condition context keys": sts:RoleSessionName',
    async check({ account, administrator, administratorRoleArn: RoleArn }) {
      const assume = (RoleSessionName: string) => () => administrator.withMfa.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName }));
      await expectCall(account, 'under the own name', assume(administrator.userName), ALLOWED);
      await expectCall(account, 'under another name', assume('other-user'), DENIED);
    },
  },
  {
    claim: 'a user outside of the path of the baseline becomes no administrator, whatever their own policies allow',
    question: 'Does aws:PrincipalArn have the path of the user, so that the trust in the account is narrow?',
    source: 'IAM User Guide, "AWS global condition context keys": aws:PrincipalArn',
    async check({ account, outsider, probeRoleArn, administratorRoleArn }) {
      const assume = (RoleArn: string) => () => outsider.withMfa.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: outsider.userName }));
      await expectCall(account, 'a role that trusts the user', assume(probeRoleArn), ALLOWED);
      await expectCall(account, 'the role of the administrators', assume(administratorRoleArn), DENIED);
    },
  },
  {
    claim: 'nobody is an administrator for more than an hour at a time',
    question: 'Does STS keep the maximum of the role?',
    source: 'AWS STS API Reference, "AssumeRole": DurationSeconds',
    onlyLive: 'the local endpoint gives sessions of any length',
    async check({ account, administrator, administratorRoleArn: RoleArn }) {
      const assume = (DurationSeconds: number) => () => administrator.withMfa.sts.send(new AssumeRoleCommand({
        RoleArn, RoleSessionName: administrator.userName, DurationSeconds,
      }));
      await expectCall(account, 'one hour', assume(3_600), ALLOWED);
      await expectCall(account, 'one hour and a second', assume(3_601), failsWith(/ValidationError/));
    },
  },
];
