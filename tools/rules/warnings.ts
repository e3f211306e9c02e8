import { Rule } from './rule';
import { WarningName } from '../../src/private/warnings';

/** The warnings of the constructs. */
export const WARNING_RULES: Record<WarningName, Rule> = {
  'conditionWithoutEffect': {
    what: 'A trust has a condition on a key that requests of this kind of principal never have, with an operator that ignores absent keys.',
    why: 'The condition always holds. The reader of the trust believes in a protection that does not exist.',
    fix: 'Remove the condition, or use a key that the principal sends.',
  },
  'existingGroupWithoutMfa': {
    what: 'An existing group is passed to the baseline, and the app does not know an MFA enforcement of it.',
    why: 'Its members can work without MFA.',
    fix: 'Pass `mfaEnforcement` where the group is imported or created.',
  },
  'externalIdOnOwnAccount': {
    what: 'A trust of principals of the same account requires an external ID.',
    why: 'An external ID protects from other customers of a third party. Every user of the account can read it.',
    fix: 'Remove the external ID, and require MFA or narrow the principals.',
  },
  'gitHubByNameOnly': {
    what: 'A subject of GitHub names the repository, without its numeric IDs.',
    why: 'The role trusts the name. When the repository or its owner is deleted or renamed, another person can take the name.',
    fix: 'Pass `repositoryId` and `ownerId`; the GitHub API returns both.',
  },
  'gitHubEnvironmentWithColon': {
    what: 'The name of a GitHub environment contains a colon.',
    why: 'GitHub encodes the colon in the subject, so that a different spelling does not match.',
    fix: 'Rename the environment.',
  },
  'gitLabByNameOnly': {
    what: 'A subject of GitLab names the project, without its numeric ID.',
    why: 'The role trusts the path of the project, which another person can take after a deletion or a move.',
    fix: 'Pass the ID of the project.',
  },
  'guardrailsUndecided': {
    what: 'The proof cannot decide whether guardrails of an organization leave a principal what it needs.',
    why: 'A statement of your own compares a condition key in a way that IAM does not document, such as one value as a number and as text. The principal may be locked out.',
    fix: 'Write the condition with one operator for each key, or make an exception for the principal with `ArnNotLike` on `aws:PrincipalArn`.',
  },
  'guessableExternalId': {
    what: 'An external ID is short, or one that is commonly used.',
    why: 'Another customer of the third party can guess it and reach the account through the third party (confused deputy).',
    fix: 'Ask the third party to generate an external ID for each customer.',
  },
  'jobFunctionAssumeRole': {
    what: 'A job function allows `sts:AssumeRole` by a wildcard and has no guardrail.',
    why: 'Its members can assume roles that were never meant for them, such as those of `cdk bootstrap`.',
    fix: 'Name the roles, or keep the guardrail.',
  },
  'jobFunctionFullAccess': {
    what: 'A job function allows every action on every resource.',
    why: 'It is an administrator under another name. Scanners report the policy (CIS AWS Foundations 7.0.0, 2.14).',
    fix: 'Allow what the job needs, or use `JobFunction.ADMINISTRATOR`.',
  },
  'jobFunctionIdentityWrites': {
    what: 'A job function without a guardrail changes identities.',
    why: 'Its members can give themselves any permissions.',
    fix: 'Remove the actions, or keep the guardrail.',
  },
  'jobFunctionPassRole': {
    what: 'A job function without a guardrail passes roles by a wildcard.',
    why: 'Its members can pass a more powerful role to a service and act through it.',
    fix: 'Name a path of roles and the services, or keep the guardrail.',
  },
  'jobFunctionUnknownAction': {
    what: 'A statement of a job function names an action that AWS did not have when this version was released.',
    why: 'With a typo, the statement allows nothing, or denies nothing.',
    fix: 'Check the spelling. Acknowledge the warning if the action is new.',
  },
  'jobFunctionUnknownAwsPolicy': {
    what: 'A job function names an AWS managed policy that did not exist when this version was released.',
    why: 'With a typo, the deployment fails.',
    fix: 'Check the spelling. Acknowledge the warning if the policy is new.',
  },
  'leastPrivilege:expired': {
    what: 'The condition of a statement ended the access before this synthesis.',
    why: 'The statement allows nothing. The reader believes that the access exists.',
    fix: 'Remove the statement, or set a new end.',
  },
  'leastPrivilege:unknownAction': {
    what: 'A statement of a least-privilege policy names an action that AWS did not have when this version was released.',
    why: 'With a typo, the statement allows nothing.',
    fix: 'Check the spelling. Acknowledge the warning if the action is new.',
  },
  'leastPrivilege:uselessAcknowledgement': {
    what: 'An acknowledgement names a rule that the policy does not break.',
    why: 'It would silently cover a statement that is added later.',
    fix: 'Remove the acknowledgement.',
  },
  'mfaEnforcementUnknownAction': {
    what: '`exemptedActions` names an action that AWS did not have when this version was released.',
    why: 'With a typo, the action stays denied without MFA.',
    fix: 'Check the spelling. Acknowledge the warning if the action is new.',
  },
  'mfaNotYetEnforced': {
    what: 'The MFA enforcement of every group of a user is in roll-out mode.',
    why: 'The user can work without MFA.',
    fix: 'Enforce MFA after the roll-out: [rolling out MFA](mfa-roll-out.md).',
  },
  'nameKnownAtDeployment': {
    what: 'A name that must begin with `account-baseline` is a token.',
    why: 'Guardrails and boundaries protect by this prefix. Only the deployment knows whether the name has it.',
    fix: 'Write the name, or check the value that the deployment passes.',
  },
  'noAuditTrail': {
    what: 'An alert or a guard depends on API calls in EventBridge, and the app names no trail.',
    why: 'EventBridge receives API calls only if a trail logs them: nothing is reported.',
    fix: 'Pass `trail`: an `AuditTrail`, `TrailSource.fromTrailArn()` or `TrailSource.ofOrganization()`. See [watch](watch.md).',
  },
  'notInRegion': {
    what: 'CloudFormation has no resource type for a setting in the region of the stack.',
    why: 'The setting is left out.',
    fix: 'Set the property that the message names to `false`.',
  },
  'oidcIssuerSlash': {
    what: 'The URL of an issuer ends with a slash, or lacks the slash that this issuer is known to send.',
    why: 'AWS compares the issuer exactly. With a different spelling, every sign-in fails.',
    fix: 'Copy the value of `issuer` from the discovery document of the provider.',
  },
  'policyOnUser': {
    what: 'A policy is attached to IAM users.',
    why: 'Permissions of single users are overlooked in reviews (CIS AWS Foundations 7.0.0, 2.13; Security Hub IAM.2).',
    fix: 'Attach the policy to a group of the users.',
  },
  'reusedExternalId': {
    what: 'Two trusts of different third parties have the same external ID.',
    why: 'Each of the two third parties knows what the other needs to assume its role.',
    fix: 'Ask each third party for its own external ID.',
  },
  'rolesAnywhereCertificateEnds': {
    what: 'The certificate of a trust anchor expires soon, or has expired.',
    why: 'Afterwards no machine gets a session.',
    fix: 'Add the next certificate of the authority to the bundle.',
  },
  'rootAccessNotCentral': {
    what: 'The app has a `CentralRootRole`, and no `OrganizationSettings` that enable its tasks.',
    why: 'STS refuses a task that the organization has not enabled.',
    fix: 'Set `rootCredentialsManagement` and `rootSessions` of `OrganizationSettings`. Acknowledge the warning if another app enables them.',
  },
  'samlCertificateEnds': {
    what: 'The signing certificate in SAML metadata expires soon, or has expired.',
    why: 'The identity provider signs with the next certificate, which IAM does not know: nobody can sign in.',
    fix: 'Export the metadata again and deploy it.',
  },
  'samlMetadataCacheDuration': {
    what: 'SAML metadata has the attribute `cacheDuration`.',
    why: 'IAM uses it as the lifetime of the provider, counted from the deployment.',
    fix: 'Remove the attribute from the document.',
  },
  'samlMetadataEnds': {
    what: 'SAML metadata has a date `validUntil` that is near, or past.',
    why: 'Afterwards nobody can sign in.',
    fix: 'Export the metadata again and deploy it.',
  },
  'samlMetadataSize': {
    what: 'SAML metadata takes a large part of the template.',
    why: 'Without a bucket, a template has 51,200 characters at most: the deployment fails.',
    fix: 'Remove everything but `IDPSSODescriptor`, or put the provider into a stack of its own.',
  },
  'sessionLongerThanRoleChaining': {
    what: 'A role that other roles assume has a session of more than one hour.',
    why: 'AWS limits role chaining to one hour: a request for a longer session fails.',
    fix: 'Set `maxSessionDuration` to one hour.',
  },
  'sourceNotDocumented': {
    what: 'A trust of a service requires `aws:SourceArn` or `aws:SourceAccount`, and the service does not document that it sends the key.',
    why: 'If it does not send the key, it cannot assume the role.',
    fix: 'Test the role with the service, then acknowledge the warning; or remove the condition.',
  },
  'templateSize': {
    what: 'The template of a stack is larger than 51,200 characters.',
    why: 'CloudFormation accepts a larger template only from a bucket, which this synthesizer does not need.',
    fix: 'Move users and resources to another stack, or bootstrap the account and use the default synthesizer.',
  },
  'trustPolicySize': {
    what: 'A trust policy is larger than the quota of 2,048 characters.',
    why: 'IAM refuses it, unless the quota of the account was raised.',
    fix: 'Use patterns, split the role, or raise the quota.',
  },
  'unknownProperty': {
    what: 'The properties of a stack hold a key that neither the library nor its version of aws-cdk-lib knows.',
    why: 'With a typo, the property has no effect.',
    fix: 'Check the spelling. Acknowledge the warning if aws-cdk-lib added the property later.',
  },
  'unknownServicePrincipal': {
    what: 'A trust names a service that this library does not know.',
    why: 'IAM refuses a service principal that does not exist: the deployment fails.',
    fix: 'Check the spelling. Acknowledge the warning if the service is new.',
  },
  'userTypeNotInRegion': {
    what: 'The app creates a user of Identity Center in a region for which AWS does not publish the resource type.',
    why: 'CloudFormation refuses the template there, before it changes anything.',
    fix: 'Run the command of the warning. If it fails, create the user in the console, and refer to it with `IdentityCenterUser.fromUserId`. Otherwise acknowledge the warning.',
  },
  'wideWorkloadRole': {
    what: 'A role under `/workload/` has wide permissions and no permissions boundary.',
    why: 'Power users may pass the roles of this path to their workloads, and act through them.',
    fix: 'Set `permissionsBoundary`, such as a `WorkloadBoundary`, or another `path`.',
  },
};
