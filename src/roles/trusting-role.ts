import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BaselineRoleProps } from './baseline-role-props';
import { requireDuration, requireMatch } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { RoleTrust } from '../trust/role-trust';

/** Properties of a `TrustingRole`. */
export interface TrustingRoleProps extends BaselineRoleProps {
  /** Whom the role trusts. */
  readonly trust: RoleTrust;
}

/**
 * A role that trusts what a `RoleTrust` says, and shows its warnings. The other roles of this library are made of it; take it for
 * a trust that none of them has. Costs nothing.
 *
 * Source: IAM User Guide, "IAM roles"; AWS STS API Reference, "AssumeRole".
 *
 * @example
 * new TrustingRole(this, 'Deployment', {
 *   trust: new RoleTrust({ kind: PrincipalKind.ROLE, accounts: ['111122223333'], onlyPrincipals: ['role/pipeline'] }),
 *   jobFunctions: [JobFunction.POWER_USER],
 * });
 */
export class TrustingRole extends iam.Role {
  /** Whom the role trusts. */
  public readonly trust: RoleTrust;

  /**
   * @throws if the name or path is not one that IAM takes, the sessions may last less than 1 or more than 12 hours, or the trust
   * names a principal of another partition
   */
  constructor(scope: Construct, id: string, props: TrustingRoleProps) {
    const path = props.path ?? BASELINE_PATH;
    requireIamName('roleName', props.roleName, 64);
    requireIamPath('path', path);
    requireMatch('path', path, /^(?!\/aws-service-role\/)/, 'only AWS makes service-linked roles; see the service for how to make it do so');
    requireDuration('maxSessionDuration', props.maxSessionDuration, Duration.hours(1), Duration.hours(12));
    super(scope, id, {
      assumedBy: props.trust,
      roleName: props.roleName,
      path,
      maxSessionDuration: props.maxSessionDuration,
      permissionsBoundary: props.permissionsBoundary,
      description: props.description,
    });
    this.trust = props.trust;
    this.trust.check(this, props.maxSessionDuration);
    for (const jobFunction of props.jobFunctions ?? []) jobFunction.bind(this).forEach((policy) => this.addManagedPolicy(policy));
    props.managedPolicies?.forEach((policy) => this.addManagedPolicy(policy));
  }
}
