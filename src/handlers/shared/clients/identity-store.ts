import type * as sdk from '@aws-sdk/client-identitystore';
import { lazyClient } from './client';

interface Actions {
  'identitystore:CreateUser'(input: sdk.CreateUserRequest): sdk.CreateUserResponse;
  'identitystore:DeleteUser'(input: sdk.DeleteUserRequest): object;
  'identitystore:DescribeUser'(input: sdk.DescribeUserRequest): sdk.DescribeUserResponse;
  'identitystore:GetUserId'(input: sdk.GetUserIdRequest): sdk.GetUserIdResponse;
  'identitystore:UpdateUser'(input: sdk.UpdateUserRequest): object;
}

/** The directory of Identity Center answers in the home region of the instance. */
export const identityStore = lazyClient<Actions>('identitystore', 'Identitystore');
