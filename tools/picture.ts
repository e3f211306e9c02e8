import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { SecureAccountBaselineStack } from '../src';
import { Card, Scene } from './picture/scene';

/**
 * Draws `docs/images/baseline.svg`, what the default stack creates, from its construct tree and its template. Run it as
 * `npx tsx tools/picture.ts`. A test fails when the picture is stale.
 */
const FILE = join(__dirname, '..', 'docs', 'images', 'baseline.svg');

/** Three columns, so that the text is readable at the 800 pixels that README is shown at. */
const COLUMN_WIDTH = 256;
const GAP = 24;
const MARGIN = 20;
const TOP = 74;
const LINE = 19;
const HEADING = 44;
const LAYOUT = [['Policies'], ['Groups'], ['Roles', 'Account']];

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** In lines of a length that fits, at a blank if there is one, else before a capital letter. */
export function wrap(text: string, length: number): string[] {
  if (text.length <= length) return [text];
  const blank = text.lastIndexOf(' ', length);
  const capital = [...text.slice(0, length + 1).matchAll(/(?<=[a-z0-9])[A-Z]/g)].pop()?.index ?? length;
  const end = blank > 0 ? blank : capital;
  return [text.slice(0, end), ...wrap(text.slice(end).trimStart(), length)];
}

/** The lines of a box, each with the class it is drawn in. */
function linesOf(card: Card): [css: string, line: string][] {
  const wrapped = (css: string, text: string, length: number) => wrap(text, length).map((line): [string, string] => [css, line]);
  return [...wrapped('title text', card.title, 27), ...wrapped('faint', card.kind, 32), ...card.lines.flatMap((line) => wrapped('text', line, 31))];
}

const heightOf = (card: Card) => linesOf(card).length * LINE + 13;

const COLORS: [name: string, light: string, dark: string][] = [
  ['page', '#ffffff', '#0d1117'], ['card', '#f6f8fa', '#161b22'], ['text', '#1f2328', '#e6edf3'], ['faint', '#59636e', '#9198a1'],
];
const ACCENTS: Record<string, string> = { Policies: '#8250df', Groups: '#1a7f37', Roles: '#0969da', Account: '#bc4c00' };

function style(): string {
  const rules = (index: 1 | 2) => COLORS.map((color) => `.${color[0]}{fill:${color[index]}}`).join('');
  return 'text{font-family:system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;font-size:13px}'
    + `.title{font-weight:600;font-size:14px}.heading{font-weight:600;font-size:17px}${rules(1)}`
    + '.arrow{fill:none;stroke:#1a7f37;stroke-width:1.6}.tip{fill:#1a7f37}'
    + `@media (prefers-color-scheme:dark){${rules(2)}.arrow{stroke:#3fb950}.tip{fill:#3fb950}}`;
}

/** The picture of a stack. */
export function picture(stack: Stack): string {
  const scene = new Scene(stack);
  const { columns } = scene;
  const body: string[] = [];
  const places = new Map<string, { x: number; y: number }>();
  let bottom = 0;
  LAYOUT.forEach((headings, column) => {
    const x = MARGIN + column * (COLUMN_WIDTH + GAP);
    let y = TOP;
    for (const heading of headings) {
      if (y > TOP) y += HEADING - 12;
      body.push(`<text class="heading text" x="${x}" y="${y - 14}">${heading}</text>`);
      for (const card of columns[heading]) {
        const height = heightOf(card);
        places.set(`${heading} ${card.title}`, { x, y });
        body.push(
          `<rect class="card" x="${x}" y="${y}" width="${COLUMN_WIDTH}" height="${height}" rx="6"/>`,
          `<rect x="${x}" y="${y}" width="4" height="${height}" rx="2" fill="${ACCENTS[heading]}"/>`,
          ...linesOf(card).map(([css, line], index) => `<text class="${css}" x="${x + 14}" y="${y + 21 + index * LINE}">${escape(line)}</text>`),
        );
        y += height + 12;
      }
    }
    bottom = Math.max(bottom, y);
  });
  for (const [from, to] of scene.arrows) {
    const [start, end] = [places.get(`Groups ${from}`)!, places.get(`Roles ${to}`)!];
    const [x1, y1, x2, y2] = [start.x + COLUMN_WIDTH, start.y + 16, end.x, end.y + 16];
    body.push(
      `<path class="arrow" d="M${x1} ${y1}C${x1 + GAP} ${y1} ${x2 - GAP} ${y2} ${x2 - 6} ${y2}"/>`,
      `<path class="tip" d="M${x2 - 8} ${y2 - 5}L${x2 - 1} ${y2}L${x2 - 8} ${y2 + 5}Z"/>`,
    );
  }
  const width = 2 * MARGIN + LAYOUT.length * COLUMN_WIDTH + (LAYOUT.length - 1) * GAP;
  const height = bottom + 22;
  const caption = `${scene.size} resources, no bucket, no assets. + allows, − denies. Arrow: members assume the role, with MFA.`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>What the default baseline creates</title>
<style>${style()}</style>
<rect class="page" width="${width}" height="${height}" rx="8"/>
<text class="faint" x="${MARGIN}" y="28">${caption}</text>
${body.join('\n')}
</svg>
`;
}

/** The picture of the default stack. */
export function baselinePicture(): string {
  return picture(new SecureAccountBaselineStack(new App({ analyticsReporting: false }), 'account-baseline'));
}

if (require.main === module) {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, baselinePicture());
}
