import { App, Aws, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { JobFunction, SecureAccountBaselineStack } from '../src';

/** The stack, and by this name also what an earlier run has left behind. */
export const STACK_NAME = 'secure-account-baseline-integration';

/** Names of their own, so that they are never an owner's groups. */
export const GROUPS = {
  Administrator: 'IntegrationAdministrators',
  PowerUser: 'IntegrationPowerUsers',
  SecurityAuditor: 'IntegrationSecurityAuditors',
  Billing: 'IntegrationBilling',
};

/** The role that administrators assume. People type its name, so that the baseline gives it one, and an account has it once. */
export const ADMINISTRATOR_ROLE = JobFunction.ADMINISTRATOR.name;

/** Every role that has a name of ours. */
export const NAMED_ROLES = [ADMINISTRATOR_ROLE, JobFunction.SUPPORT.name];

/** Where the ownership records of the account-wide settings are. */
export const RECORDS = '/account-baseline/settings/';

/**
 * The default baseline as it goes into a real account. Alias and password policy are put back when the stack is deleted.
 *
 * An alias belongs to one account in the world: the id of the stack makes it a new one each time, without telling the account's number.
 */
export function accountBaseline(app: App): SecureAccountBaselineStack {
  return new SecureAccountBaselineStack(app, STACK_NAME, {
    accountAlias: `integration-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}`,
    groups: [JobFunction.ADMINISTRATOR, JobFunction.POWER_USER, JobFunction.SECURITY_AUDITOR, JobFunction.BILLING]
      .map((jobFunction) => ({ jobFunction, groupName: GROUPS[jobFunction.name as keyof typeof GROUPS] })),
    settingsRemovalPolicy: RemovalPolicy.DESTROY,
  });
}
