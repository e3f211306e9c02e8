/* eslint-disable no-console -- a command of a person or of a build */
import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/**
 * Writes docs/reliability.md: the fault matrix of the settings as a table, and the figures of a run of its tests.
 *
 *   npx tsx tools/reliability.ts
 */
const ROOT = join(__dirname, '..');
export const PAGE = join(ROOT, 'docs', 'reliability.md');

/** The handlers whose coverage the page shows. */
const COVERED = ['account-settings', 'organization-settings', 'shared/custom-resource', 'shared/settings'];

export interface Figures {
  readonly concepts: {
    readonly title: string;
    readonly about: string;
    readonly rows: {
      readonly row: string;
      readonly happens: string;
      readonly left: string;
      readonly answers: number | string;
      /** Events sent under the conditions of the row, by setting; a setting that it does not concern is missing. */
      readonly events: Record<string, number>;
    }[];
  }[];
  /** The calls of each situation without a fault, by setting. */
  readonly situations: { readonly name: string; readonly calls: Record<string, string[]> }[];
  readonly settings: string[];
  readonly stories: { readonly fast: number; readonly sdk: number };
}

export interface Coverage { readonly lines: number; readonly branches: number }

export function render({ concepts, situations, settings, stories }: Figures, coverage: Coverage): string {
  const rows = concepts.flatMap((concept) => concept.rows);
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  const eventsOf = (setting: string) => sum(rows.map(({ events }) => events[setting] ?? 0));
  const total = sum(settings.map(eventsOf));
  const concerned = (events: Record<string, number>) => {
    const names = settings.filter((setting) => setting in events);
    if (names.length === settings.length) return 'all';
    return names.length <= settings.length / 2 ? names.join(', ') : `all but ${settings.filter((setting) => !(setting in events)).join(', ')}`;
  };
  return [
    '# Reliability of the settings',
    '',
    'These tables show the result of each fault while CloudFormation creates, updates or deletes a setting of an account or an organization. The tests run the same',
    'data (`test/handlers/account-settings/fault-matrix`), for every setting, at every call that a row can affect.',
    '`npx tsx tools/reliability.ts` writes this page; a test fails if it is out of date.',
    '',
    '## Figures of the last run',
    '',
    `- ${rows.length} rows, ${settings.length} settings, ${number(total)} events with a fault or in a sequence of events.`,
    `- ${number(stories.fast)} random sequences with two stacks, another identity and faults are compared with a model, and ${number(stories.sdk)} more through the clients of the SDK.`,
    `- Coverage of \`src/handlers/{${COVERED.join(',')}}\`: ${coverage.lines} % of the lines, ${coverage.branches} % of the branches.`,
    '',
    ...concepts.flatMap(({ title, about, rows: own }) => [
      `## ${title}`,
      '',
      about,
      '',
      '| fault | result | remaining | responses | settings | events |',
      '|---|---|---|---|---|---|',
      ...own.map(({ row, happens, left, answers, events }) => `| ${[
        row, happens, left, answers, concerned(events), number(sum(Object.values(events))),
      ].map((cell) => String(cell).replace(/\|/g, '\\|')).join(' | ')} |`),
      '',
    ]),
    '## Where the settings differ',
    '',
    'The calls of each event without a fault. Each fault that a call can meet is tried at each of them. A setting that is on or off has',
    'no second value to replace.',
    '',
    `| setting | ${situations.map(({ name }) => name).join(' | ')} | events in all |`,
    `|---|${situations.map(() => '---|').join('')}---|`,
    ...settings.map((setting) => `| ${setting} | ${situations.map(({ calls }) => calls[setting] ? `${calls[setting].length} calls` : '-').join(' | ')} | ${number(eventsOf(setting))} |`),
    '',
  ].join('\n');
}

/** The coverage that the page shows, which only a run with coverage can measure. */
export function coverageOf(page: string): Coverage {
  const [, lines = '0', branches = '0'] = /: (\d+) % of the lines, (\d+) % of the branches/.exec(page) ?? [];
  return { lines: Number(lines), branches: Number(branches) };
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

/** Runs the tests of the handlers with coverage. */
function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'reliability-'));
  const figures = join(folder, 'figures.json');
  const { status } = spawnSync(join(ROOT, 'node_modules', '.bin', 'jest'), [
    '-c', 'test/jest.config.json', '--maxWorkers=1', '--coverage', '--coverageReporters=json-summary', `--coverageDirectory=${folder}`,
    ...COVERED.map((name) => `--collectCoverageFrom=src/handlers/${name}/**/*.ts`), 'test/handlers/account-settings', 'test/handlers/shared',
  ], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, RELIABILITY_FIGURES: figures } });
  if (status !== 0) throw new Error('the tests fail: the page stays as it is');
  const { total } = JSON.parse(readFileSync(join(folder, 'coverage-summary.json'), 'utf8'));
  const coverage = { lines: Math.floor(total.lines.pct), branches: Math.floor(total.branches.pct) };
  writeFileSync(PAGE, render(JSON.parse(readFileSync(figures, 'utf8')), coverage));
  rmSync(folder, { recursive: true });
  console.log(`${PAGE}: ${coverage.lines} % of the lines, ${coverage.branches} % of the branches`);
}

if (require.main === module) main();
