import { Fact } from '../../src/handlers/shared/security-checks/facts';
import { AccessLevel } from '../../src/permissions/least-privilege/access-level';
import { actionsCoveredBy } from '../../src/permissions/least-privilege/action-table';
import { readPolicy } from '../../src/proof/policy/read-policy';
import { Statement } from '../../src/proof/policy/statement';

/** A policy of an identity. */
export interface CarriedPolicy {
  readonly name: string;
  readonly document: Fact<unknown>;
}

/** What an identity may do at one access level. */
export interface LevelRights {
  /** The service prefixes of the actions, in their order. */
  readonly services: readonly string[];
  /** Whether every service with actions of this level is among them. */
  readonly isEverywhere: boolean;
  /** Whether conditions, resources or denies limit every action of this level. */
  readonly isLimited: boolean;
}

/** What an identity may do. The rights are those that its policies allow at most: conditions and resources may narrow them. */
export interface Rights {
  readonly levels: ReadonlyMap<AccessLevel, LevelRights>;
  /** The policies that could not be read, each with the reason. */
  readonly unread: readonly string[];
}

/** Whether each allowed action is limited, by the name of the action. */
type Grants = ReadonlyMap<string, boolean>;

/** Evaluates policies by the action table of the library. Identities with the same policies are evaluated once. */
export class RightsReader {
  private readonly known = new Map<string, Rights>();
  private readonly levels = new Map(actionsCoveredBy('*').map(({ name, level }) => [name, level]));
  private readonly servicesOfLevel = new Map<AccessLevel, number>();

  constructor() {
    for (const level of Object.values(AccessLevel)) {
      const services = [...this.levels].filter(([, each]) => each === level).map(([name]) => serviceOf(name));
      this.servicesOfLevel.set(level, new Set(services).size);
    }
  }

  /** @param boundary the permissions boundary, if there is one */
  public rightsOf(policies: readonly CarriedPolicy[], boundary?: CarriedPolicy): Rights {
    const key = JSON.stringify([policies, boundary]);
    if (!this.known.has(key)) this.known.set(key, this.evaluate(policies, boundary));
    return this.known.get(key)!;
  }

  private evaluate(policies: readonly CarriedPolicy[], boundary: CarriedPolicy | undefined): Rights {
    const unread: string[] = [];
    const statements = (carried: readonly CarriedPolicy[]) => carried.flatMap(({ name, document }) => {
      if (!('value' in document)) {
        unread.push(`${name}: ${document.unknown}`);
        return [];
      }
      try {
        return readPolicy(name, document.value);
      } catch (error) {
        unread.push((error as Error).message);
        return [];
      }
    });
    const allowed = grantsOf(statements(policies));
    const before = unread.length;
    const limits = boundary && grantsOf(statements([boundary]));
    // The rights are those at most: a boundary that cannot be read limits nothing.
    const grants = limits && unread.length === before ? both(allowed, limits) : allowed;
    return { levels: this.byLevel(grants), unread };
  }

  private byLevel(grants: Grants): Rights['levels'] {
    const found = new Map<AccessLevel, { services: Set<string>; isLimited: boolean }>();
    for (const [name, isLimited] of grants) {
      const level = this.levels.get(name)!;
      const known = found.get(level) ?? { services: new Set(), isLimited: true };
      known.services.add(serviceOf(name));
      known.isLimited &&= isLimited;
      found.set(level, known);
    }
    return new Map([...found].map(([level, { services, isLimited }]) => (
      [level, { services: [...services].sort(), isEverywhere: services.size === this.servicesOfLevel.get(level), isLimited }]
    )));
  }
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

function grantsOf(statements: readonly Statement[]): Grants {
  const grants = new Map<string, boolean>();
  for (const statement of statements.filter(({ allows }) => allows)) {
    for (const name of actionsOf(statement)) grants.set(name, (grants.get(name) ?? true) && isNarrow(statement));
  }
  for (const statement of statements.filter(({ allows }) => !allows)) {
    for (const name of actionsOf(statement)) {
      if (!grants.has(name)) continue;
      if (isNarrow(statement)) grants.set(name, true);
      else grants.delete(name);
    }
  }
  return grants;
}

/** Whether a statement does not hold for every resource in every request. */
function isNarrow({ conditions, resources: { patterns, negated } }: Statement): boolean {
  return conditions.length > 0 || negated || !patterns.some(({ text }) => text === '*');
}

function actionsOf({ actions: { patterns, negated } }: Statement): Iterable<string> {
  const covered = new Set(patterns.flatMap(({ text }) => actionsCoveredBy(text)).map(({ name }) => name));
  return negated ? actionsCoveredBy('*').map(({ name }) => name).filter((name) => !covered.has(name)) : covered;
}

function both(allowed: Grants, limits: Grants): Grants {
  return new Map([...allowed].filter(([name]) => limits.has(name)).map(([name, isLimited]) => [name, isLimited || limits.get(name)!]));
}
