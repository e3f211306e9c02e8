import type { ManagedPolicyDetail } from '@aws-sdk/client-iam';
import type { IamActions } from '../../src/handlers/shared/clients/iam';
import { Call, Service } from '../../src/handlers/shared/retry';
import { Fact } from '../../src/handlers/shared/security-checks/facts';
import { fact } from '../../src/handlers/shared/security-checks/gather-facts';

/** How many policies are read at the same time: IAM throttles more. */
const AT_ONCE = 5;

/** The documents of managed policies by ARN. */
export type PolicyDocuments = ReadonlyMap<string, Fact<unknown>>;

/**
 * The documents of managed policies, also of those of AWS, in the version that the account has.
 *
 * @param arns of the policies that identities carry
 * @param own the customer-managed policies, which are known already
 */
export async function policyDocuments(
  call: Call, iam: Service<IamActions>, arns: Iterable<string>, own: readonly ManagedPolicyDetail[],
): Promise<PolicyDocuments> {
  const documents = new Map<string, Fact<unknown>>();
  for (const { Arn, PolicyVersionList = [] } of own) {
    const text = PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document;
    if (Arn !== undefined && text !== undefined) documents.set(Arn, parsed(text));
  }
  const waiting = [...new Set(arns)].filter((arn) => !documents.has(arn));
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let arn = waiting.shift(); arn !== undefined; arn = waiting.shift()) {
      documents.set(arn, await documentOf(call, iam, arn));
    }
  }));
  return documents;
}

async function documentOf(call: Call, iam: Service<IamActions>, PolicyArn: string): Promise<Fact<unknown>> {
  const text = await fact((async () => {
    const { Policy } = await call(iam, 'iam:GetPolicy', { PolicyArn });
    const { PolicyVersion } = await call(iam, 'iam:GetPolicyVersion', { PolicyArn, VersionId: Policy!.DefaultVersionId! });
    return PolicyVersion!.Document!;
  })(), ({ message }) => ({ unknown: message }));
  return 'value' in text ? parsed(text.value) : text;
}

/** A document as IAM sends it. */
export function parsed(text: string): Fact<unknown> {
  try {
    return { value: JSON.parse(decodeURIComponent(text)) };
  } catch {
    return { unknown: 'the document is no JSON' };
  }
}
