import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IMfaEnforcement, MfaEnforcementAttributes } from './mfa-enforcement-reference';
import { inConstruct, requireMatch, unsafe } from '../private/errors';

const POLICY_ARN = /^arn:[a-z-]+:iam::\d{12}:policy\/([\x21-\x7e]+\/)?[\w+=,.@-]{1,128}$/;

/** A policy of another stack, which this stack cannot change. The attributes describe its permissions. */
export function importMfaEnforcement(scope: Construct, id: string, attributes: MfaEnforcementAttributes): IMfaEnforcement {
  const { managedPolicyArn, enforced = true, allowFirstPasswordChange: allowed = false } = attributes;
  inConstruct(scope, id, () => requireMatch('managedPolicyArn', managedPolicyArn, POLICY_ARN, 'it must be the ARN of a customer-managed policy'));
  const policy = iam.ManagedPolicy.fromManagedPolicyArn(scope, id, managedPolicyArn);
  return Object.assign(policy, {
    enforced,
    allowFirstPasswordChange() {
      if (allowed) return;
      throw unsafe('first-password-locked-out', 'allowFirstPasswordChange', false,
        'a user must change the first password before enrolling MFA, which this imported MFA enforcement denies. '
        + 'Set it where the policy is created and at the import, or set passwordResetRequired to false', policy);
    },
    // CloudFormation attaches a policy to a group only if one of the two is a resource of the template.
    attachToGroup(group: iam.IGroupRef) {
      if (group instanceof iam.Group) group.addManagedPolicy(policy);
    },
  });
}
