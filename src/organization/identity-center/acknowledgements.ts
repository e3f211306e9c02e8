import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledgeSettingsFunction } from '../../account/acknowledgements';
import { acknowledge } from '../../private/acknowledge';

/** What rule packs such as cdk-nag find about the function of the users of Identity Center, and why it is so. */
export function acknowledgeUsersFunction(policy: IConstruct, handler: IConstruct, logGroup: IConstruct): void {
  acknowledgeSettingsFunction(policy, handler, logGroup, { records: 'identity-center-user/' });
}

/**
 * What they find about its access to an identity store.
 *
 * @param store the ARN, as `Fn::Sub` writes it
 */
export function acknowledgeStoreAccess(policy: IConstruct, store: string): void {
  const { 'Fn::Sub': arn } = Stack.of(policy).resolve(store);
  // A finding quotes a substitution with variables as it is.
  const quoted = typeof arn === 'string' ? arn.replace('${AWS::Partition}', '<AWS::Partition>') : JSON.stringify(arn);
  acknowledge(policy, {
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:identitystore:::user/*]': 'AWS chooses the id of a user. The policy is for the users of one identity store.',
    [`AwsSolutions-IAM5[Resource::${quoted}]`]: 'The id of an identity store is unique. Its account is the management account, whose id a delegated administrator need not know.',
  });
}
