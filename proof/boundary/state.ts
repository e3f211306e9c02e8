/** Which boundary a role or user carries. */
export type Boundary = 'own' | 'other' | 'none';

export interface Identity {
  readonly boundary: Boundary;
  /** Whether the attacker has its credentials. */
  readonly controlled?: boolean;
  /** Who may assume a role. */
  readonly trusts?: ('account' | 'service' | 'elsewhere' | 'saml' | 'anchor')[];
  /** Whether it is allowed everything; what it may do all the same is for the boundary to say. */
  readonly everything?: boolean;
}

/** What an attacker has made of the account so far. */
export interface State {
  readonly identities: Record<string, Identity>;
  /** Policies that the attacker made. */
  readonly policies: string[];
  /** What is wrong, once something is. */
  readonly broken?: string;
}

/**
 * An account as it may well be: an administrator's role that trusts the account, services, a SAML provider and a trust anchor;
 * colleagues; the baseline's own people, roles and functions. Everybody under /workload/ carries the boundary but for one role,
 * which neither this account nor a service may use: PassRole and AssumeRole show no boundary, so that the path has to keep what
 * it promises.
 */
export function accountAttackedBy(attacker: string): State {
  return {
    identities: {
      'role/Admin': { boundary: 'none', trusts: ['account', 'service', 'saml', 'anchor'], everything: true },
      'role/Narrow': { boundary: 'other', trusts: ['account', 'service'] },
      'role/account-baseline/Administrator': { boundary: 'none', trusts: ['account'], everything: true },
      'role/account-baseline/Settings': { boundary: 'none', trusts: ['service'] },
      'role/workload/app': { boundary: 'own', trusts: ['account', 'service'], everything: true },
      'role/workload/partner': { boundary: 'none', trusts: ['elsewhere'] },
      'user/eve': { boundary: 'none' },
      'user/account-baseline/bob': { boundary: 'none', everything: true },
      'user/account-baseline/dora': { boundary: 'own', everything: true },
      'user/workload/machine': { boundary: 'own' },
      ...identity(attacker),
    },
    policies: [],
  };
}

/** Whoever starts the search carries the boundary and is allowed everything. */
function identity(attacker: string): Record<string, Identity> {
  return { [attacker]: { boundary: 'own', controlled: true, everything: true, ...attacker.startsWith('role/') && { trusts: ['account', 'service'] } } };
}

/** Groups and who is in them: nothing that an attacker does changes that without breaking the promise. */
export const GROUPS: Record<string, string[]> = {
  'group/Developers': ['user/eve'],
  'group/account-baseline/Administrators': ['user/account-baseline/bob'],
  'group/workload/operators': ['user/workload/machine'],
};

export const POLICIES: Record<string, string> = {
  'policy/account-baseline/WorkloadBoundary': 'the boundary itself',
  'policy/account-baseline/Guardrail': 'a policy of the baseline',
  'policy/Team': 'a policy of people without the boundary',
};

export function isOfBaseline(name: string): boolean {
  return name.split('/')[1] === 'account-baseline';
}

/** The same promise for every state: it is asked after each call that was allowed. */
export function promiseBrokenBy(state: State): string | undefined {
  if (state.broken) return state.broken;
  const out = Object.entries(state.identities).find(([, { controlled, boundary }]) => controlled && boundary !== 'own');
  return out && `the attacker is ${out[0]}, which does not carry the boundary`;
}

export function keyOf({ identities, policies }: State): string {
  return JSON.stringify([Object.entries(identities).sort(([a], [b]) => a < b ? -1 : 1), [...policies].sort()]);
}
