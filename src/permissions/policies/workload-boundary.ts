import * as iam from 'aws-cdk-lib/aws-iam';
import { deny } from './deny';
import { denyIdentityChangesStatement, denyOnAnyResourceStatement, denyOwnUserStatement, ORGANIZATION } from './guardrail';
import { iamArn } from '../../private/arn';
import { WORKLOAD_PATH } from '../../private/iam-names';

/** The writes that tell IAM which boundary the role or user carries, or is to carry. */
const SEES_BOUNDARY = [
  'AttachRolePolicy', 'AttachUserPolicy', 'CreateRole', 'CreateUser', 'DeleteRole', 'DeleteRolePolicy', 'DeleteUserPolicy', 'DetachRolePolicy',
  'DetachUserPolicy', 'PutRolePolicy', 'PutUserPolicy', 'UpdateAssumeRolePolicy', 'UpdateRole', 'UpdateRoleDescription',
].map((name) => `iam:${name}`);

/** What cdk-nag finds in these statements, and why a reviewer accepts it. */
export const BOUNDARY_FINDINGS = Object.fromEntries([
  'AwsSolutions-IAM5[Action::*]',
  'AwsSolutions-IAM5[Resource::*]',
  ...['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].flatMap((pack) => (
    [`${pack}-IAMPolicyNoStatementsWithAdminAccess`, `${pack}-IAMPolicyNoStatementsWithFullAccess`]
  )),
].map((id) => [id, 'A permissions boundary grants nothing: it says how far the policies of its carrier may reach, and denies what it must not do']));

/**
 * The boundary: everything, less what would lead out of it.
 *
 * All limits are explicit denies. What a boundary merely does not allow, a resource policy that names a session or a user may
 * still grant; nothing lifts a deny.
 *
 * @param boundaryArn the ARN of the boundary itself
 */
export function workloadBoundaryStatements(boundaryArn: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ sid: 'Most', actions: ['*'], resources: ['*'] }),
    deny('OnlyBounded', {
      actions: SEES_BOUNDARY,
      resources: ['*'],
      // True as well where there is no boundary at all.
      conditions: { StringNotEquals: { 'iam:PermissionsBoundary': boundaryArn } },
    }),
    // A boundary comes with CreateRole and CreateUser. To put this one where another was would be a change too.
    deny('KeepBoundary', { actions: ['iam:*PermissionsBoundary'], resources: ['*'] }),
    deny('Roles', {
      actions: ['iam:PassRole', 'sts:AssumeRo*', 'sts:GetDel*'],
      // Of this account: what lies under the path in another one carries no boundary of ours.
      notResources: [iamArn(`role${WORKLOAD_PATH}*`)],
    }),
    // Credentials, policies and their versions show no boundary, so their path decides. Groups are left out on purpose: who is
    // put into one is not part of the ARN.
    exceptWorkloads(denyIdentityChangesStatement()),
    denyOwnUserStatement(),
    denyOnAnyResourceStatement(ORGANIZATION),
  ];
}

function exceptWorkloads(statement: iam.PolicyStatement): iam.PolicyStatement {
  statement.addNotResources(...['instance-profile', 'policy', 'role', 'user'].map((kind) => `arn:*:iam::*:${kind}${WORKLOAD_PATH}*`));
  return statement;
}
