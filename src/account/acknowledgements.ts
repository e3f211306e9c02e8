import { IConstruct } from 'constructs';
import { DOCUMENT_SHARING_SETTING } from './contract/fields';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeFunctionFindings } from '../private/lambda/function-findings';

const ARN = '<AWS::Region>:<AWS::AccountId>';

const NO_DEAD_LETTERS = 'CloudFormation waits for the answer of every event and reports a missing one: nobody would handle the event later, when it is outdated.';

/** What rule packs find about what the settings provider needs for other regions, and why it is so. */
export function acknowledgeRegions(policy: IConstruct, configuration: IConstruct): void {
  acknowledge(configuration, { 'Serverless-LambdaAsyncFailureDestination': NO_DEAD_LETTERS });
  acknowledge(policy, {
    'AwsSolutions-IAM5[Resource::*]': 'The calls that read and change a setting of a region, and the list of regions, have no resource in IAM.',
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:*:<AWS::AccountId>:parameter/account-baseline/settings/*]':
      'One ownership record for each setting in each region, all of them under the prefix of the baseline.',
    [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:*:<AWS::AccountId>:servicesetting${DOCUMENT_SHARING_SETTING}]`]:
      'The setting has this name in each region.',
  });
}

/** What rule packs find about a policy with the calls of settings, and why it is so. */
export function acknowledgeCalls(policy: IConstruct): void {
  acknowledge(policy, { 'AwsSolutions-IAM5[Resource::*]': 'The calls that read and change a setting of the account itself have no resource in IAM.' });
}

/** What rule packs such as cdk-nag find about the settings provider, and why it is so. */
export function acknowledgeProvider(policy: IConstruct, handler: IConstruct, logGroup: IConstruct): void {
  acknowledgeSettingsFunction(policy, handler, logGroup, {
    calls: 'The calls that read and change a setting of the account itself have no resource in IAM.', records: '',
  });
}

/**
 * The same about every function that sets settings.
 *
 * @param calls why the calls of the settings are on every resource, if it has any
 * @param records what the names of the ownership records begin with
 */
export function acknowledgeSettingsFunction(
  policy: IConstruct, handler: IConstruct, logGroup: IConstruct, { calls, records }: { calls?: string; records: string },
): void {
  acknowledge(policy, {
    ...calls ? {
      'AwsSolutions-IAM5[Resource::*]': `${calls} Whether the stack that owns a setting still exists can be asked only once its name is read from the `
        + 'ownership record; the two actions for that only read.',
    } : {},
    [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${ARN}:parameter/account-baseline/settings/${records}*]`]:
      'One ownership record for each setting, all of them under the prefix of the baseline.',
  });
  acknowledgeFunctionFindings(handler, logGroup, {
    concurrency: 'It runs for some seconds per deployment. A new account has a limit of 10 concurrent executions, of which none can be reserved.',
    noVpc: 'It calls the public endpoints of AWS services only; a VPC would need endpoints, which cost money.',
    noDeadLetters: NO_DEAD_LETTERS,
    noTracing: 'One invocation per deployment makes a dozen calls, all of them in its log; tracing would cost money.',
    unencryptedLog: 'The log holds settings and no secret; CloudWatch Logs encrypts it with a key of its own, and a KMS key would cost money.',
  });
}
