import { CfnParameter, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lib from '../../../src';
import { refused, untyped, warned, WrongInput } from '../wrong-input';

const settings = (props: lib.OrganizationSettingsProps) => (stack: Stack) => new lib.OrganizationSettings(stack, 'Wrong', props);
const ofManagement = (props: lib.OrganizationSettingsProps) => (stack: Stack) => {
  new lib.OrganizationSettings(new Stack(stack.node.root as any, 'Management', { env: { account: '111122223333' } }), 'Wrong', props);
};
const administrator = (accountId: string, servicePrincipal = 'guardduty.amazonaws.com') => ({ delegatedAdministrators: [{ servicePrincipal, accountId }] });
const root = (props: Partial<lib.CentralRootRoleProps>) => (stack: Stack) => new lib.CentralRootRole(stack, 'Wrong', { tasks: [lib.RootTask.S3_UNLOCK_BUCKET_POLICY], ...props });
const TAG = lib.OrganizationPolicyType.TAG;
const TASK = lib.RootTask.SQS_UNLOCK_QUEUE_POLICY;

/** Settings of an organization, and the role for the root users of its members. */
export const ORGANIZATION_SETTINGS: WrongInput[] = [
  ['no setting', settings({}), refused('props', '{}', 'no setting is named')],
  ['only settings that are off', settings({ rootSessions: false, policyTypes: [] }), refused('props', /.+/, 'no setting is named')],
  ['a policy type twice', settings({ policyTypes: [TAG, TAG] }), refused('policyTypes[1]', "'TAG_POLICY'", 'it is listed twice')],
  ['a policy type that is none', settings({ policyTypes: [untyped('TAG_POLICIES')] }), refused('policyTypes', '["TAG_POLICIES"]', 'the nearest is TAG_POLICY')],
  ['services of unknown number', (stack) => settings({ trustedServices: Fn.split(',', new CfnParameter(stack, 'Services').valueAsString) })(stack), refused('trustedServices', "'a list token'", 'the number of entries must be known')],
  ['a service by its short name', settings({ trustedServices: ['guardduty'] }), refused('trustedServices', "'guardduty'", 'a service principal looks like guardduty.amazonaws.com')],
  ['a service with an uppercase letter', settings({ trustedServices: ['GuardDuty.amazonaws.com'] }), refused('trustedServices', "'GuardDuty.amazonaws.com'", 'a service principal looks like')],
  ['a service of another domain', settings({ trustedServices: ['guardduty.amazonaws.com.example.com'] }), refused('trustedServices', /.+/, 'a service principal looks like')],
  ['a service twice', settings({ trustedServices: ['ram.amazonaws.com', 'ram.amazonaws.com'] }), refused('trustedServices[1]', "'ram.amazonaws.com'", 'it is listed twice')],
  ['trusted access of StackSets', settings({ trustedServices: ['member.org.stacksets.cloudformation.amazonaws.com'] }), refused('trustedServices', /.+/, 'only StackSets activates it')],
  ['the management account as delegated administrator', ofManagement(administrator('111122223333')), refused('delegatedAdministrators.accountId', "'111122223333'", 'the management account, to which the stack belongs')],
  ['a delegated administrator with 11 digits', settings(administrator('44445555666')), refused('delegatedAdministrators.accountId', "'44445555666'", 'the id of an account has 12 digits')],
  ['a delegated administrator of a short name', settings(administrator('444455556666', 'guardduty')), refused('delegatedAdministrators.servicePrincipal', "'guardduty'", 'a service principal looks like')],
  ['a delegated administrator without an account', settings({ delegatedAdministrators: [untyped({ servicePrincipal: 'guardduty.amazonaws.com' })] }), refused('delegatedAdministrators.accountId', 'undefined', 'it must be given')],
  ['a delegated administrator with a typo', settings({ delegatedAdministrators: [untyped({ servicePrincipal: 'guardduty.amazonaws.com', accountID: '444455556666' })] }),
    refused('delegatedAdministrators.accountID', "'444455556666'", 'the nearest is accountId')],
  ['a delegated administrator twice', settings({ delegatedAdministrators: [...administrator('444455556666').delegatedAdministrators, ...administrator('444455556666').delegatedAdministrators] }),
    refused('delegatedAdministrators[1]', "'guardduty.amazonaws.com 444455556666'", 'it is listed twice')],
  ['settings that are kept and undone', settings({ rootSessions: true, removalPolicy: RemovalPolicy.SNAPSHOT }), refused('removalPolicy', "'snapshot'", 'it must be RETAIN_ON_UPDATE_OR_DELETE')],
  ['a minute for a setting', settings({ rootSessions: true, serviceTimeout: Duration.minutes(1) }), refused('serviceTimeout', "'1 minute'", 'it must last from 2 minutes to 1 hour')],
  ['settings twice in one stack', (stack) => ['A', 'B'].map((id) => new lib.OrganizationSettings(stack, id, { rootSessions: true })), refused('scope', "'Stack'", 'the stack already has organization settings')],
  ['no task of the root user', root({ tasks: [] }), refused('tasks', '[]', 'it must list at least one')],
  ['a task twice', root({ tasks: [TASK, TASK] }), refused('tasks[1]', "'SQSUnlockQueuePolicy'", 'it is listed twice')],
  ['a task that is none', root({ tasks: [untyped('S3UnlockBucket')] }), refused('tasks', '["S3UnlockBucket"]', 'the nearest is S3UnlockBucketPolicy')],
  ['no account of a root user', root({ accounts: [] }), refused('accounts', '[]', 'it must list at least one')],
  ['an account of a root user that is an ARN', root({ accounts: ['arn:aws:iam::444455556666:root'] }), refused('accounts', "'arn:aws:iam::444455556666:root'", 'the id of an account has 12 digits')],
  ['an account of a root user twice', root({ accounts: ['444455556666', '444455556666'] }), refused('accounts[1]', "'444455556666'", 'it is listed twice')],
  ['MFA of two days for root users', root({ people: { mfaMaxAge: Duration.days(2) } }), refused('people.mfaMaxAge', /.+/, 'it must last from 15 minutes')],
  ['a trust of its own for root users', root(untyped({ assumedBy: lib.RoleTrust.roles() })), refused('assumedBy', /.+/, 'CentralRootRole builds its trust from `people`')],
  ['root users without central root access', root({}), warned('rootAccessNotCentral', 'rootSessions')],
];
