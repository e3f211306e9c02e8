import { ListedRole } from '../../evidence/details';
import { Trusted, TrustedKind, TRUSTED_KINDS } from '../../evidence/trust';
import { html, Html } from '../html';

const ROW = 30;
const BOX = 24;
const WIDTH = 760;
const COLUMN = 280;
/** The letters that fit into a box. */
const LETTERS = 34;

/** What a picture shows at most: the table has the rest. */
const MOST_ROLES = 40;
const MOST_PRINCIPALS = 30;

/** The widest trust first, which is what a reader looks for. */
const KINDS = (Object.keys(TRUSTED_KINDS) as TrustedKind[]).reverse();
const WIDE: TrustedKind[] = ['anyone', 'other account'];

/** Principals on the left, roles on the right, and a line for each trust. */
export function* rolePicture(prefix: string, all: readonly ListedRole[]): Iterable<Html> {
  const rank = ({ trusted }: ListedRole) => Math.min(KINDS.length, ...(trusted ?? []).map(({ kind }) => KINDS.indexOf(kind)));
  const shown = [...all].sort((one, other) => rank(one) - rank(other) || (one.name < other.name ? -1 : 1)).slice(0, MOST_ROLES);
  const names = principalsOf(shown, ({ kind, name }) => labelOf(kind, name));
  // Too many lines show nothing: then one box stands for each kind.
  const label = names.length > MOST_PRINCIPALS ? ({ kind }: Trusted) => TRUSTED_KINDS[kind] : ({ kind, name }: Trusted) => labelOf(kind, name);
  const principals = principalsOf(shown, label);
  const height = Math.max(shown.length, principals.length) * ROW + 4;
  const middle = (index: number, count: number) => 2 + (height - 4 - count * ROW) / 2 + index * ROW + ROW / 2;
  const at = new Map(principals.map(({ text }, index) => [text, middle(index, principals.length)]));
  const lines = shown.flatMap(({ trusted = [] }, index) => [...new Set(trusted.map(label))].map((text) => {
    const [from, to] = [at.get(text)!, middle(index, shown.length)];
    return html`<path d="M${COLUMN} ${from} C${COLUMN + 100} ${from} ${WIDTH - COLUMN - 100} ${to} ${WIDTH - COLUMN} ${to}"/>`;
  }));
  const omitted = all.length - shown.length;
  yield html`<figure><div class="scroll" role="group" tabindex="0" aria-label="Picture of who may assume the roles"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${prefix}picture-title ${prefix}picture-text"><title id="${prefix}picture-title">Who may assume the roles</title>
<desc id="${prefix}picture-text">${principals.length} principals on the left, ${shown.length} roles on the right, and ${lines.length} lines. The table below says the same in words.</desc>
${lines}
${principals.map(({ text, kind }, index) => box(0, middle(index, principals.length), text, WIDE.includes(kind)))}
${shown.map(({ name }, index) => box(WIDTH - COLUMN, middle(index, shown.length), name, false))}
</svg></div><figcaption class="soft">Principals on the left may assume the roles on the right, if the conditions in the table hold. A thick frame marks other accounts and anyone.${omitted > 0 && ` ${omitted} more roles are in the table only.`}</figcaption></figure>`;
}

function box(x: number, y: number, text: string, isWide: boolean): Html {
  const letters = [...text];
  const short = letters.length > LETTERS ? `${letters.slice(0, LETTERS - 1).join('')}…` : text;
  return html`<rect x="${x + 1}" y="${y - BOX / 2}" width="${COLUMN - 2}" height="${BOX}" rx="4"${isWide && html` class="wide"`}/><text x="${x + 10}" y="${y + 4.5}">${short}</text>`;
}

function principalsOf(shown: readonly ListedRole[], label: (trusted: Trusted) => string): { text: string; kind: TrustedKind }[] {
  const found = new Map(shown.flatMap(({ trusted = [] }) => trusted.map((one): [string, TrustedKind] => [label(one), one.kind])));
  return [...found].map(([text, kind]) => ({ text, kind }))
    .sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || (one.text < other.text ? -1 : 1));
}

/** A principal without what its kind and the page say already. */
function labelOf(kind: TrustedKind, name: string): string {
  if (kind === 'anyone') return 'Anyone';
  if (kind === 'service') return name;
  const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  if (account !== undefined) return kind === 'own account' ? 'This account' : `Account ${account}`;
  const [, owner, rest] = /^arn:[^:]*:(?:iam|sts)::(\d*):(.*)$/.exec(name) ?? [];
  return rest === undefined ? name : kind === 'other account' ? `${owner}: ${rest}` : rest;
}
