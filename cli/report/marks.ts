import { html, Html } from './html';
import { CheckStatus } from '../../src/handlers/shared/security-checks/outcome';
import { CheckResult, Severity } from '../../src/handlers/shared/security-checks/remediation';

const CLASSES: Record<Severity | CheckStatus, string> = {
  CRITICAL: 'critical', HIGH: 'high', MEDIUM: 'medium', LOW: 'low', FAIL: 'high', UNKNOWN: 'unknown', PASS: 'pass',
};

/** A word in its color. The word says it too, so that nobody needs to see the color. */
export function mark(word: Severity | CheckStatus, text: string = word): Html {
  return html`<span class="mark ${CLASSES[word]}">${text}</span>`;
}

/** The status of a check; a failed one with the color of its severity. */
export function statusMark({ status, severity }: Pick<CheckResult, 'status' | 'severity'>): Html {
  return mark(status === 'FAIL' ? severity : status, status);
}
