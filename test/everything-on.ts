import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { JobFunction, OnExisting, SecureAccountBaselineProps } from '../src';

/** Every option of the baseline that adds something to the template. */
export const everythingOn: SecureAccountBaselineProps = {
  accountAlias: 'example-workshop',
  onExisting: OnExisting.OVERWRITE,
  settingsRemovalPolicy: RemovalPolicy.DESTROY,
  jobFunctions: Object.values(JobFunction).filter((value): value is JobFunction => value instanceof JobFunction),
  users: [
    { userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR], initialPassword: SecretValue.secretsManager('first-password') },
    { userName: 'bob', jobFunctions: [JobFunction.POWER_USER, JobFunction.BILLING] },
  ],
  mfaEnforcement: { exemptedActions: ['codecommit:GitPull', 'codecommit:GitPush'] },
};
