import { WideRight } from './aws-policy-table';
import { actionsCoveredBy } from './least-privilege/action-table';
import { anyResource, isEverything } from './least-privilege/findings';
import { assumesRole, changesCredentials, IDENTITY_SERVICES, isIdentityWrite } from './least-privilege/identity-actions';
import { isMfaDevice, isOwnUser, isRolePattern, leavesRoleOpen } from './least-privilege/resource-patterns';
import { passesBootstrapRole } from './least-privilege/statement-conditions';
import { ReadStatement } from './least-privilege/statements';

/** The permissions of a statement that only an administrator should have, each with a phrase for the reader. */
export function wideRightsOf(statement: ReadStatement): { readonly kind: WideRight; readonly what: string }[] {
  // Full access includes the other kinds.
  if (allowsEverything(statement)) return [{ kind: 'fullAccess', what: 'may do everything' }];
  const writes = identityWritesOf(statement);
  const named = `${writes.slice(0, 5).join(', ')}${writes.length > 5 ? ` and ${writes.length - 5} more` : ''}`;
  return [
    ...writes.length > 0 ? [{ kind: 'identityWrites' as const, what: `changes identities with ${named}` }] : [],
    ...passesAnyRole(statement) ? [{ kind: 'passRole' as const, what: 'passes any role to services' }] : [],
    ...assumesAnyRole(statement) ? [{ kind: 'assumeRole' as const, what: 'assumes every role whose name matches' }] : [],
  ];
}

/** Whether a statement allows every action on every resource. */
export function allowsEverything(statement: ReadStatement): boolean {
  return statement.allows && statement.actions.some(isEverything) && anyResource(statement);
}

/** The identity changes that a statement allows, except for the credentials of the user's own IAM user. */
function identityWritesOf(statement: ReadStatement): string[] {
  if (!statement.allows) return [];
  const own = statement.resources.length > 0 && statement.resources.every((resource) => isOwnUser(resource) || isMfaDevice(resource));
  const writes = coveredOf(statement, IDENTITY_SERVICES).filter(isIdentityWrite).map(({ name }) => name);
  return [...new Set(writes)].filter((name) => !own || !changesCredentials(name));
}

/** Whether a statement allows passing any role of the account to a service, including an administrator's role. */
function passesAnyRole(statement: ReadStatement): boolean {
  return statement.allows
    && (statement.notResources.length > 0 || statement.resources.some(leavesRoleOpen) || passesBootstrapRole(statement) !== undefined)
    && coveredOf(statement, ['iam']).some(({ name }) => name === 'iam:PassRole');
}

/** Whether a statement allows assuming roles that it does not name. */
function assumesAnyRole(statement: ReadStatement): boolean {
  return statement.allows && (statement.notResources.length > 0 || statement.resources.some(isRolePattern))
    && coveredOf(statement, ['sts']).some(({ name }) => assumesRole(name));
}

/** Only statements that may matter need the table of actions, so that most policies do not load it. */
function coveredOf(statement: ReadStatement, services: string[]) {
  const concerning = (entry: string) => isEverything(entry) || services.includes(entry.split(':')[0].toLowerCase());
  const named = statement.actions.filter(concerning).flatMap(actionsCoveredBy);
  if (statement.notActions.length === 0) return named;
  const left = new Set(statement.notActions.filter(concerning).flatMap(actionsCoveredBy).map(({ name }) => name));
  return [...named, ...services.flatMap((service) => actionsCoveredBy(`${service}:*`)).filter(({ name }) => !left.has(name))];
}
