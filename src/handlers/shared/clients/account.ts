import type { DeleteAlternateContactRequest, GetAlternateContactRequest, GetAlternateContactResponse, PutAlternateContactRequest } from '@aws-sdk/client-account';
import { lazyClient } from './client';

interface Actions {
  'account:GetAlternateContact'(input: GetAlternateContactRequest): GetAlternateContactResponse;
  'account:PutAlternateContact'(input: PutAlternateContactRequest): object;
  'account:DeleteAlternateContact'(input: DeleteAlternateContactRequest): object;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
export const account = lazyClient<Actions>(() => require('@aws-sdk/client-account').Account);
