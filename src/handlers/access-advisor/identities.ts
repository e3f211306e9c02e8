import type { Group, Role, User } from '@aws-sdk/client-iam';
import { Usage } from './suggestions';
import { iam } from '../shared/clients/iam';
import { Call } from '../shared/retry';

export type Identity = Omit<Usage, 'services'> & { readonly arn: string };

/** How IAM lists each kind of identity, and how it names one. */
const LISTS = { role: ['Roles', 'RoleName'], user: ['Users', 'UserName'], group: ['Groups', 'GroupName'] } as const satisfies Record<Usage['kind'], unknown>;

/** The roles, users or groups under a path. */
export async function list(call: Call, kind: Usage['kind'], PathPrefix: string): Promise<Identity[]> {
  const [plural, name] = LISTS[kind];
  const found: Identity[] = [];
  let page: { Marker?: string; IsTruncated?: boolean; Roles?: Role[]; Users?: User[]; Groups?: Group[] } = {};
  do {
    page = await call(iam, `iam:List${plural}`, { PathPrefix, Marker: page.Marker });
    for (const one of page[plural] ?? []) {
      found.push({ kind, name: (one as Record<string, any>)[name], arn: one.Arn!, created: +one.CreateDate! });
    }
  } while (page.IsTruncated);
  return found;
}
