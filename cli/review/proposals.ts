import { Rights } from './rights';
import { UNUSED_PERMISSIONS_DAYS } from '../../src/account/contract/options';
import { ReportedUser } from '../../src/handlers/shared/credential-report/parse';
import { AccessLevel } from '../../src/permissions/least-privilege/access-level';
import { DAY, OLD_KEY, UNUSED_CREDENTIAL } from '../evidence/thresholds';
import { Trusted } from '../evidence/trust';

/** What to consider about a user with its credentials. */
export function userProposals({ password, mfa, keys, created }: ReportedUser, hasOwnPolicies: boolean, at: number): string[] {
  const isOlder = (time: number | undefined, days: number) => time !== undefined && at - time > days * DAY;
  const isUnused = (used: number | undefined, since: number | undefined) => isOlder(used ?? since, UNUSED_CREDENTIAL);
  const proposals: string[] = [];
  if (!password && Object.keys(keys).length === 0) proposals.push('Delete the user if nobody needs it: it has no credentials');
  if (password && isUnused(password.used, password.changed ?? created)) proposals.push(`Delete the password: not used for ${UNUSED_CREDENTIAL} days (CIS 2.11)`);
  if (password && !mfa) proposals.push('Assign MFA, or delete the password (CIS 2.10)');
  for (const [number, { changed = created, used }] of Object.entries(keys)) {
    if (isUnused(used, changed)) proposals.push(`Deactivate access key ${number}: not used for ${UNUSED_CREDENTIAL} days (CIS 2.11)`);
    else if (isOlder(changed, OLD_KEY)) proposals.push(`Rotate access key ${number}: older than ${OLD_KEY} days (CIS 2.12)`);
  }
  if (hasOwnPolicies) proposals.push('Move the policies to a group (CIS 2.13)');
  return proposals;
}

/** What to consider about a role. */
export function roleProposals(lastUse: number | null, created: number | undefined, trusted: readonly Trusted[] | undefined, at: number): string[] {
  const proposals: string[] = [];
  if (trusted === undefined) proposals.push('Read the trust policy: it is no policy that the command understands');
  if (trusted?.some(({ kind }) => kind === 'anyone')) proposals.push('Narrow the trust policy: anyone may assume the role');
  if (at - (lastUse ?? created ?? at) > UNUSED_PERMISSIONS_DAYS * DAY) proposals.push(`Delete the role if nothing needs it: not used for ${UNUSED_PERMISSIONS_DAYS} days`);
  return proposals;
}

/** An identity that changes permissions without a limit can give itself every other. */
export function rightsProposals({ levels, unread }: Rights): string[] {
  const permissions = levels.get(AccessLevel.PERMISSIONS_MANAGEMENT);
  return [
    ...permissions && !permissions.isLimited && permissions.services.includes('iam') ? ['Confirm that it may change permissions of IAM, and so may do everything'] : [],
    ...unread.length > 0 ? ['Look at the policies that could not be read'] : [],
  ];
}
