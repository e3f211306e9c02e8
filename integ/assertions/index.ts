import { Assertion } from './assertion';
import { GET_SESSION_TOKEN_CALLS } from './get-session-token';
import { GROUPS_AND_ROLE } from './groups';
import { GUARDRAIL } from './guardrail';
import { MFA_CONTEXT } from './mfa-context';
import { SETTINGS } from './settings';
import { SIMULATED } from './simulator';
import { TRUST } from './trust';

/** Everything that is asked, by topic: first the two in which both offline evaluators answer from what they were told. */
export const ASSERTIONS: Record<string, Assertion[]> = {
  'MFA context': MFA_CONTEXT,
  'GetSessionToken': GET_SESSION_TOKEN_CALLS,
  'Becoming an administrator': TRUST,
  'Groups and policies': GROUPS_AND_ROLE,
  'Account-wide settings': SETTINGS,
  'Guardrail': GUARDRAIL,
  'AWS\'s policy simulator': SIMULATED,
};
