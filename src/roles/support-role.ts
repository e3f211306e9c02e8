import { Construct } from 'constructs';
import { BaselineRole } from './baseline-role';
import { PEOPLE_ROLE_KEYS, SUPPORT_ROLE_NAME } from './people-role-keys';
import { PeopleRoleProps } from './people-role-props';
import { acknowledge } from '../private/acknowledge';
import { awsManagedPolicy } from '../private/aws-managed-policy';
import { checkProps } from '../private/known-keys';
import { RoleTrust } from '../trust/role-trust';

const SUPPORT_ACCESS = 'AWSSupportAccess';

/**
 * A role to open and manage support cases (`AWSSupportAccess`). Benchmarks require it, so that an incident needs no administrator.
 *
 * The role allows nothing else, and therefore carries no guardrail. By default, IAM users of this account assume it with MFA; a user
 * needs `sts:AssumeRole` on it.
 *
 * The role is free of charge; technical support cases need a support plan, which is billed.
 *
 * Sources: CIS AWS Foundations Benchmark 7.0.0, 2.15; Security Hub IAM.18; AWS Support User Guide, "Manage access to AWS Support Center".
 *
 * @example
 * new SupportRole(this, 'Support');
 */
export class SupportRole extends BaselineRole {
  /** @throws if the trust admits too many principals or can never hold, or if a name, path or duration is out of range */
  constructor(scope: Construct, id: string, props: PeopleRoleProps = {}) {
    checkProps(scope, id, props, PEOPLE_ROLE_KEYS);
    super(scope, id, { ...props, assumedBy: props.assumedBy ?? RoleTrust.people(), roleName: props.roleName ?? SUPPORT_ROLE_NAME });
    this.addManagedPolicy(awsManagedPolicy(this, SUPPORT_ACCESS));
    acknowledge(this, {
      [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${SUPPORT_ACCESS}]`]:
        'Benchmarks require this managed policy on a role, and AWS updates it with AWS Support.',
    });
  }
}
