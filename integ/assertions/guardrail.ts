import { CreateUserCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { Assertion } from './assertion';
import { RECORDS } from '../account-baseline';
import { ALLOWED, DENIED_BY_POLICY, expectCall, failsWith } from '../outcome';
import { ESCALATED_USER } from '../removal';

/** What a power user with MFA must not do. Each call would be harmless if it were let through, or is undone at the end. */
export const GUARDRAIL: Assertion[] = [
  {
    claim: 'a power user does not change what the baseline remembers, and does change other parameters',
    question: 'Does a deny on arn:*:ssm:*:*:parameter/... match, although no ARN has a partition of that name?',
    source: 'IAM User Guide, "IAM JSON policy elements: Resource": wildcards',
    async check({ account, powerUser }) {
      const { ssm } = powerUser.withMfa;
      // What is not there cannot be deleted, and what is there cannot be made: IAM is asked first.
      await expectCall(account, 'DeleteParameter on a parameter of nobody', () => ssm.send(new DeleteParameterCommand({
        Name: '/baseline-integration/none',
      })), failsWith(/ParameterNotFound/));
      await expectCall(account, 'GetParameter on an ownership record', () => ssm.send(new GetParameterCommand({ Name: `${RECORDS}password-policy` })), ALLOWED);
      await expectCall(account, 'PutParameter on an ownership record', () => ssm.send(new PutParameterCommand({
        Name: `${RECORDS}password-policy`, Value: 'none', Type: 'String', Overwrite: false,
      })), DENIED_BY_POLICY);
    },
  },
  {
    claim: 'a power user does not change the function that holds the rights on the settings',
    question: 'Does the guardrail name the function that CloudFormation made?',
    source: 'Service Authorization Reference, "AWS Lambda"',
    async check({ account, powerUser }) {
      const FunctionName = await account.physicalId('AWS::Lambda::Function', 'AccountSettings');
      const { lambda } = powerUser.withMfa;
      await expectCall(account, 'GetFunctionConfiguration', () => lambda.send(new GetFunctionConfigurationCommand({ FunctionName })), ALLOWED);
      await expectCall(account, 'UpdateFunctionCode', () => lambda.send(new UpdateFunctionCodeCommand({
        FunctionName, ZipFile: Buffer.from('none'), DryRun: true,
      })), DENIED_BY_POLICY);
    },
  },
  {
    claim: 'a power user becomes no administrator and makes no user',
    question: 'Do the denies of the guardrail stand beside PowerUserAccess in a live account?',
    source: 'docs/who-can-do-what.md',
    async check({ account, powerUser, administratorRoleArn, probeRoleArn }) {
      const { iam, sts } = powerUser.withMfa;
      for (const RoleArn of [administratorRoleArn, probeRoleArn]) {
        await expectCall(account, `AssumeRole ${RoleArn}`, () => sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: powerUser.userName })), DENIED_BY_POLICY);
      }
      await expectCall(account, 'CreateUser', () => iam.send(new CreateUserCommand({ UserName: ESCALATED_USER })), DENIED_BY_POLICY);
    },
  },
];
