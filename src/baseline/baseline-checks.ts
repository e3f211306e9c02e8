import { BaselineGroupOptions } from './baseline-group-options';
import { DEFAULT_GROUPS, requireGroups } from './baseline-groups';
import { BASELINE_KEYS, REPLACEMENT_KEYS, ROLES_KEYS } from './baseline-keys';
import { BaselinePart } from './baseline-part';
import { BaselineReplacementOptions } from './baseline-replacement-options';
import { requireUsers } from './baseline-users';
import { SecureAccountBaselineProps } from './secure-account-baseline-props';
import { JobFunctionAccess } from '../identities/job-function-group';
import { refuseGiven, refuseOfOmitted, Written } from '../private/contradictions';
import { invalid, unsafe } from '../private/errors';
import { requireKnownKeys } from '../private/known-keys';
import { inProperty } from '../private/written-properties';
import { SUPPORT_ROLE_NAME } from '../roles/people-role-keys';

/** What configures or replaces each part. Given for a part that is left out, it would be ignored. */
const BELONGS_TO: Record<BaselinePart, (props: SecureAccountBaselineProps) => Written> = {
  [BaselinePart.PASSWORD_POLICY]: ({ passwordPolicy, replace }) => ({ passwordPolicy, 'replace.passwordPolicy': replace?.passwordPolicy }),
  [BaselinePart.MFA_ENFORCEMENT]: ({ mfaEnforcement, replace }) => ({ mfaEnforcement, 'replace.mfaEnforcement': replace?.mfaEnforcement }),
  [BaselinePart.GROUPS]: ({ groups, users, mfaEnforcement, replace }) => (
    { groups, 'users': users?.length ? users : undefined, mfaEnforcement, 'replace.mfaEnforcement': replace?.mfaEnforcement }
  ),
  [BaselinePart.INSTANCE_ROLE]: ({ instanceRole, replace }) => ({ instanceRole, 'replace.instanceRole': replace?.instanceRole }),
  [BaselinePart.SUPPORT_ROLE]: ({ roles, replace }) => ({ 'roles.support': roles?.support, 'replace.supportRole': replace?.supportRole }),
};

/** What configures the baseline's own part. Given beside a replacement, it would be ignored. */
const REPLACED_BY: Record<keyof BaselineReplacementOptions, (props: SecureAccountBaselineProps) => Written> = {
  passwordPolicy: ({ passwordPolicy }) => ({ passwordPolicy }),
  mfaEnforcement: ({ mfaEnforcement }) => ({ mfaEnforcement }),
  instanceRole: ({ instanceRole }) => ({ instanceRole }),
  supportRole: ({ roles }) => ({ 'roles.support': roles?.support }),
};

/**
 * Refuses what is wrong about the properties before anything is created.
 *
 * @param reservedIds which the parts of the baseline have, so that no group can have them
 * @param extended whether a subclass may have added properties of its own
 */
export function requireProps(props: SecureAccountBaselineProps, reservedIds: string[], extended: boolean): void {
  requireKnownKeys(props, BASELINE_KEYS, extended);
  inProperty('roles', () => requireKnownKeys(props.roles ?? {}, ROLES_KEYS));
  inProperty('replace', () => requireKnownKeys(props.replace ?? {}, REPLACEMENT_KEYS));
  const groups = props.groups ?? DEFAULT_GROUPS;
  requireGroups(groups, reservedIds);
  requireNoContradiction(props);
  requireUsers(props.users ?? [], groups.map(({ jobFunction }) => jobFunction));
  requireMfaOfUsers(props, groups);
  requireOtherNameThanSupportRole(props, groups);
}

/** A user of the baseline is in at least one group that enforces MFA, see `BaselineUser`. */
function requireMfaOfUsers({ omit, users = [] }: SecureAccountBaselineProps, groups: BaselineGroupOptions[]): void {
  const isOmitted = omit?.includes(BaselinePart.MFA_ENFORCEMENT);
  const enforcing = groups.filter(({ existing }) => existing ? existing.mfaEnforcement : !isOmitted).map(({ jobFunction }) => jobFunction.name);
  for (const [index, { userName, jobFunctions }] of users.entries()) {
    if (jobFunctions.some(({ name }) => enforcing.includes(name))) continue;
    if (isOmitted) {
      throw unsafe('user-without-mfa', 'omit', BaselinePart.MFA_ENFORCEMENT, `the user '${userName}' of users[${index}] would be in no group that enforces MFA. Remove one of the two`);
    }
    throw unsafe('user-without-mfa', `users[${index}].jobFunctions`, jobFunctions.map(({ name }) => name),
      `the user '${userName}' is in no group that enforces MFA. Give the existing group an mfaEnforcement`);
  }
}

/** The support role has its name without being asked for, so that its error would name a property that nobody wrote. */
function requireOtherNameThanSupportRole({ omit, replace, roles }: SecureAccountBaselineProps, groups: BaselineGroupOptions[]): void {
  if (omit?.includes(BaselinePart.SUPPORT_ROLE) || omit?.includes(BaselinePart.GROUPS) || replace?.supportRole || roles?.support) return;
  for (const [index, { jobFunction, existing, access, role, roleOptions }] of groups.entries()) {
    const createsRole = !existing && !role && (access === JobFunctionAccess.ASSUME_ROLE || roleOptions !== undefined);
    const name = roleOptions?.roleName ?? jobFunction.name;
    if (!createsRole || typeof name !== 'string' || name.toLowerCase() !== SUPPORT_ROLE_NAME.toLowerCase()) continue;
    const written = roleOptions?.roleName === undefined ? 'jobFunction' : 'roleOptions.roleName';
    throw invalid(`groups[${index}].${written}`, name, 'the support role of the baseline has this name too. Set roleOptions.roleName, or leave SUPPORT_ROLE out with omit');
  }
}

/** Refuses properties of which one would be ignored because of another one. */
function requireNoContradiction(props: SecureAccountBaselineProps): void {
  refuseOfOmitted(props, props.omit, BELONGS_TO);
  for (const [replaced, belonging] of Object.entries(REPLACED_BY)) {
    if (props.replace?.[replaced as keyof typeof REPLACED_BY] === undefined) continue;
    refuseGiven(belonging(props), `replace.${replaced} takes the place of what it configures. Remove one of the two`);
  }
  if (props.groups?.length === 0) throw invalid('groups', props.groups, 'it must list at least one group. To create none, list GROUPS in omit');
  if (props.groups?.every(({ existing }) => existing)) {
    refuseGiven({ 'mfaEnforcement': props.mfaEnforcement, 'replace.mfaEnforcement': props.replace?.mfaEnforcement },
      'every group is an existing one and has its own. Remove it, or give it to the groups');
  }
  if (!hasSettings(props)) {
    const { onExisting, settingsRemovalPolicy } = props;
    refuseGiven({ onExisting, settingsRemovalPolicy }, 'the baseline has no account-wide setting. Remove it');
  }
}

function hasSettings({ omit, replace, accountAlias, accountHardening }: SecureAccountBaselineProps): boolean {
  const passwordPolicy = !omit?.includes(BaselinePart.PASSWORD_POLICY) && replace?.passwordPolicy === undefined;
  return passwordPolicy || accountAlias !== undefined || accountHardening !== undefined;
}
