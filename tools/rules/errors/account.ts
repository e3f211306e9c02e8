import { ErrorId } from '../../../src/private/rules/error-ids';
import { ErrorRule } from '../rule';

/** Users, their credentials, and what protects the baseline in its account. */
export const ACCOUNT = {
  'user-without-mfa': {
    what: 'A user of the baseline belongs to no group that enforces MFA.',
    why: 'A stolen password or access key is enough to act as the user (CIS AWS Foundations 7.0.0, 2.10; Security Hub IAM.5).',
    fix: 'Set `mfaEnforcement` on one of the groups.',
    exception: '`MfaEnforcementMode` of the enforcement allows a roll-out in steps.',
  },
  'mfa-bypass': {
    what: '`exemptedActions` exempts an action with which a user without MFA can get rid of MFA, or get other credentials.',
    why: 'A stolen password opens the account although MFA is enforced.',
    fix: 'Remove the action from `exemptedActions`.',
  },
  'mfa-enforcement-on-role': {
    what: '`MfaEnforcement` is attached to a role.',
    why: 'The credentials of a role never carry MFA: the policy denies the role everything.',
    fix: 'Require MFA in the trust policy of the role, with `RoleTrust.people`.',
  },
  'mfa-enforcement-on-program': {
    what: 'A `ProgramUser` belongs to a group that enforces MFA.',
    why: 'A program cannot use MFA: the group denies it everything.',
    fix: 'Use groups without MFA enforcement for programs.',
  },
  'first-password-locked-out': {
    what: 'A user must change the first password, and an imported MFA enforcement denies that before MFA is enrolled.',
    why: 'The user can never sign in.',
    fix: 'Set `allowFirstPasswordChange` where the policy is created and at the import, or set `passwordResetRequired` to false.',
  },
  'policy-on-user': {
    what: 'A policy is attached to a `BaselineUser` or a `ProgramUser`, or a grant would attach one.',
    why: 'Reviews overlook permissions of single users (CIS AWS Foundations 7.0.0, 2.13; Security Hub IAM.2).',
    fix: 'Attach the policy to a group of the user.',
  },
  'access-key-in-stack': {
    what: 'A stack creates an access key of a `BaselineUser`.',
    why: 'The secret is readable in the stack. The key has no owner who rotates it, and it was created without MFA.',
    fix: 'Remove the key. People create their own with MFA, and a program uses a role or a `ProgramUser`.',
  },
  'access-key-from-anywhere': {
    what: 'A `ProgramUser` names no source, or a list of sources contains every address.',
    why: 'A stolen access key works from everywhere.',
    fix: 'Set `sourceIps`, `sourceVpcIds` or `sourceVpcEndpointIds`.',
    exception: 'Set `usableFromAnywhere`.',
  },
  'secret-in-template': {
    what: 'A password is plain text, or a bundle of certificates contains a private key.',
    why: 'The template keeps it, in the repository of the build, in the bucket of the assets and in CloudFormation.',
    fix: 'Use `SecretValue.ssmSecure` or `SecretValue.secretsManager` for the password. Remove the private key, and replace it if the file was shared.',
  },
  'password-policy-below-standard': {
    what: 'A property of the password policy is weaker than its standard.',
    why: 'The account fails the standard that the code claims.',
    fix: 'Change the property, or choose another `standard`.',
    exception: 'Say why in `acknowledgeBelowStandard`.',
  },
  'twice-in-account': {
    what: 'Two constructs of the app set the same account-wide setting, or two baselines are in one account.',
    why: 'Each deployment reverts the value of the other, and the removal of one turns the protection off.',
    fix: 'Keep one of the two.',
  },
  'guardrail-denies-role': {
    what: 'A user or a group needs a role that the guardrail of a job function denies.',
    why: 'A deny takes precedence: the members cannot assume the role.',
    fix: 'Set `JobFunctionAccess.ASSUME_ROLE`, so that the role carries the guardrail, or create two users.',
  },
  'group-policy-missing': {
    what: '`iam.Role.customizeRoles` prevents a policy of the baseline from being created.',
    why: 'The groups would exist without the guardrail or the MFA enforcement.',
    fix: 'Call `customizeRoles` on a scope without groups and MFA enforcement.',
  },
  'boundary-on-baseline': {
    what: 'A permissions boundary of the app, of a stack or of the context covers an identity that administers the account.',
    why: 'The administrator loses permissions when they are needed, or the deployment fails because the boundary does not exist yet.',
    fix: 'Apply the boundary to a scope without the baseline.',
  },
  'name-unprotected': {
    what: 'The name of a resource does not begin with `account-baseline`.',
    why: 'The guardrail and the workload boundary protect the resource by this prefix. With another name, power users can change it.',
    fix: 'Begin the name with `account-baseline`.',
  },
  'deactivation-unannounced': {
    what: 'The credential report deactivates access keys, and no topic or subscriber receives the warning.',
    why: 'A program stops without notice.',
    fix: 'Set `topic`, with an email address or another subscriber.',
  },
  'events-in-other-region': {
    what: 'An alert is in a region in which the events that it waits for never occur.',
    why: 'Events of IAM and of the root user occur in one region of a partition, such as `us-east-1`. The alert stays silent.',
    fix: 'Deploy the stack to the region that the message names.',
  },
} satisfies { [id in ErrorId]?: ErrorRule };
