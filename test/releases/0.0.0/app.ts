import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { JobFunction, SecureAccountBaselineStack } from '../../../src';

/** What people could write with the first complete baseline. Never edited: it must synthesize with every later release. */
export function releasedApp(app: App): Stack {
  return new SecureAccountBaselineStack(app, 'account-baseline', {
    accountAlias: 'example-workshop',
    settingsRemovalPolicy: RemovalPolicy.DESTROY,
    groups: [
      JobFunction.ADMINISTRATOR,
      JobFunction.POWER_USER,
      JobFunction.SECURITY_AUDITOR,
      JobFunction.BILLING,
      JobFunction.SUPPORT,
      JobFunction.VIEW_ONLY,
      JobFunction.SYSTEM_ADMINISTRATOR,
      JobFunction.NETWORK_ADMINISTRATOR,
      JobFunction.DATABASE_ADMINISTRATOR,
      JobFunction.DATA_SCIENTIST,
    ].map((jobFunction) => ({ jobFunction })),
    users: [
      { userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR] },
      { userName: 'bob', jobFunctions: [JobFunction.POWER_USER, JobFunction.BILLING] },
    ],
  });
}
