import { IAM } from '@aws-sdk/client-iam';

/** The least that can set a password policy and answer: one call, nothing remembered, nothing tried again. */
export async function handler({ ResponseURL, ...event }: any): Promise<void> {
  const { MinimumPasswordLength, RequireSymbols } = event.ResourceProperties;
  await new IAM({}).updateAccountPasswordPolicy({ MinimumPasswordLength: Number(MinimumPasswordLength), RequireSymbols: RequireSymbols === 'true' });
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify({ ...event, Status: 'SUCCESS', PhysicalResourceId: 'password-policy' }) });
}
