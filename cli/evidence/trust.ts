import type { RoleDetail } from '@aws-sdk/client-iam';

/** What kind of principal may assume a role. */
export type TrustedKind = 'service' | 'own account' | 'other account' | 'federated' | 'anyone';

/** The kinds in words, the widest last. */
export const TRUSTED_KINDS: Record<TrustedKind, string> = {
  'service': 'AWS services',
  'own account': 'Identities of this account',
  'federated': 'Identity providers',
  'other account': 'Other accounts',
  'anyone': 'Anyone',
};

/** A principal that a trust policy names. */
export interface Trusted {
  readonly kind: TrustedKind;
  /** As the trust policy names it. */
  readonly name: string;
  /** The condition keys that narrow it. */
  readonly keys: readonly string[];
}

/** The principals that may assume a role. A trust policy that cannot be read is undefined. */
export function trustedBy({ AssumeRolePolicyDocument: document, Arn = '' }: RoleDetail): Trusted[] | undefined {
  const own = Arn.split(':')[4];
  const statements = statementsOf(document);
  return statements?.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Principal, NotPrincipal, Condition }) => {
    const keys = Object.values(Condition ?? {}).flatMap((tested) => Object.keys(tested as object));
    if (NotPrincipal !== undefined) return [{ kind: 'anyone' as const, name: 'everyone but those of NotPrincipal', keys }];
    const named: [string, unknown][] = Principal === '*' ? [['AWS', '*']] : Object.entries(Principal ?? {});
    return named.flatMap(([type, values]) => [values].flat().map((value) => ({ kind: kindOf(type, String(value), own), name: String(value), keys })));
  });
}

function kindOf(type: string, name: string, own: string): TrustedKind {
  if (name === '*') return 'anyone';
  if (type === 'Service') return 'service';
  if (type === 'Federated') return 'federated';
  const account = /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(name)?.[1];
  // The id of a deleted identity names no account, and was one of this account.
  return account === undefined || account === own ? 'own account' : 'other account';
}

/** Whether an AWS service makes the roles of a path for itself. */
export function isServiceLinked(path: string): boolean {
  return path.startsWith('/aws-service-role/');
}

/** The statements of a document as IAM sends it; undefined if it is no policy. */
export function statementsOf(document: string | undefined): any[] | undefined {
  try {
    const { Statement } = JSON.parse(decodeURIComponent(document!));
    return [Statement ?? []].flat();
  } catch {
    return undefined;
  }
}
