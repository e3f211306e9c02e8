import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledge } from '../private/acknowledge';

/** What rule packs find about policies that AWS maintains. */
export function acknowledgeAwsManagedPolicies(identity: IConstruct, names: string[], guarded: boolean): void {
  const reason = guarded
    ? 'AWS keeps the policy of the job function current as services appear; what it leaves open is closed by the guardrail'
    : 'The job is to administer everything; AWS keeps its policy current, and a copy of ours would be flagged as full access';
  // The id of a finding cannot hold a token.
  acknowledge(identity, Object.fromEntries(names.filter((name) => !Token.isUnresolved(name)).map((name) => [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason])));
}

/** What rule packs find about a group that has no members in the template. */
export function acknowledgeMembersComeLater(group: IConstruct): void {
  const reason = 'The baseline makes the groups of an account before its people; membership is also managed outside of the template';
  acknowledge(group, { 'HIPAA.Security-IAMGroupHasUsers': reason, 'PCI.DSS.321-IAMGroupHasUsers': reason });
}

/** What rule packs find about the policy that lets power users pass workload roles. */
export function acknowledgePassWorkloadRoles(policy: IConstruct): void {
  const path = 'One path holds the roles that were made for workloads, and the services they may be passed to are named';
  acknowledge(policy, {
    'AwsSolutions-IAM5[Resource::*]': 'ListInstanceProfiles takes no resource',
    'AwsSolutions-IAM5[Action::iam:GetRole*]': 'GetRole and GetRolePolicy, on the roles of one path',
    'AwsSolutions-IAM5[Action::iam:List*RolePolicies]': 'ListRolePolicies and ListAttachedRolePolicies, on the roles of one path',
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:instance-profile/workload/*]': path,
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:role/workload/*]': path,
  });
}
