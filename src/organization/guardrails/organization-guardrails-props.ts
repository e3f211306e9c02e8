import { DeclarativeControl } from './declarative/declarative-control';
import { DetectionControl } from './declarative/detection-control';
import { ResourceControl } from './resource-control';
import { ServiceControl } from './service-control';
import { LandingZone } from '../landing-zone';
import { RollOutCaller } from '../roll-out-caller';

/** Properties of `OrganizationGuardrails`. */
export interface OrganizationGuardrailsProps {
  /**
   * The ids of the root, of organizational units and of accounts that the policies are attached to, such as `ou-abcd-11112222`. A policy of a
   * unit holds for everything below it. The management account is limited by no service or resource control policy; declarative and detection
   * policies hold for it too.
   */
  readonly targets: string[];

  /**
   * What the principals of the accounts cannot do, packed into service control policies.
   *
   * @default - none
   */
  readonly serviceControls?: ServiceControl[];

  /**
   * What cannot happen to the resources of the accounts, packed into resource control policies.
   *
   * @default - none
   */
  readonly resourceControls?: ResourceControl[];

  /**
   * How services are configured in the accounts, as one declarative policy for each policy type.
   *
   * @default - none
   */
  readonly declarativeControls?: DeclarativeControl[];

  /**
   * The detection services that are on in the accounts, as one policy for each service. **Each bills in every account and region.**
   *
   * @default - none
   */
  readonly detectionControls?: DetectionControl[];

  /**
   * The ARNs of the roles that deploy to the accounts and administer them, with wildcards, such as `arn:*:iam::*:role/Deploy`. Controls of the
   * baseline, of audit and of boundaries make an exception for them, and their names are protected. The roles of StackSets and of the landing
   * zone are always among them. Who may assume a deployer is one, and so is who may update a stack that has one as its role: name roles that
   * trust neither their own account nor CloudFormation, and so none of `cdk bootstrap`.
   *
   * @default - the roles of StackSets and of the landing zone
   */
  readonly deployers?: string[];

  /**
   * The ARNs of the roles for emergency access, which must stay usable.
   *
   * @default - 'arn:*:iam::*:role/account-baseline/BreakGlass', the name that `BreakGlassRole` has by default
   */
  readonly breakGlassRoles?: string[];

  /**
   * The landing zone of the organization. Places are kept for its policies, and its roles must stay usable.
   *
   * @default LandingZone.NONE
   */
  readonly landingZone?: LandingZone;

  /**
   * The account that deploys the policies. A delegated administrator is limited by them itself: name the role that deploys among
   * `deployers`, so that it is proved to be able to undo them.
   *
   * @default RollOutCaller.MANAGEMENT_ACCOUNT
   */
  readonly callAs?: RollOutCaller;

  /**
   * What the names of the policies begin with: `account-baseline`, or that and a suffix of letters, digits and single hyphens. Each
   * `OrganizationGuardrails` of an organization needs its own.
   *
   * @default 'account-baseline'
   */
  readonly policyName?: string;
}
