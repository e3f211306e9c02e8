import { Token, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ESCALATION_PATHS, PathKind } from './escalation-paths';
import { acknowledge } from '../private/acknowledge';

/** The findings of rule packs about AWS managed policies, with the reason to accept them. */
export function acknowledgeAwsManagedPolicies(identity: IConstruct, names: string[], guarded: boolean): void {
  const reason = guarded
    ? 'AWS updates the policy of the job function as services appear; the guardrail closes what it leaves open'
    : 'The job is to administer everything; AWS updates the policy, and a copy would be reported as full access';
  // The ID of a finding cannot contain a token.
  acknowledge(identity, Object.fromEntries(names.filter((name) => !Token.isUnresolved(name)).map((name) => [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason])));
}

/** The policies of jobs that change workloads. */
const BUILDING = ['PowerUserAccess', 'job-function/DataScientist', 'job-function/SystemAdministrator'];

/** The findings of `AccessChecks` about a job function: what an administrator is, and what guarded jobs cannot be done without. */
export function acknowledgeAccess(identity: IConstruct, policies: string[], guarded: boolean): void {
  if (!guarded && policies.includes('AdministratorAccess')) {
    acknowledge(identity, { 'AccessChecks-Administrator': 'The job is to administer everything' });
  }
  if (guarded && policies.some((name) => BUILDING.includes(name))) {
    const reason = 'Changing workloads is the job; a role with more permissions than the job has needs a permissions boundary';
    const paths = ESCALATION_PATHS.filter(({ kind }) => kind === PathKind.ATTACHED_ROLE);
    // In one entry: `Validations` writes all of them again with each one.
    identity.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries(paths.map(({ actions }) => (
      [`AccessChecks-PrivilegeEscalation[${actions.join('+')}]`, reason]
    ))));
  }
}

/** The finding of `AccessChecks` about a group whose members assume its role. */
export function acknowledgeOwnRole(group: IConstruct, role: IConstruct): void {
  acknowledge(group, { [`AccessChecks-ReachesAdministrator[${role.node.path}]`]: 'The members get the permissions of the job by assuming the role of the group' });
}

/** The findings of rule packs about a group that has no members in the template. */
export function acknowledgeMembersComeLater(group: IConstruct): void {
  const reason = 'The baseline creates the groups of an account before its users; membership is also managed outside of the template';
  acknowledge(group, { 'HIPAA.Security-IAMGroupHasUsers': reason, 'PCI.DSS.321-IAMGroupHasUsers': reason });
}

/** The findings of rule packs about the policy that allows power users `iam:PassRole` for workload roles. */
export function acknowledgePassWorkloadRoles(policy: IConstruct): void {
  const path = 'One path contains the roles for workloads, and the policy names the services they may be passed to';
  acknowledge(policy, {
    'AwsSolutions-IAM5[Resource::*]': 'ListInstanceProfiles supports no resource',
    'AwsSolutions-IAM5[Action::iam:GetRole*]': 'GetRole and GetRolePolicy, on the roles of one path',
    'AwsSolutions-IAM5[Action::iam:List*RolePolicies]': 'ListRolePolicies and ListAttachedRolePolicies, on the roles of one path',
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:instance-profile/workload/*]': path,
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:role/workload/*]': path,
  });
}
