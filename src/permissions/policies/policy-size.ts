import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { violation } from '../../private/written-properties';

/** IAM counts the characters of a managed policy without white space. Source: IAM User Guide, "IAM and AWS STS quotas". */
export const MANAGED_POLICY_LIMIT = 6144;

/** The longest values that AWS puts in place of a pseudo parameter today, so that what fits here fits everywhere. */
const LONGEST: Record<string, string> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::AccountId': '123456789012',
  'AWS::Region': 'ap-southeast-3',
  'AWS::URLSuffix': 'amazonaws.com.cn',
  'AWS::StackName': 'x'.repeat(128),
};

/** An attribute of a resource is nearly always an ARN, and a generated one is at most this long. */
const ATTRIBUTE = 'x'.repeat(130);

/**
 * The characters that IAM will count when the policy is deployed, never fewer: what only the deployment knows is counted at
 * its longest.
 */
export function policySize(scope: Construct, document: unknown): number {
  return longestText(scope, document).replace(/\s/g, '').length;
}

/** A policy as text, with what only the deployment knows at its longest. */
export function longestText(scope: Construct, document: unknown): string {
  return JSON.stringify(literal(Stack.of(scope).resolve(document) ?? {}));
}

/** Refuses a policy that IAM would not take, with what its user can do about it; none if it fits. */
export function policySizeErrors(scope: Construct, document: unknown, property: string, remedy: string, limit = MANAGED_POLICY_LIMIT): string[] {
  const size = policySize(scope, document);
  if (size <= limit) return [];
  return [violation(scope, property, `${size} characters`, `the policy may have ${limit}; ${remedy}`)];
}

function literal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, argument], ...others] = Object.entries(value).length > 0 ? Object.entries(value) : [['', undefined]];
  if (others.length === 0) {
    if (key === 'Ref') return LONGEST[argument as string] ?? ATTRIBUTE;
    if (key === 'Fn::Sub') return substituted(Array.isArray(argument) ? argument[0] : argument as string);
    if (key === 'Fn::Join') return (literal(argument[1]) as unknown[]).join(argument[0]);
    if (key.startsWith('Fn::')) return ATTRIBUTE;
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, literal(inner)]));
}

function substituted(text: string): string {
  return text.replace(/\$\{([^!}][^}]*)\}/g, (_, name: string) => LONGEST[name] ?? ATTRIBUTE).replace(/\$\{!/g, '${');
}
