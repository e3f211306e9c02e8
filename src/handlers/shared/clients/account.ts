import type { DeleteAlternateContactRequest, GetAlternateContactRequest, GetAlternateContactResponse, PutAlternateContactRequest } from '@aws-sdk/client-account';
import { lazyClient } from './client';

interface Actions {
  'account:GetAlternateContact'(input: GetAlternateContactRequest): GetAlternateContactResponse;
  'account:PutAlternateContact'(input: PutAlternateContactRequest): object;
  'account:DeleteAlternateContact'(input: DeleteAlternateContactRequest): object;
}

export const account = lazyClient<Actions>('account', 'Account');
