import type { PasswordPolicy } from '@aws-sdk/client-iam';
import { PasswordPolicyStandard } from '../../../src/account/password-policy/password-policy-standard';
import { shortfallsOf } from '../../../src/account/password-policy/password-policy-standards';
import { AccountDetails } from '../../evidence/details';
import { Content, html, Html } from '../html';
import { mark } from '../marks';
import { Place } from '../place';
import { table } from '../table';

const TITLES: Record<PasswordPolicyStandard, string> = {
  [PasswordPolicyStandard.BASELINE]: 'This library',
  [PasswordPolicyStandard.CIS]: 'CIS AWS Foundations 7.0.0, 2.8 and 2.9',
  [PasswordPolicyStandard.PCI_DSS_4]: 'PCI DSS 4.0.1, 8.3.6, 8.3.7 and 8.3.9',
  [PasswordPolicyStandard.NIST_800_63B]: 'NIST SP 800-63B-4, 3.1.1.2',
};

/** What applies to an account without a policy: IAM User Guide, "Set an account password policy for IAM users". */
const DEFAULT: PasswordPolicy = { MinimumPasswordLength: 8 };

/** The password policy, and what it lacks of each standard. */
export function* passwordPolicy({ heading }: Place, { passwordPolicy: fact }: AccountDetails): Iterable<Html> {
  yield html`<section>${heading('passwords', 'Password policy and the standards')}`;
  if (!('value' in fact)) {
    yield html`<p>${mark('UNKNOWN')} ${fact.unknown}.</p></section>`;
    return;
  }
  yield html`<p>${fact.value ? inWords(fact.value) : 'The account has no password policy, so that the default of IAM applies: 8 characters of three types, no expiry, no history.'}</p>`;
  yield* table({ caption: 'The policy of the live state against the standards', columns: ['Standard', 'Status', 'It requires, and the policy has not'] }, Object.values(PasswordPolicyStandard), (standard): Content[] => {
    const lacking = lackingOf(fact.value ?? DEFAULT, standard);
    return [TITLES[standard], lacking.length > 0 ? mark('FAIL') : mark('PASS'), lacking.join(', ') || 'nothing'];
  });
  yield html`</section>`;
}

function lackingOf(policy: PasswordPolicy, standard: PasswordPolicyStandard): string[] {
  return shortfallsOf(standard, {
    minimumLength: policy.MinimumPasswordLength ?? 6,
    requireLowercase: policy.RequireLowercaseCharacters ?? false,
    requireUppercase: policy.RequireUppercaseCharacters ?? false,
    requireNumbers: policy.RequireNumbers ?? false,
    requireSymbols: policy.RequireSymbols ?? false,
    allowUsersToChangePassword: policy.AllowUsersToChangePassword ?? false,
    reusePrevention: policy.PasswordReusePrevention || undefined,
    hardExpiry: policy.HardExpiry ?? false,
  }, policy.MaxPasswordAge || undefined);
}

function inWords(policy: PasswordPolicy): string {
  const types: [boolean | undefined, string][] = [
    [policy.RequireLowercaseCharacters, 'lowercase'], [policy.RequireUppercaseCharacters, 'uppercase'], [policy.RequireNumbers, 'digits'], [policy.RequireSymbols, 'symbols'],
  ];
  const required = types.filter(([isRequired]) => isRequired).map(([, name]) => name);
  return [
    `At least ${policy.MinimumPasswordLength ?? 6} characters`,
    required.length > 0 ? `with ${required.join(', ')}` : 'of any type',
    policy.MaxPasswordAge ? `expire after ${policy.MaxPasswordAge} days` : 'do not expire',
    policy.PasswordReusePrevention ? `password history of ${policy.PasswordReusePrevention}` : 'no password history',
    policy.AllowUsersToChangePassword ? 'users may change their own' : 'users may not change their own',
  ].join('; ') + '.';
}
