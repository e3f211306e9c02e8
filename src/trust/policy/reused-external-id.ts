import { IConstruct } from 'constructs';
import { JudgedPrincipal } from './trust-policy-errors';
import { externalIdsOf } from './trust-policy-warnings';
import { TrustWarning } from '../trust-part';

/** The third parties that a role trusts, by their external id. */
interface ThirdParty {
  readonly externalId: string;
  readonly account: string;
}

/** The roles of an app, in the order of their synthesis. */
const apps = new WeakMap<IConstruct, Map<IConstruct, ThirdParty[]>>();

/** Warns if a role of the same app, synthesized before, uses the external ID for another third party. */
export function reusedExternalId(role: IConstruct, judged: JudgedPrincipal[]): TrustWarning[] {
  const roles = apps.get(role.node.root) ?? new Map<IConstruct, ThirdParty[]>();
  apps.set(role.node.root, roles);
  const own = judged.flatMap((each) => externalIdsOf(each).map((externalId) => ({ externalId, account: each.principal.text })));
  roles.set(role, own);
  for (const [other, thirdParties] of roles) {
    if (other === role) return [];
    const same = thirdParties.find(({ externalId }) => own.some((each) => each.externalId === externalId));
    if (!same || thirdParties.some(({ account }) => own.some((each) => each.account === account))) continue;
    return [{
      id: 'reusedExternalId',
      message: `${other.node.scope?.node.path} has the external ID '${same.externalId}' for another third party. Either of the two could learn `
        + 'it. Ask each for its own external ID',
    }];
  }
  return [];
}
