import { requireMatch } from '../errors';

/** The form of an id, and the rule of the errors about it. */
interface IdRule {
  readonly pattern: RegExp;
  readonly rule: string;
}

/** "CreateOrganizationalUnit", "ListRoots", "Organization" and "Account", AWS Organizations API Reference. */
const UNIT: IdRule = { pattern: /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/, rule: 'the id of an organizational unit looks like ou-abcd-11112222' };
const ROOT: IdRule = { pattern: /^r-[0-9a-z]{4,32}$/, rule: 'the id of the root of an organization looks like r-abcd' };
const ACCOUNT: IdRule = { pattern: /^\d{12}$/, rule: 'the id of an account has 12 digits' };
const UNIT_OR_ROOT: IdRule = { pattern: oneOf(UNIT, ROOT), rule: `${UNIT.rule}, that of the root like r-abcd` };
const NODE: IdRule = { pattern: oneOf(UNIT, ROOT, ACCOUNT), rule: `${UNIT_OR_ROOT.rule}, and that of an account has 12 digits` };

/** The id of an organization, as a part of patterns. */
export const ORGANIZATION_ID = 'o-[a-z0-9]{10,32}';

export const requireUnitId = (property: string, id: string): void => requireId(property, id, UNIT);
export const requireRootId = (property: string, id: string): void => requireId(property, id, ROOT);
export const requireUnitOrRootId = (property: string, id: string): void => requireId(property, id, UNIT_OR_ROOT);
export const requireAccountId = (property: string, id: string | undefined): void => requireId(property, id, ACCOUNT);

/** Whatever a policy of an organization is attached to. */
export const requireNodeId = (property: string, id: string): void => requireId(property, id, NODE);

export function requireOrganizationId(property: string, id: string | undefined): void {
  requireMatch(property, id, new RegExp(`^${ORGANIZATION_ID}$`), 'an organization ID is o- and 10 to 32 lowercase letters and digits');
}

function requireId(property: string, id: string | undefined, { pattern, rule }: IdRule): void {
  requireMatch(property, id, pattern, rule);
}

function oneOf(...rules: IdRule[]): RegExp {
  return new RegExp(rules.map(({ pattern }) => pattern.source).join('|'));
}
