import { IConstruct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeFunctionFindings } from '../private/lambda/function-findings';

const ARN = '<AWS::Region>:<AWS::AccountId>';

/** What rule packs such as cdk-nag find about the settings provider, and why it is so. */
export function acknowledgeProvider(policy: IConstruct, handler: IConstruct, logGroup: IConstruct): void {
  acknowledge(policy, {
    'AwsSolutions-IAM5[Resource::*]': 'The calls that read and change a setting of the account itself have no resource in IAM.',
    [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${ARN}:parameter/account-baseline/settings/*]`]:
      'One ownership record for each setting, all of them under the prefix of the baseline.',
    [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:cloudformation:${ARN}:stack/*]`]:
      'Whether the stack that owns a setting still exists can be asked only once its name is read from the ownership record. Both actions only read.',
  });
  acknowledgeFunctionFindings(handler, logGroup, {
    concurrency: 'It runs for some seconds per deployment. A new account has a limit of 10 concurrent executions, of which none can be reserved.',
    noVpc: 'It calls the public endpoints of AWS services only; a VPC would need endpoints, which cost money.',
    noDeadLetters: 'CloudFormation waits for the answer of every event and reports a missing one: nobody would handle the event later, when it is outdated.',
    noTracing: 'One invocation per deployment makes a dozen calls, all of them in its log; tracing would cost money.',
    unencryptedLog: 'The log holds account-wide settings and no secret; CloudWatch Logs encrypts it with a key of its own, and a KMS key would cost money.',
  });
}
