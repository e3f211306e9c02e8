import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { templateWith } from '../private/template';
import { unsafePrincipals } from '../trust/policy/trust-policy-errors';

/** The principals of the trust policy of a role that `RoleTrust` refuses, each with the rule. */
export function unsafeTrustsOf(role: IConstruct): { readonly text: string; readonly rule: string }[] {
  if (!iam.CfnRole.isCfnRole(role)) return [];
  const { assumeRolePolicyDocument: document } = role;
  const [written] = Object.values<any>(templateWith(role).Resources).map(({ Properties }) => Properties.AssumeRolePolicyDocument);
  // An override of the property counts, and not what it replaces. Only a document that is not resolved yet knows the resources that it names.
  const isWritten = document instanceof iam.PolicyDocument && JSON.stringify(Stack.of(role).resolve(document)) === JSON.stringify(written);
  return unsafePrincipals(role, isWritten ? document : iam.PolicyDocument.fromJson(written));
}
