import { Duration, Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CentralRootRoleProps } from './central-root-role-props';
import { warnUnlessRootAccessIsCentral } from './root-access-warning';
import { RootTask } from './root-task';
import { acknowledge } from '../../private/acknowledge';
import { inConstruct, invalid, requireEach } from '../../private/errors';
import { BASELINE_PATH } from '../../private/iam-names';
import { checkProps, iamManagedPolicy, KnownKeys, listOf, mandatory, oneOf, options, text } from '../../private/known-keys';
import { omitDescription } from '../../private/managed-policy';
import { requireAccountId } from '../../private/text/organization-ids';
import { inProperty } from '../../private/written-properties';
import { BaselineRole } from '../../roles/baseline-role';
import { requireOwnTrust } from '../../roles/own-trust';
import { RoleTrust } from '../../trust/role-trust';

const KEYS: KnownKeys<CentralRootRoleProps> = {
  tasks: mandatory(listOf(oneOf(RootTask))),
  accounts: listOf(text),
  people: options,
  roleName: text,
  path: text,
  permissionsBoundary: iamManagedPolicy,
};

/**
 * A role for the few tasks that need the root user of a member account, which then needs no credentials of its own. People with MFA
 * assume it, and start a session of 15 minutes for one task in one account with `sts:AssumeRoot`.
 *
 * The role may do nothing else. It belongs to the management account, or better to an account that is a delegated administrator of
 * `iam.amazonaws.com`, since service control policies limit only the latter. `rootCredentialsManagement` and `rootSessions` of
 * `OrganizationSettings` enable the tasks; a warning (`cdk-secure-account-baseline:rootAccessNotCentral`) says if the app does not.
 *
 * `docs/organization/root-of-member-accounts.md` describes how to remove the credentials of existing root users, and each task. Free of
 * charge.
 *
 * Sources: IAM User Guide, "Centrally manage root access for member accounts", "Perform a privileged task on an AWS Organizations member
 * account"; AWS STS API Reference, "AssumeRoot".
 *
 * @example
 * new CentralRootRole(this, 'CentralRoot', {
 *   tasks: [RootTask.IAM_AUDIT_ROOT_USER_CREDENTIALS, RootTask.S3_UNLOCK_BUCKET_POLICY],
 *   accounts: ['444455556666'],
 * });
 */
export class CentralRootRole extends BaselineRole {
  /**
   * @throws if no task is named, a task or account is listed twice, an account id is malformed, or if a name, path, user or age of the MFA
   * is out of range
   */
  constructor(scope: Construct, id: string, props: CentralRootRoleProps) {
    inConstruct(scope, id, () => requireOwnTrust(props, 'CentralRootRole', '`people`'));
    checkProps(scope, id, props, KEYS, () => requireTasks(props));
    const { tasks, accounts, people, roleName = 'CentralRoot', path = BASELINE_PATH, permissionsBoundary } = props;
    const assumedBy = inConstruct(scope, id, () => inProperty('people', () => RoleTrust.people({ mfaMaxAge: Duration.hours(1), ...people })));
    super(scope, id, { assumedBy, roleName, path, permissionsBoundary, maxSessionDuration: Duration.hours(1) });
    const policy = new iam.ManagedPolicy(this, 'Policy', {
      path,
      roles: [this],
      statements: [new iam.PolicyStatement({
        actions: ['sts:AssumeRoot'],
        resources: (accounts ?? ['*']).map(rootArn),
        conditions: { StringEquals: { 'sts:TaskPolicyArn': tasks.map((task) => Fn.sub(`arn:\${AWS::Partition}:iam::aws:policy/root-task/${task}`)) } },
      })],
    });
    omitDescription(policy);
    if (!accounts) {
      acknowledge(policy, { 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::*:root]': 'STS starts such a session only in member accounts of the own organization.' });
    }
    warnUnlessRootAccessIsCentral(this, tasks);
  }
}

function rootArn(account: string): string {
  return Token.isUnresolved(account) ? Fn.sub('arn:${AWS::Partition}:iam::${Account}:root', { Account: account }) : Fn.sub(`arn:\${AWS::Partition}:iam::${account}:root`);
}

function requireTasks({ tasks, accounts }: CentralRootRoleProps): void {
  requireSome('tasks', tasks);
  if (!accounts) return;
  requireSome('accounts', accounts);
  accounts.forEach((account) => requireAccountId('accounts', account));
}

function requireSome(property: string, list: string[]): void {
  requireEach(property, list);
  if (list.length === 0) throw invalid(property, list, 'it must list at least one');
}
