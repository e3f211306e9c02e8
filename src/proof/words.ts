import { AccessAnswer } from './access-answer';
import { AccessCounterexample } from './access-counterexample';
import { AccessVerdict } from './access-verdict';
import { KeyValue } from './conditions/truth';
import { Counterexample, Verdict } from './decide/decide';
import { Evaluation } from './decide/evaluate';
import { Claim } from './decide/problem';
import { DEPLOYMENT, PRINCIPAL } from './policy/statement';

const PROVED: Record<Claim, string> = {
  [Claim.NOTHING]: 'Proved: the policies allow none of the requests.',
  [Claim.EVERYTHING]: 'Proved: the policies allow all of the requests.',
  [Claim.NO_MORE]: 'Proved: the policies allow no request that the others do not allow.',
};

/** An answer for people. */
export function answerOf(claim: Claim, verdict: Verdict): AccessAnswer {
  if (verdict.answer === 'proved') return new AccessAnswer(AccessVerdict.PROVED, PROVED[claim]);
  if (verdict.answer === 'unknown') return new AccessAnswer(AccessVerdict.UNKNOWN, readable(`Unknown: ${verdict.reason}.`));
  const { request, now, before } = verdict.counterexample;
  const present = [...request.context].flatMap(([key, value]): [string, string][] => value === undefined ? [] : [[key.replace(DEPLOYMENT, ''), textOf(value)]]);
  const context = Object.fromEntries(present);
  const absent = [...request.context].filter(([, value]) => value === undefined).map(([key]) => `${key} is absent`);
  const named = Object.entries(context).filter(([key]) => key !== PRINCIPAL).map(([key, value]) => `${key} is '${value}'`);
  const circumstances = [...named, ...absent].sort();
  const when = circumstances.length > 0 ? ` when ${circumstances.join(' and ')}` : '';
  const who = context[PRINCIPAL] ? ` to ${context[PRINCIPAL]}` : '';
  const reasons = [reasonOf(now), ...before ? [`before, ${reasonOf(before)}`] : []].join('; ');
  const { action, resource } = request;
  const counterexample: AccessCounterexample = { action, resource, context, statements: statementsOf(verdict.counterexample) };
  const outcome = now.isAllowed ? 'allowed' : 'denied';
  // The trust policy of a role has no resource.
  const explanation = `Refuted: ${action}${who ? '' : ` on ${resource}`} is ${outcome}${who}${when}, since ${reasons}.`;
  return new AccessAnswer(AccessVerdict.REFUTED, readable(explanation), counterexample);
}

/** As a template writes what only the deployment knows. */
function readable(text: string): string {
  return text.replaceAll(`\${${DEPLOYMENT}`, '${').replaceAll(DEPLOYMENT, '');
}

function reasonOf({ isAllowed, allows, denies, silent }: Evaluation): string {
  if (isAllowed) return allows.length === 0 ? 'nothing denies it' : `${labels(allows)} allows it`;
  return denies.length > 0 ? `${labels(denies)} denies it` : `no statement of the ${silent[0]} allows it`;
}

function statementsOf({ now, before }: Counterexample): string[] {
  return [now, ...before ? [before] : []].flatMap(({ isAllowed, allows, denies }) => (isAllowed ? allows : denies).map(({ label }) => label));
}

function labels(statements: Evaluation['allows']): string {
  return [...new Set(statements.map(({ label }) => label))].slice(0, 3).join(' and ');
}

function textOf(value: Exclude<KeyValue, undefined>): string {
  return typeof value === 'symbol' ? 'any value' : typeof value === 'string' ? value : value.join(', ');
}
