import { html, Html } from '../html';
import { table } from '../table';

const REPOSITORY = 'https://github.com/cdk-secure-account-baseline/cdk-secure-account-baseline/blob/main';

/** What the proofs of the library say, with the page that shows it. */
const PROMISES: [string, string, string, string][] = [
  ['MFA enforcement', 'Without MFA a user may do nothing but enroll a device and change the password, and there is no MFA bypass', 'Whole action space, and every request', 'docs/adr/0003-mfa-enforcement.md'],
  ['Job functions', 'No job function but the administrator reaches the rights of an administrator, except by the paths that the page lists with their reasons', 'Known privilege-escalation paths, whole action space', 'docs/who-can-do-what.md'],
  ['Protected resources', 'Guardrail and workload boundary deny changes to what the baseline made', 'Every request', 'docs/who-can-do-what.md'],
  ['Workload boundary', 'What carries the boundary creates nothing without it, and does not remove it', 'Cases, and a search for calls that escape', 'docs/adr/0004-workload-boundary.md'],
  ['Account-wide settings', 'What was there is restored, whatever fails in between', 'Each fault at each call, random sequences', 'docs/reliability.md'],
  ['Limits', 'What the proofs do not cover', '', 'docs/limits.md'],
];

/** The promises of the library. They are about its policies, and not about this account. */
export function* proofs(): Iterable<Html> {
  yield html`<section><h2 id="proofs">What is proved</h2>
<p>The tests of the library prove these promises about its policies for every version. They say nothing about this account: an account has them only where the stacks above are deployed and have not drifted.</p>`;
  yield* table({ caption: 'Promises of the library', columns: ['Part', 'Promise', 'Decided for', 'Page'] }, PROMISES, ([part, promise, extent, page]) => [
    part, promise, extent, html`<a href="${REPOSITORY}/${page}">${page}</a>`,
  ]);
  yield html`</section>`;
}
