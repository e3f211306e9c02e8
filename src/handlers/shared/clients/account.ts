import type { DeleteAlternateContactRequest, GetAlternateContactRequest, GetAlternateContactResponse, PutAlternateContactRequest } from '@aws-sdk/client-account';
import { lazyRegionalClient } from './client';

interface Actions {
  'account:GetAlternateContact'(input: GetAlternateContactRequest): GetAlternateContactResponse;
  'account:PutAlternateContact'(input: PutAlternateContactRequest): object;
  'account:DeleteAlternateContact'(input: DeleteAlternateContactRequest): object;
}

export const account = lazyRegionalClient<Actions>('account', 'Account');
