import { Annotations, Aws, Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { invalid, requireMatch } from '../../private/errors';
import { WORKLOAD_PATH } from '../../private/iam-names';
import { PrincipalKind } from '../../trust/principal-kind';
import { RoleTrust } from '../../trust/role-trust';
import { KNOWN_SERVICES, NAMED_BY_PARTITION, SENDS_SOURCE, SERVICE_LINKED_ONLY } from '../../trust/service-principals';
import { BaselineRoleProps } from '../baseline-role-props';
import { TrustingRole } from '../trusting-role';

/** Properties of a `ServiceRole`. */
export interface ServiceRoleProps extends BaselineRoleProps {
  /** The service principal that assumes the role, such as `states.amazonaws.com`. */
  readonly service: string;

  /**
   * The accounts whose resources the service may act for, 12 digits each.
   *
   * @default - this account, where the service is known to send it and `sourceArns` do not name accounts; else any
   */
  readonly sourceAccounts?: string[];

  /**
   * The resources that the service may act for, as ARNs in which `*` stands for any characters.
   *
   * @default - any of the accounts
   */
  readonly sourceArns?: string[];

  /**
   * Whether the service may pass session tags, as EKS Pod Identity does.
   *
   * @default false
   */
  readonly sessionTags?: boolean;
}

/**
 * A role for an AWS service, which acts only for resources of this account where the service lets one ask for that: otherwise
 * somebody with a resource in another account might have the service use this role (the confused deputy problem).
 *
 * For a service that is known to send its source, `aws:SourceAccount` is in the trust without being asked for. Asking for a source
 * of another one is a warning, since it would shut out a service that sends none; so is a service that this library does not
 * know. Roles that only AWS makes (service-linked roles) are refused. For EC2 take `Ec2InstanceRole`.
 *
 * It lives under `/workload/`, so that power users may pass it to its service. Costs nothing.
 *
 * Sources: IAM User Guide, "The confused deputy problem", "Create a service-linked role"; the guides of the services.
 *
 * @example
 * new ServiceRole(this, 'Schedule', {
 *   service: 'scheduler.amazonaws.com',
 *   sourceArns: ['arn:aws:scheduler:*:111122223333:schedule-group/nightly'],
 * });
 */
export class ServiceRole extends TrustingRole {
  /**
   * @throws if the service is none, or takes only a service-linked role, if a source is malformed or one of another service, or the name, path or session length is not one that IAM takes
   */
  constructor(scope: Construct, id: string, props: ServiceRoleProps) {
    const { service, sourceAccounts, sourceArns, sessionTags, ...role } = props;
    requireService(props);
    requireMatch('roleName', props.roleName, /^(?!AWSServiceRoleFor)/i, 'names that begin with AWSServiceRoleFor are those of service-linked roles, which only AWS makes');
    const accounts = sourceAccounts ?? (sendsSource(service) && !nameAccounts(sourceArns) ? [Aws.ACCOUNT_ID] : undefined);
    super(scope, id, {
      ...role,
      path: props.path ?? WORKLOAD_PATH,
      trust: new RoleTrust({ kind: PrincipalKind.SERVICE, principal: principalOf(service), sourceAccounts: accounts, sourceArns, sessionTags }),
    });
    if (Token.isUnresolved(service) || sendsSource(service)) return;
    if (!KNOWN_SERVICES.has(service)) {
      Annotations.of(this).addWarningV2('cdk-secure-account-baseline:unknownServicePrincipal',
        `service: '${service}' is not known to this library; IAM refuses a service principal that does not exist`);
    } else if (sourceAccounts || sourceArns) {
      Annotations.of(this).addWarningV2('cdk-secure-account-baseline:sourceNotDocumented',
        `${sourceAccounts ? 'sourceAccounts' : 'sourceArns'}: ${service} is not known to send its source; if it sends none, it cannot assume the role`);
    }
  }
}

function requireService({ service, sourceArns }: ServiceRoleProps): void {
  requireMatch('service', service, /^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a service principal is a name such as states.amazonaws.com');
  if (Token.isUnresolved(service)) return;
  if (SERVICE_LINKED_ONLY.has(service)) {
    throw invalid('service', service, 'it takes only its service-linked role, which AWS makes when the service is switched on or iam:CreateServiceLinkedRole is called');
  }
  const namespaces = SENDS_SOURCE[service]?.sourceArns;
  if (!namespaces || Token.isUnresolved(sourceArns)) return;
  for (const arn of sourceArns ?? []) {
    requireMatch('sourceArns', arn, new RegExp(`^arn:[a-z-]+:(${namespaces.join('|')}):`), `${service} acts for resources of ${namespaces.join(' and ')}`);
  }
}

/** Whether each of the ARNs says whose resource it is; what only the deployment knows is a resource by name. */
function nameAccounts(arns: string[] | undefined): boolean {
  return arns !== undefined && (Token.isUnresolved(arns) || arns.every((arn) => Token.isUnresolved(arn) || /^\d{12}$/.test(arn.split(':')[4])));
}

function sendsSource(service: string): boolean {
  return service in SENDS_SOURCE;
}

function principalOf(service: string): iam.IPrincipal {
  return new iam.ServicePrincipal(NAMED_BY_PARTITION.includes(service) ? Fn.sub(`${service.split('.')[0]}.\${AWS::URLSuffix}`) : service);
}
