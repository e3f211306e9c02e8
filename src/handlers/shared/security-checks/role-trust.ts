import { list } from './policy-values';

/**
 * Whether people of another account can assume a role. A role with an external id is for a third party's program, and not for people.
 *
 * @param document the trust policy
 * @param roleArn of the role, which says what its own account is
 */
export function isForOtherAccounts({ Statement }: { readonly Statement: unknown }, roleArn: string): boolean {
  const own = roleArn.split(':')[4];
  return list(Statement).some(({ Effect, Principal, Condition }) => Effect === 'Allow'
    && list(Principal?.AWS ?? Principal).some((principal) => principal === '*' || accountOf(principal) && accountOf(principal) !== own)
    && !/"sts:externalid"/i.test(JSON.stringify(Condition ?? {})));
}

/** The account of a principal, which is its id or an ARN; the id of a deleted identity says nothing. */
function accountOf(principal: unknown): string | undefined {
  return /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(String(principal))?.[1];
}
