import { coverageOf, Framework, FRAMEWORKS } from '../../../src/compliance/catalog';
import { Control, ControlState, Link, stateOf } from '../../../src/compliance/control';
import { MANUAL_STEPS, ManualStep } from '../../../src/compliance/manual-steps';
import { Proof, PROOFS } from '../../../src/compliance/proofs';
import { CheckStatus } from '../../../src/handlers/shared/security-checks/outcome';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { AccountStatus, isRead } from '../../status/account-status';
import { liveStateOf } from '../../status/framework';
import { Content, html, Html } from '../html';
import { mark } from '../marks';
import { table } from '../table';
import { list } from './users';

const STATES: Record<ControlState, string> = { FULL: 'in full', PART: 'in part', EVIDENCE: 'evidence only', MANUAL: 'manual', NOT_COVERED: 'not covered' };

const STATUSES: CheckStatus[] = ['FAIL', 'UNKNOWN', 'PASS'];

const COLUMNS = ['Control', 'Live state', 'Intent: what the library has for it', 'Proof', 'What stays manual or open'];

/** The frameworks: what the checks say, what the library has for each control, what is proved, and what stays open, each in a column of its own. */
export function* frameworks(statuses: readonly AccountStatus[], only?: Framework): Iterable<Html> {
  const shown = only ? [only] : FRAMEWORKS;
  const accounts = statuses.filter(isRead);
  const liveOf = (control: Control) => accounts.map(({ results }) => liveStateOf(control, results)).filter((status) => status !== undefined);
  const made = new Set<string>(accounts.flatMap(({ results }) => results.map(({ check }) => check)));
  yield html`<section><h2 id="frameworks">Frameworks</h2>
<p>The live state is that of the security checks. Where a check reads only a part of a control, the last column says what is missing. No check, construct or proof is a certificate: an auditor judges the control.</p>`;
  yield* table({ caption: 'Controls by framework', columns: ['Framework', 'Live state of controls with a check', 'Covered by the library'] }, shown, (framework) => {
    const live = framework.controls.map((control) => STATUSES.find((status) => liveOf(control).includes(status)));
    const coverage = coverageOf(framework);
    return [
      framework.title,
      list(STATUSES.flatMap((status) => count(live.filter((each) => each === status).length, status.toLowerCase()))),
      list((Object.keys(STATES) as ControlState[]).flatMap((state) => count(coverage[state], STATES[state]))),
    ];
  });
  for (const framework of shown) {
    const caption = `Controls of ${framework.title}`;
    yield* table({ caption, columns: COLUMNS, isClosed: !only }, framework.controls, (control) => (
      cellsOf(control, liveOf(control), made, accounts.length)
    ));
  }
  yield html`</section>`;
}

function cellsOf(control: Control, live: readonly CheckStatus[], made: ReadonlySet<string>, accounts: number): Content[] {
  const { id, title, links } = control;
  const of = (kind: Link['kind']) => links.filter((link) => link.kind === kind);
  // A check that decides the control leaves nothing open of what another one decides in part.
  const isPartial = of('check').filter(({ name }) => made.has(name)).every(({ coverage }) => coverage === 'PART');
  const open = links.flatMap((link) => {
    const { kind, name, missing } = link;
    if (missing === undefined || kind === 'manual' || kind === 'check' && !isPartial) return [];
    return [`${kind === 'check' ? CHECK_TITLES[name] : name}: ${missing}`];
  });
  const manual = links.flatMap((link) => link.kind === 'manual' ? [(MANUAL_STEPS[link.name] as ManualStep).title] : []);
  const proofs = links.flatMap((link) => link.kind === 'proof' ? [(PROOFS[link.name] as Proof).title] : []);
  return [
    html`${id}<br><span class="soft">${title}</span>`,
    html`${liveCell(live, accounts)}${isPartial && live.length > 0 && ', of a part'}${of('check').map(({ name }) => html`<br><code>${name}</code>`)}`,
    html`${STATES[stateOf(control)]}${of('construct').map(({ name, how }) => html`<br><code>${name}</code>${how && ` ${how}`}`)}`,
    list(proofs),
    list([...manual, ...open]),
  ];
}

/** One account has a state; of several, as many as have the worst one. */
function liveCell(live: readonly CheckStatus[], accounts: number): Content {
  const worst = STATUSES.find((status) => live.includes(status));
  if (worst === undefined) return 'no check';
  return html`${mark(worst)}${accounts > 1 && ` in ${live.filter((status) => status === worst).length} of ${accounts} accounts`}`;
}

function count(number: number, words: string): string[] {
  return number > 0 ? [`${number} ${words}`] : [];
}
