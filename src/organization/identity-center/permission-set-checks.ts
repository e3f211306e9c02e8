import { Duration, Stack, Token } from 'aws-cdk-lib';
import { JobFunctionPermissionSetProps } from './job-function-permission-set-props';
import { PermissionSetAssignmentOptions } from './permission-set-assignment-options';
import { SecureAccountBaseline } from '../../baseline/secure-account-baseline';
import { JobFunction } from '../../permissions/job-function';
import { invalid, requireDuration, requireMatch, requireOnce } from '../../private/errors';
import { duration, flag, having, iamManagedPolicy, instanceOf, KnownKeys, listOf, mandatory, object, requireKnownKeys, text } from '../../private/known-keys';
import { requireAccountId } from '../../private/text/organization-ids';
import { BaselineRollOut } from '../baseline-roll-out';

const KEYS: KnownKeys<JobFunctionPermissionSetProps> = {
  instanceArn: mandatory(text),
  jobFunction: mandatory(instanceOf(JobFunction, 'a JobFunction, such as JobFunction.POWER_USER')),
  permissionSetName: text,
  rollOut: instanceOf(BaselineRollOut, 'a BaselineRollOut'),
  managementBaseline: instanceOf(SecureAccountBaseline, 'a SecureAccountBaseline'),
  assignments: listOf(object),
  sessionDuration: duration,
  permissionsBoundary: iamManagedPolicy,
  description: text,
  relayState: text,
  managementAccount: text,
  delegatedAdministrator: flag,
};

const ASSIGNMENT_KEYS: KnownKeys<PermissionSetAssignmentOptions> = {
  group: mandatory(having('groupId', 'an IdentityCenterGroup, such as IdentityCenterGroup.fromGroupId(this, id, groupId)')), accountIds: listOf(text),
};

/** "CreatePermissionSet" and "CreateAccountAssignment", IAM Identity Center API Reference. */
const INSTANCE = /^arn:aws(-[a-z]{1,5}){0,3}:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/;
const NAME = /^[\w+=,.@-]{1,32}$/;
const DESCRIPTION = /^[\t\n\r\x20-\x7e\xa1-\xff]{1,700}$/;
const RELAY_STATE = /^[a-zA-Z0-9&$@#\\/%?=~\-_'"|!:,.;*+[\] (){}]{1,240}$/;
/** The domains of the consoles where Identity Center is. A name before an `@` is no host, so that nothing but the path may follow. */
const CONSOLE = /^https:\/\/([a-z0-9-]+\.)*(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|amazonaws-eusc\.eu)(:443)?([/?#]|$)/i;

/** Refuses what is wrong about the properties before anything is created. */
export function requirePermissionSetProps(stack: Stack, props: JobFunctionPermissionSetProps): void {
  requireKnownKeys(props, KEYS);
  const { instanceArn, jobFunction, permissionSetName, description, relayState } = props;
  requireMatch('instanceArn', instanceArn, INSTANCE, 'the ARN of an instance looks like arn:aws:sso:::instance/ssoins-1234567890abcdef. `aws sso-admin list-instances` shows it');
  const ofJob = permissionSetName === undefined ? `, and the name of the job function ${jobFunction.name} has another form. Set permissionSetName` : '';
  requireMatch('permissionSetName', permissionSetName ?? jobFunction.name, NAME, `the name of a permission set has 1 to 32 letters, digits and characters of _+=,.@-${ofJob}`);
  requireDuration('sessionDuration', props.sessionDuration, Duration.hours(1), Duration.hours(12));
  requireMatch('description', description, DESCRIPTION, 'it has 1 to 700 characters of ISO 8859-1');
  requireMatch('relayState', relayState, RELAY_STATE, 'it has 1 to 240 characters of a URL');
  requireMatch('relayState', relayState, CONSOLE, 'it opens after the sign-in, so that it must be a page of AWS, such as https://console.aws.amazon.com/billing/');
  requireAccountId('managementAccount', props.managementAccount);
  managementAccountOf(stack, props);
}

/** Refuses an assignment of the wrong form. */
export function requireAssignment(options: PermissionSetAssignmentOptions): void {
  requireKnownKeys(options, ASSIGNMENT_KEYS);
  const { accountIds } = options;
  if (accountIds?.length === 0) throw invalid('accountIds', accountIds, 'it must list at least one account');
  (accountIds ?? []).forEach((account, index) => requireAccountId(`accountIds[${index}]`, account));
  requireOnce('accountIds', accountIds ?? []);
}

/** The management account, where it is known at synth. */
export function managementAccountOf(stack: Stack, props: Pick<JobFunctionPermissionSetProps, 'managementAccount' | 'delegatedAdministrator'>): string | undefined {
  const { managementAccount, delegatedAdministrator } = props;
  const given = Token.isUnresolved(managementAccount) ? undefined : managementAccount;
  if (Token.isUnresolved(stack.account)) return given;
  if (delegatedAdministrator) {
    if (given !== stack.account) return given;
    throw invalid('delegatedAdministrator', true, `the stack is in the management account ${given}, and a delegated administrator is another account. Remove the property`);
  }
  if (given === undefined || given === stack.account) return stack.account;
  throw invalid('managementAccount', given, `the stack is in the account ${stack.account}, which deploys as the management account. `
    + 'Remove the property, or set delegatedAdministrator');
}
