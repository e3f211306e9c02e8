import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledge } from '../private/acknowledge';

/** The findings of rule packs about AWS managed policies, with the reason to accept them. */
export function acknowledgeAwsManagedPolicies(identity: IConstruct, names: string[], guarded: boolean): void {
  const reason = guarded
    ? 'AWS updates the policy of the job function as services appear; the guardrail closes what it leaves open'
    : 'The job is to administer everything; AWS updates the policy, and a copy would be reported as full access';
  // The ID of a finding cannot contain a token.
  acknowledge(identity, Object.fromEntries(names.filter((name) => !Token.isUnresolved(name)).map((name) => [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason])));
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
