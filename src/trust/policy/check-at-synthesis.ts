import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { reusedExternalId } from './reused-external-id';
import { requireTrustPolicy } from './trust-policy-errors';
import { trustPolicyWarnings } from './trust-policy-warnings';
import { InvalidInputError } from '../../private/errors';
import { warn } from '../../private/warnings';
import { violation, violationOf } from '../../private/written-properties';
import { requirePartition } from '../partition';
import { TrustDetails, TrustWarning } from '../trust-part';

/** The maximum number of characters of a trust policy without a quota increase. Source: IAM User Guide, "IAM and AWS STS quotas". */
const TRUST_POLICY_QUOTA = 2048;

/** The resources to check at synthesis, with the trusts of this library that they use. */
const checked = new WeakMap<IConstruct, Set<TrustDetails>>();

/**
 * Records that a resource of the app uses a trust. The trust learns of it when its principals are resolved, since a plain `iam.Role` does
 * not report it earlier. The conditions of a trust hold only in the trust policy of a role.
 */
export function noteUse(scope: IConstruct, details: TrustDetails): void {
  if (iam.CfnRole.isCfnRole(scope)) {checkAtSynthesis(scope, details);} else if (CfnResource.isCfnResource(scope) && !checked.has(scope)) {
    checked.set(scope, new Set());
    const rule = `it is for the trust policy of a role, and ${scope.cfnResourceType} is not a role. Use the role that trusts it`;
    scope.node.addValidation({ validate: () => [violation(scope, 'principal', 'RoleTrust', rule, 'trust-outside-role')] });
  }
}

/** Checks the whole trust policy of a role at synthesis, since statements and the values of lazy tokens may come later. */
export function checkAtSynthesis(resource: iam.CfnRole, details?: TrustDetails): void {
  const known = checked.get(resource);
  const trusts = known ?? new Set();
  if (details) trusts.add(details);
  if (known) return;
  checked.set(resource, trusts);
  resource.node.addValidation({ validate: () => judge(resource, [...trusts]) });
}

function judge(resource: iam.CfnRole, trusts: TrustDetails[]): string[] {
  const document = resource.assumeRolePolicyDocument;
  if (!(document instanceof iam.PolicyDocument)) return [];
  try {
    requirePartitions(resource, trusts);
    const judged = requireTrustPolicy(resource, document, 'assumedBy', true);
    const seconds = Token.isUnresolved(resource.maxSessionDuration) ? undefined : resource.maxSessionDuration;
    const warnings = [
      ...trusts.flatMap((trust) => trust.warnings ?? []),
      ...trustPolicyWarnings(judged, seconds),
      ...reusedExternalId(resource, judged),
      ...size(resource, document),
    ];
    // The warning is on the resource, because an acknowledgement applies to everything below its construct.
    warnings.forEach(({ id, message }) => warn(resource, id, message));
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return [violationOf(resource, error)];
    throw error;
  }
}

/** Refuses ARNs of another partition, and names the property that the user wrote. */
export function requirePartitions(scope: IConstruct, trusts: TrustDetails[]): void {
  for (const { arns = {} } of trusts) {
    for (const [property, values] of Object.entries(arns)) requirePartition(scope, property, values);
  }
}

function size(resource: iam.CfnRole, document: iam.PolicyDocument): TrustWarning[] {
  const { length } = JSON.stringify(Stack.of(resource).resolve(document));
  if (length <= TRUST_POLICY_QUOTA) return [];
  return [{
    id: 'trustPolicySize',
    message: `The trust policy has about ${length} characters, and IAM accepts ${TRUST_POLICY_QUOTA} unless the quota was raised. Use patterns `
      + 'or split the role',
  }];
}
