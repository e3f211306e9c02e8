import { AccountDetails, BaselineStack } from '../../evidence/details';
import { Content, html, Html, time } from '../html';
import { mark } from '../marks';
import { Place } from '../place';
import { table } from '../table';

const DRIFT: Record<string, Content> = { IN_SYNC: mark('PASS', 'in sync'), DRIFTED: mark('HIGH', 'drifted') };

/** The stacks of the baseline: what the templates ask for, and whether CloudFormation found their resources changed. */
export function* stacks({ heading }: Place, { stacks: fact }: AccountDetails): Iterable<Html> {
  yield html`<section>${heading('stacks', 'Intent and drift')}`;
  if (!('value' in fact)) {
    yield html`<p>${mark('UNKNOWN')} ${fact.unknown}.</p></section>`;
    return;
  }
  if (fact.value.length === 0) {
    yield html`<p>The region has no stack whose name begins with <code>account-baseline</code>: no template says what should be.</p></section>`;
    return;
  }
  yield html`<p>Drift is what CloudFormation found when it was last asked. This command does not ask it: <code>aws cloudformation detect-stack-drift</code>.</p>`;
  yield* table({ caption: 'Stacks of the baseline', columns: ['Stack', 'Status', 'Last update', 'Drift', 'Digest of the template'] }, fact.value, cellsOf);
  yield html`</section>`;
}

function cellsOf({ name, status, changed, drift, driftChecked, template }: BaselineStack): Content[] {
  return [
    name,
    status,
    time(changed),
    html`${DRIFT[drift] ?? mark('UNKNOWN', 'not checked')}${driftChecked !== undefined && html`<br>${time(driftChecked)}`}`,
    'value' in template ? html`SHA-256 <code>${template.value}</code>` : html`${mark('UNKNOWN')} ${template.unknown}`,
  ];
}
