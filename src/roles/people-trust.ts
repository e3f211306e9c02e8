import { PeopleRoleProps } from './people-role-props';
import { PrincipalKind } from '../trust/principal-kind';
import { RoleTrust } from '../trust/role-trust';

/** Whom a role for people trusts. */
export function peopleTrust(props: PeopleRoleProps): RoleTrust {
  return props.trust ?? new RoleTrust({ kind: PrincipalKind.PERSON, usersPath: props.usersPath, mfaMaxAge: props.mfaMaxAge });
}
