import { CreateLoginProfileCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { Assertion } from './assertion';
import { same } from './same';
import { RECORDS } from '../account-baseline';
import { expectCall, failsWith } from '../outcome';
import { readSettings } from '../settings';

/** The account-wide settings. */
export const SETTINGS: Assertion[] = [
  {
    claim: 'the password policy is the default one of the baseline',
    question: 'Does IAM keep each value that the function sent?',
    source: 'IAM API Reference, "UpdateAccountPasswordPolicy"',
    async check({ account }) {
      const { passwordPolicy } = await readSettings(account);
      same('the values of the password policy', {
        ...passwordPolicy,
        // Some answers leave out what is off.
        HardExpiry: passwordPolicy?.HardExpiry ?? false,
      }, {
        MinimumPasswordLength: 14,
        RequireLowercaseCharacters: true,
        RequireUppercaseCharacters: true,
        RequireNumbers: true,
        RequireSymbols: true,
        AllowUsersToChangePassword: true,
        ExpirePasswords: true,
        MaxPasswordAge: 90,
        PasswordReusePrevention: 24,
        HardExpiry: false,
      });
    },
  },
  {
    claim: 'IAM refuses a password that the policy does not allow',
    question: 'Is the policy in force, rather than only written down?',
    source: 'IAM User Guide, "Set an account password policy for IAM users"',
    onlyLive: 'the local endpoint applies no password policy',
    async check({ account, outsider: { userName: UserName } }) {
      await expectCall(account, 'CreateLoginProfile', () => account.owner.iam.send(new CreateLoginProfileCommand({
        UserName, Password: 'too-short-1A', PasswordResetRequired: true,
      })), failsWith(/PasswordPolicyViolation/));
    },
  },
  {
    claim: 'the account has the alias, and the sign-in address is the one that AWS documents',
    question: 'Is the address that the stack tells people the one of the account?',
    source: 'IAM User Guide, "Use an alias for your AWS account ID"',
    async check({ account }) {
      const { StackId, Outputs } = (await account.stack())!;
      const alias = `integration-${StackId!.split('/')[2]}`;
      same('the alias', (await readSettings(account)).alias, alias);
      const address = Outputs!.find(({ OutputKey }) => OutputKey === 'SignInUrl')?.OutputValue;
      same('the beginning of the address', address?.split('.')[0], `https://${alias}`);
    },
  },
  {
    claim: 'the ownership records name the stack',
    question: 'Can another stack, or this one a second time, find out whose the settings are?',
    source: 'docs/reliability.md',
    async check({ account }) {
      const { StackId } = (await account.stack())!;
      for (const setting of ['account-alias', 'password-policy']) {
        const { Parameter } = await account.owner.ssm.send(new GetParameterCommand({ Name: RECORDS + setting }));
        same(`the owner of ${setting}`, JSON.parse(Parameter!.Value!).owner.stackId, StackId);
      }
    },
  },
];
