import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { rootOf } from '../../local-endpoint/client/organization';

/**
 * The settings of SDK clients with the credentials that a user gets from the access portal, by the API that the AWS CLI calls after
 * `aws sso login`. Undefined if the user has no such permission set in the account.
 */
export async function portalSession(endpoint: LocalEndpoint, user: string, account: string, permissionSet: string) {
  const { accessToken } = await endpoint.control('portal-sign-in', { user });
  const answer = await fetch(`${endpoint.url}/federation/credentials?account_id=${account}&role_name=${permissionSet}`, { headers: { 'x-amz-sso_bearer_token': accessToken } });
  const { roleCredentials } = await answer.json() as any;
  if (!roleCredentials) return undefined;
  const { accessKeyId, secretAccessKey, sessionToken } = roleCredentials;
  return { ...rootOf(endpoint, account), credentials: { accessKeyId, secretAccessKey, sessionToken } };
}
