import { CheckStatus } from '../../../src/handlers/shared/security-checks/outcome';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { xml } from '../../text';
import { AccountStatus, isRead } from '../account-status';
import { StatusReport } from '../status-report';

/** The element of JUnit that a status becomes. */
const ELEMENTS: Record<CheckStatus, string | undefined> = { PASS: undefined, FAIL: 'failure', UNKNOWN: 'error' };

/** A suite for each account. A failed check is a failure; an unknown one, and an account that could not be checked, is an error. */
export function junit({ statuses, isOrganization }: StatusReport): string {
  const suites = statuses.flatMap(suiteOf);
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...isOrganization ? ['<testsuites>', ...suites, '</testsuites>'] : suites].join('\n');
}

function suiteOf(status: AccountStatus): string[] {
  const name = xml(`security status of ${[status.id, status.name].join(' ').trim()}`);
  if (!isRead(status)) {
    return [
      `<testsuite name="${name}" tests="1" failures="0" errors="1">`,
      `  <testcase classname="security-status" name="The account is checked">\n    <error message="${xml(status.error)}"></error>\n  </testcase>`,
      '</testsuite>',
    ];
  }
  const count = (wanted: CheckStatus) => status.results.filter((result) => result.status === wanted).length;
  const cases = status.results.map(({ check, severity, status: outcome, seen, remediation = '' }) => {
    const element = ELEMENTS[outcome];
    const inside = element ? `\n    <${element} type="${severity}" message="${xml(seen)}">${xml(remediation)}</${element}>\n  ` : '';
    return `  <testcase classname="security-status.${check}" name="${xml(CHECK_TITLES[check])}">${inside}</testcase>`;
  });
  return [`<testsuite name="${name}" tests="${status.results.length}" failures="${count('FAIL')}" errors="${count('UNKNOWN')}">`, ...cases, '</testsuite>'];
}
