import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BaselineRoleOptions } from './baseline-role-options';
import { PEOPLE_ROLE_KEYS } from './people-role-keys';
import { warnOfWideWorkloadRole } from '../permissions/wide-workload-role';
import { inConstruct, requireDuration, requireMatch } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { checkProps, KnownKeys, mandatory } from '../private/known-keys';
import { requireNoOutsideBoundary } from '../private/outside-boundary';
import { requireUniqueName } from '../private/unique-name';
import { checkAssumedBy, principal } from '../trust/assumed-by';

const KEYS: KnownKeys<BaselineRoleProps> = { ...PEOPLE_ROLE_KEYS, assumedBy: mandatory(principal) };

/** Properties of a `BaselineRole`. */
export interface BaselineRoleProps extends BaselineRoleOptions {
  /** The principals that may assume the role: a `RoleTrust`, or a principal of aws-cdk-lib that meets the same rules. */
  readonly assumedBy: iam.IPrincipal;
}

/**
 * A role with a checked trust policy. Conditions that can never hold and trusts that admit too many principals are refused, whether they
 * come from a `RoleTrust` or from a principal of aws-cdk-lib. All other roles of this library extend this class.
 *
 * A role under `/workload/`, which power users may pass to services, adds a warning (`cdk-secure-account-baseline:wideWorkloadRole`) if
 * it has wide permissions and no permissions boundary. Wide permissions are `AdministratorAccess`, `PowerUserAccess`, `IAMFullAccess`, or
 * a policy that allows everything or changes to identities.
 *
 * Free of charge. Sources: IAM User Guide, "IAM roles"; AWS STS API Reference, "AssumeRole".
 *
 * @example
 * new BaselineRole(this, 'Deployment', {
 *   assumedBy: RoleTrust.roles({
 *     siblings: { accounts: ['111122223333'], organizationId: 'o-a1b2c3d4e5' },
 *     roles: ['role/pipeline'],
 *   }),
 *   jobFunctions: [JobFunction.POWER_USER],
 * });
 */
export class BaselineRole extends iam.Role {
  /**
   * @throws if the trust admits too many principals or can never hold, if it names a principal of another partition, or if a name, path
   * or duration is out of range
   */
  constructor(scope: Construct, id: string, props: BaselineRoleProps) {
    const path = props.path ?? BASELINE_PATH;
    checkProps(scope, id, props, KEYS, () => {
      requireIamName('roleName', props.roleName, 64);
      requireIamPath('path', path);
      requireMatch('path', path, /^(?!\/aws-service-role\/)/, 'only AWS creates service-linked roles. Choose another path');
      requireDuration('maxSessionDuration', props.maxSessionDuration, Duration.hours(1), Duration.hours(12));
    });
    super(scope, id, {
      assumedBy: props.assumedBy,
      roleName: props.roleName,
      path,
      maxSessionDuration: props.maxSessionDuration,
      permissionsBoundary: props.permissionsBoundary,
      description: props.description,
    });
    inConstruct(scope, id, () => checkAssumedBy(this, props.assumedBy));
    for (const jobFunction of props.jobFunctions ?? []) jobFunction.bind(this).forEach((policy) => this.addManagedPolicy(policy));
    props.managedPolicies?.forEach((policy) => this.addManagedPolicy(policy));
    requireUniqueName(this, 'roleName');
    // A permissions boundary from outside is allowed on a role for workloads.
    if (path.startsWith(BASELINE_PATH)) requireNoOutsideBoundary(this);
    warnOfWideWorkloadRole(this);
  }
}
