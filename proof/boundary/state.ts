/** The boundary that a role or user carries. */
export type Boundary = 'own' | 'other' | 'none';

export interface Identity {
  readonly boundary: Boundary;
  /** Whether the attacker has its credentials. */
  readonly controlled?: boolean;
  /** The principals that may assume a role. */
  readonly trusts?: ('account' | 'service' | 'elsewhere' | 'saml' | 'anchor')[];
  /** Whether its policies allow everything, within the boundary. */
  readonly everything?: boolean;
}

/** The account after the attacker's calls so far. */
export interface State {
  readonly identities: Record<string, Identity>;
  /** Policies that the attacker created. */
  readonly policies: string[];
  /** The broken promise, if there is one. */
  readonly broken?: string;
}

/**
 * A realistic account: an administrator's role that trusts the account, services, a SAML provider and a trust anchor; colleagues; the
 * baseline's own people, roles and functions. Every identity under /workload/ carries the boundary, except for one role that neither this
 * account nor a service may use: PassRole and AssumeRole do not see the boundary, so that the path must guarantee it.
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

/** The attacker carries the boundary and is allowed everything. */
function identity(attacker: string): Record<string, Identity> {
  return { [attacker]: { boundary: 'own', controlled: true, everything: true, ...attacker.startsWith('role/') && { trusts: ['account', 'service'] } } };
}

/** Groups and their members. No call of the attacker changes them without breaking the promise. */
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

/** The promise that every state must keep. It is checked after each allowed call. */
export function promiseBrokenBy(state: State): string | undefined {
  if (state.broken) return state.broken;
  const out = Object.entries(state.identities).find(([, { controlled, boundary }]) => controlled && boundary !== 'own');
  return out && `the attacker is ${out[0]}, which does not carry the boundary`;
}

export function keyOf({ identities, policies }: State): string {
  return JSON.stringify([Object.entries(identities).sort(([a], [b]) => a < b ? -1 : 1), [...policies].sort()]);
}
