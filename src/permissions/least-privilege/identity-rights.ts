import { actionsCoveredBy } from './action-table';
import { anyResource, IDENTITY_SERVICES, isEverything, isEveryRole, isIdentityWrite, isOwnUser } from './findings';
import { ReadStatement } from './statements';

/** Everything on everything. */
export function allowsEverything(statement: ReadStatement): boolean {
  return statement.allows && statement.actions.some(isEverything) && anyResource(statement);
}

/**
 * The changes of identities, other than the own user, that a statement allows. The table of actions is asked for those alone that
 * may be some, so that most policies do not need it.
 */
export function identityWritesOf(statement: ReadStatement): string[] {
  if (!statement.allows || statement.resources.length > 0 && statement.resources.every(isOwnUser)) return [];
  return [...new Set(coveredOf(statement, IDENTITY_SERVICES).filter(isIdentityWrite).map(({ name }) => name))];
}

/** Whether it lets somebody hand any role of the account to a service, an administrator's too. */
export function passesAnyRole(statement: ReadStatement): boolean {
  return statement.allows && (statement.notResources.length > 0 || statement.resources.some(isEveryRole))
    && coveredOf(statement, ['iam']).some(({ name }) => name === 'iam:PassRole');
}

function coveredOf(statement: ReadStatement, services: string[]) {
  const concerning = (entry: string) => isEverything(entry) || services.includes(entry.split(':')[0].toLowerCase());
  const named = statement.actions.filter(concerning).flatMap(actionsCoveredBy);
  if (statement.notActions.length === 0) return named;
  const left = new Set(statement.notActions.filter(concerning).flatMap(actionsCoveredBy).map(({ name }) => name));
  return [...named, ...services.flatMap((service) => actionsCoveredBy(`${service}:*`)).filter(({ name }) => !left.has(name))];
}
