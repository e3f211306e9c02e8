import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import { JobFunction, OnExisting, SecureAccountBaselineProps } from '../src';
import { ContactDetailsOptions } from '../src/account/contact-details';

const contact = (team: string): ContactDetailsOptions =>
  ({ name: `${team} team`, title: `Head of ${team}`, emailAddress: `${team}@example.com`, phoneNumber: '+49 30 123456' });

/** Every option of the baseline that adds something to the template. */
export const everythingOn: SecureAccountBaselineProps = {
  accountAlias: 'example-workshop',
  onExisting: OnExisting.OVERWRITE,
  settingsRemovalPolicy: RemovalPolicy.DESTROY,
  accountHardening: { billingContact: contact('billing'), operationsContact: contact('operations'), securityContact: contact('security') },
  groups: Object.values(JobFunction).filter((value): value is JobFunction => value instanceof JobFunction).map((jobFunction) => ({ jobFunction })),
  users: [
    { userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR], initialPassword: SecretValue.secretsManager('first-password') },
    { userName: 'bob', jobFunctions: [JobFunction.POWER_USER, JobFunction.BILLING] },
  ],
  roles: { support: {}, securityAudit: {}, breakGlass: { userNames: ['alice'] } },
  mfaEnforcement: { exemptedActions: ['codecommit:GitPull', 'codecommit:GitPush'] },
};
