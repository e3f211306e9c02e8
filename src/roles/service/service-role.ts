import { Construct } from 'constructs';
import { inConstruct, requireMatch } from '../../private/errors';
import { WORKLOAD_PATH } from '../../private/iam-names';
import { ServiceTrustOptions } from '../../trust/options/service-trust-options';
import { RoleTrust } from '../../trust/role-trust';
import { BaselineRole } from '../baseline-role';
import { BaselineRoleOptions } from '../baseline-role-options';
import { requireOwnTrust } from '../own-trust';

/** Properties of a `ServiceRole`. */
export interface ServiceRoleProps extends BaselineRoleOptions, ServiceTrustOptions {
  /** The service principal that assumes the role, such as `states.amazonaws.com`. */
  readonly service: string;
}

/**
 * A role for an AWS service, see `RoleTrust.service`. The service acts only for resources of this account if it documents that it sends
 * the account.
 *
 * The role is under `/workload/`, so that power users may pass it to its service. Under that path, wide permissions without a permissions
 * boundary add a warning (`cdk-secure-account-baseline:wideWorkloadRole`): set `permissionsBoundary`, or a `path` whose roles power users
 * may not pass. For EC2, use `Ec2InstanceRole`.
 *
 * Free of charge. Sources: IAM User Guide, "The confused deputy problem", "Create a service-linked role"; the guides of the services.
 *
 * @example
 * new ServiceRole(this, 'Schedule', {
 *   service: 'scheduler.amazonaws.com',
 *   sourceArns: ['arn:aws:scheduler:*:111122223333:schedule-group/nightly'],
 * });
 */
export class ServiceRole extends BaselineRole {
  /**
   * @throws if the service principal is malformed or assumes only a service-linked role, if a source is malformed or of another service,
   * or if a name, path or duration is out of range
   */
  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    const { service, sourceAccounts, sourceArns, sessionTags, ...role } = props;
    const assumedBy = inConstruct(scope, id, () => {
      requireOwnTrust(props, 'ServiceRole', '`service`');
      requireMatch('roleName', props.roleName, /^(?!AWSServiceRoleFor)/i, 'names that begin with AWSServiceRoleFor are reserved for '
        + 'service-linked roles, which only AWS creates');
      return RoleTrust.service(service, { sourceAccounts, sourceArns, sessionTags });
    });
    super(scope, id, { ...role, path: props.path ?? WORKLOAD_PATH, assumedBy });
  }
}
