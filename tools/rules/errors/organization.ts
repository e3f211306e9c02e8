import { ErrorId } from '../../../src/private/rules/error-ids';
import { ErrorRule } from '../rule';

/** The policies of an organization, and what is deployed to its accounts. */
export const ORGANIZATION = {
  'organization-lockout': {
    what: 'A guardrail of the organization denies a request that its deployer, a function of this library, StackSets, Control Tower or emergency access needs.',
    why: 'Updates and alerts fail in every account, or nobody can undo the guardrail.',
    fix: 'Make an exception in the statement that the message names, such as `ArnNotLike` on `aws:PrincipalArn`, or remove it.',
  },
  'organization-deployer-missing': {
    what: 'A delegated administrator deploys guardrails, and `deployers` names no role.',
    why: 'The policies limit the account of the delegated administrator too, which then cannot undo them.',
    fix: 'Name the role that deploys in `deployers`.',
  },
  'management-account-not-limited': {
    what: 'Guardrails target the management account.',
    why: 'No service control policy and no resource control policy limits it. The reader believes in a protection that does not exist.',
    fix: 'Remove the target. In a stack of a delegated administrator, set `callAs` to `DELEGATED_ADMINISTRATOR`.',
  },
  'management-account-not-reached': {
    what: 'A roll-out targets the management account.',
    why: 'StackSets never deploys to it: the most powerful account of the organization stays without a baseline.',
    fix: 'Deploy a `SecureAccountBaselineStack` to it.',
  },
  'control-policy-allow': {
    what: 'A statement of your own for a guardrail of the organization has the effect Allow.',
    why: 'It allows nothing that the policy of AWS beside it does not allow, and takes nothing away.',
    fix: 'Deny, with a condition or with `notActions`.',
  },
  'resource-control-service': {
    what: 'A resource control policy names `*` or a service that AWS does not support.',
    why: 'Organizations rejects `*` in a policy of a customer, and the resources of the other service stay unprotected.',
    fix: 'Name actions of the services in the message, or use a service control policy.',
  },
  'region-forgotten': {
    what: '`ServiceControl.regions` denies a region into which a roll-out of the app deploys.',
    why: 'The stack instances of the region fail, or can no longer be updated.',
    fix: 'Add the region, or remove it from the roll-out.',
  },
  'declarative-policy-conflict': {
    what: 'Two controls set the same attribute, or a declarative policy manages a setting that a construct or a roll-out sets with another value.',
    why: 'One of the two values is lost, or the deployment of the setting fails in each account.',
    fix: 'Remove one of the two.',
  },
  'roll-out-overlap': {
    what: 'An account is reached by two targets, of one roll-out or of two.',
    why: 'Both deploy a baseline with the same names: the second fails, in every account that both reach.',
    fix: 'Name units that lie beside each other, or leave accounts out with `exceptAccounts`.',
  },
  'permission-set-policy-missing': {
    what: 'A permission set refers to a guardrail or another policy that an account of its assignments does not hold.',
    why: 'Identity Center cannot assign the permission set there. Without the guardrail, its users could change the baseline.',
    fix: 'Give the `BaselineRollOut` or the baseline that creates the policy, as the message says.',
  },
} satisfies { [id in ErrorId]?: ErrorRule };
