import { Rule } from './rule';
import { WarningName } from '../../src/private/warnings';

/** The warnings of the constructs of an organization. */
export const ORGANIZATION_WARNINGS = {
  bootstrapRoleExempt: {
    what: 'Guardrails of an organization make an exception for a pattern of roles that matches the roles of `cdk bootstrap`, such as `cdk-*`.',
    why: 'By default these roles trust their whole account. An administrator of the account assumes `cdk-hnb659fds-deploy-role-*`, deploys with `cdk-hnb659fds-cfn-exec-role-*`, and is exempt from the controls.',
    fix: 'Name one role that trusts only what deploys, such as `arn:*:iam::*:role/platform-deployer`, and run `cdk bootstrap` with it or with StackSets. Apps need no exception: the publishing roles publish assets, and the others deploy.',
    acknowledge: 'If each account is bootstrapped with a template whose roles trust neither their own account nor CloudFormation.',
  },
  configMustRecord: {
    what: 'Security Hub CSPM is configured for an account or an organization, and its checks need AWS Config in each account and region.',
    why: 'Without a recorder that records the resource types of a control, the control is not checked, and its findings say so.',
    fix: 'Let AWS Config record in the account and region of the stack, or in those of the targets, as Control Tower does in those that it governs. AWS Config bills by what it records.',
    acknowledge: 'As soon as AWS Config records there, which the app cannot see.',
  },
  guardrailsUndecided: {
    what: 'The proof cannot decide whether guardrails of an organization leave a principal what it needs.',
    why: 'A statement of your own compares a condition key in a way that IAM does not document, such as one value as a number and as text. The principal may be locked out.',
    fix: 'Write the condition with one operator for each key, or make an exception for the principal with `ArnNotLike` on `aws:PrincipalArn`.',
    acknowledge: 'If a test in one account shows that the principal can do what the message names.',
  },
  rootAccessNotCentral: {
    what: 'The app has a `CentralRootRole`, and no `OrganizationSettings` that enable its tasks.',
    why: 'STS refuses a task that the organization has not enabled.',
    fix: 'Set `rootCredentialsManagement` and `rootSessions` of `OrganizationSettings`.',
    acknowledge: 'If another app, or a person in the console, enables the tasks.',
  },
} satisfies Partial<Record<WarningName, Rule>>;
