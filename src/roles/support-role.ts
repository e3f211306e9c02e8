import { Construct } from 'constructs';
import { PeopleRoleProps } from './people-role-props';
import { peopleTrust } from './people-trust';
import { TrustingRole } from './trusting-role';
import { acknowledge } from '../private/acknowledge';
import { awsManagedPolicy } from '../private/aws-managed-policy';

const SUPPORT_ACCESS = 'AWSSupportAccess';

/**
 * The role to open and follow support cases with (`AWSSupportAccess`), which benchmarks ask for, so that nobody has to be an
 * administrator during an incident. It can do nothing else, and so carries no guardrail. By default people of this account assume
 * it, with MFA; whoever may needs `sts:AssumeRole` on it.
 *
 * The role costs nothing; technical support cases need a support plan, which does.
 *
 * Sources: CIS AWS Foundations Benchmark 7.0.0, 2.15; Security Hub IAM.18; AWS Support User Guide, "Manage access to AWS Support Center".
 *
 * @example
 * new SupportRole(this, 'Support');
 */
export class SupportRole extends TrustingRole {
  /**
   * @throws if the name or path is not one that IAM takes, or a duration is out of its range
   */
  constructor(scope: Construct, id: string, props: PeopleRoleProps = {}) {
    const { usersPath: _path, mfaMaxAge: _age, ...role } = props;
    super(scope, id, { ...role, roleName: props.roleName ?? 'Support', trust: peopleTrust(props) });
    this.addManagedPolicy(awsManagedPolicy(this, SUPPORT_ACCESS));
    acknowledge(this, {
      [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${SUPPORT_ACCESS}]`]:
        'Benchmarks look for this very policy on a role, and AWS keeps it in step with AWS Support.',
    });
  }
}
