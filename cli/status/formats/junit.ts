import { CheckStatus } from '../../../src/handlers/shared/security-checks/outcome';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { xml } from '../../text';
import { AccountStatus, isRead } from '../account-status';
import { StatusReport } from '../status-report';

/** The element of JUnit that a status becomes. */
const ELEMENTS: Record<CheckStatus, string | undefined> = { PASS: undefined, FAIL: 'failure', UNKNOWN: 'error' };

/** A suite for each account. A failed check is a failure; an unknown one, and an account that could not be checked, is an error. */
export function* junit({ statuses, isOrganization }: StatusReport): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>';
  if (isOrganization) yield '<testsuites>';
  for (const status of statuses) yield* suiteOf(status);
  if (isOrganization) yield '</testsuites>';
}

function* suiteOf(status: AccountStatus): Iterable<string> {
  const name = xml(`security status of ${[status.id, status.name].join(' ').trim()}`);
  if (!isRead(status)) {
    yield `<testsuite name="${name}" tests="1" failures="0" errors="1">`;
    yield `  <testcase classname="security-status" name="The account is checked">\n    <error message="${xml(status.error)}"></error>\n  </testcase>`;
  } else {
    const count = (wanted: CheckStatus) => status.results.filter((result) => result.status === wanted).length;
    yield `<testsuite name="${name}" tests="${status.results.length}" failures="${count('FAIL')}" errors="${count('UNKNOWN')}">`;
    for (const { check, severity, status: outcome, seen, remediation = '' } of status.results) {
      const element = ELEMENTS[outcome];
      const inside = element ? `\n    <${element} type="${severity}" message="${xml(seen)}">${xml(remediation)}</${element}>\n  ` : '';
      yield `  <testcase classname="security-status.${check}" name="${xml(CHECK_TITLES[check])}">${inside}</testcase>`;
    }
  }
  yield '</testsuite>';
}
