import { Framework } from '../../src/compliance/catalog';
import { Control, ControlState, Coverage, Link } from '../../src/compliance/control';
import { MANUAL_STEPS } from '../../src/compliance/manual-steps';
import { PROOFS } from '../../src/compliance/proofs';

/** The states of a control, as the pages call them. */
export const STATES: Record<ControlState, string> = {
  FULL: 'full', PART: 'part', EVIDENCE: 'evidence', MANUAL: 'manual', NOT_COVERED: 'not covered',
};

const COVERAGE: Record<Coverage, string> = { FULL: ' in full', PART: ' in part', EVIDENCE: ' as evidence' };

/** From `docs/compliance` to the root of the repository. */
const ROOT = '../..';

/** The path of a file or folder of the repository, from a page in `docs/compliance`. */
export function fromPage(path: string): string {
  if (path.startsWith('docs/compliance/')) return path.slice('docs/compliance/'.length);
  return path.startsWith('docs/') ? `../${path.slice('docs/'.length)}` : `${ROOT}/${path}`;
}

/** The constructs and checks of a control, those with the same text in one line. */
export function howOf({ links }: Control): string {
  const lines = new Map<string, string[]>();
  for (const link of links.filter(({ kind }) => kind === 'construct' || kind === 'check')) {
    const known = lines.get(textOf(link)) ?? [];
    lines.set(textOf(link), [...known, `${link.kind === 'check' ? 'check ' : ''}\`${link.name}\`${link.how ? ` (${link.how})` : ''}`]);
  }
  return [...lines].map(([text, names]) => `${names.join(', ')}${text}`).join('<br>');
}

function textOf({ kind, coverage, missing }: Link): string {
  if (missing) return `${COVERAGE[coverage]}: ${missing}`;
  return kind === 'check' ? ' decides' : COVERAGE[coverage];
}

/** The proofs of a control, as links to the section of the page. */
export function proofsOf({ links }: Control): string {
  return namesOf(links, 'proof').map((name) => `[${label(name)}](#proofs)`).join(', ');
}

/** The steps of a control that a person takes. */
export function stepsOf({ links }: Control): string {
  return namesOf(links, 'manual').map((name) => {
    const { title, page } = MANUAL_STEPS[name as keyof typeof MANUAL_STEPS];
    return `[${title}](${fromPage(page)})`;
  }).join('<br>');
}

/** The proofs that the controls of a framework name, each with its files. */
export function proofRows({ controls }: Framework): string[] {
  const used = new Set(controls.flatMap(({ links }) => namesOf(links, 'proof')));
  return Object.entries(PROOFS).filter(([name]) => used.has(name)).map(([name, { title, files }]) =>
    `| ${label(name)} | ${title} | ${files.map((file) => `[${file.split('/').pop()}](${fromPage(file)})`).join(', ')} |`);
}

function namesOf(links: readonly Link[], kind: Link['kind']): string[] {
  return links.filter((link) => link.kind === kind).map(({ name }) => name);
}

/** `BREAK_GLASS` as `break glass`. */
function label(name: string): string {
  return name === 'MFA' ? name : name.toLowerCase().replace(/_/g, ' ');
}
