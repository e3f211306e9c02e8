import {
  CreateAccountAliasRequest, DeleteAccountAliasRequest, GetAccountPasswordPolicyResponse, IAM, ListAccountAliasesResponse,
  UpdateAccountPasswordPolicyRequest,
} from '@aws-sdk/client-iam';
import { Service } from '../retry';

interface Actions {
  'iam:ListAccountAliases'(input: object): ListAccountAliasesResponse;
  'iam:CreateAccountAlias'(input: CreateAccountAliasRequest): object;
  'iam:DeleteAccountAlias'(input: DeleteAccountAliasRequest): object;
  'iam:GetAccountPasswordPolicy'(input: object): GetAccountPasswordPolicyResponse;
  'iam:UpdateAccountPasswordPolicy'(input: UpdateAccountPasswordPolicyRequest): object;
  'iam:DeleteAccountPasswordPolicy'(input: object): object;
}

// One attempt each: retries are ours, so that they know how much time is left.
export const iam: Service<Actions> = new IAM({ maxAttempts: 1 }) as object;
