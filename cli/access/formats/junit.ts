import { xml } from '../../text';
import { countOf, Review } from '../review';

/** A failed result is a failure, an unknown one an error. */
export function junit(review: Review): string {
  const cases = review.results.map(({ rule, subject, status, message, examples }) => {
    const element = status === 'FAIL' ? 'failure' : 'error';
    const reasons = examples.map(({ explanation }) => `\n${xml(explanation)}`).join('');
    const inside = status === 'PASS' ? '' : `\n    <${element} type="${rule}" message="${xml(message)}">${reasons}</${element}>\n  `;
    return `  <testcase classname="${rule}" name="${xml(subject)}">${inside}</testcase>`;
  });
  const counts = `tests="${review.results.length}" failures="${countOf(review, 'FAIL')}" errors="${countOf(review, 'UNKNOWN')}"`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuite name="${xml(review.title)}" ${counts}>`, ...cases, '</testsuite>'].join('\n');
}
