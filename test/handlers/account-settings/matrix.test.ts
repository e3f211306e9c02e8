import { readFileSync, writeFileSync } from 'fs';
import { concerns, CONCEPTS, Player, SITUATIONS } from './matrix';
import { FAST_RUNS, SDK_RUNS } from './model/runs';
import { Sample, SAMPLES } from './samples';
import { coverageOf, Figures, PAGE, render } from '../../../tools/reliability';

/** The kind of a setting, without what it is about. */
const nameOf = ({ setting }: Sample): string => setting.split('/')[0];

/** Walks the fault matrix: each row, for each setting that it concerns, at each call that it can strike. */
const figures: Figures = {
  concepts: CONCEPTS.map(({ title, about, rows }) => ({
    title, about, rows: rows.map(({ row, happens, left, answers }) => ({ row, happens, left, answers, events: {} })),
  })),
  situations: SITUATIONS.map(({ name }) => ({ name, calls: {} })),
  settings: SAMPLES.map(nameOf),
  stories: { fast: FAST_RUNS, sdk: SDK_RUNS },
};

describe.each(SAMPLES)('$setting', (sample) => {
  let player: Player;
  beforeAll(() => { player = new Player(sample); });
  afterAll(() => player.restore());

  test.each(SITUATIONS.filter((situation) => concerns(situation, sample)))('$name, undisturbed', async (situation) => {
    const { calls } = await player.undisturbed(situation);
    expect(calls.length).toBeGreaterThan(0);
    figures.situations[SITUATIONS.indexOf(situation)].calls[nameOf(sample)] = calls;
  });

  describe.each(CONCEPTS)('$title', (concept) => {
    test.each(concept.rows.filter((row) => concerns(row, sample)))('$row', async (row) => {
      const events = await player.play(row);
      expect(events).toBeGreaterThan(0);
      figures.concepts[CONCEPTS.indexOf(concept)].rows[concept.rows.indexOf(row)].events[nameOf(sample)] = events;
    });
  });
});

test('every row concerns a setting', () => {
  for (const { rows } of figures.concepts) for (const { row, events } of rows) expect([row, Object.keys(events).length]).not.toEqual([row, 0]);
});

test('docs/reliability.md is what the matrix says today: else run npx tsx tools/reliability.ts', () => {
  if (process.env.RELIABILITY_FIGURES) return writeFileSync(process.env.RELIABILITY_FIGURES, JSON.stringify(figures));
  const page = readFileSync(PAGE, 'utf8');
  expect(page).toBe(render(figures, coverageOf(page)));
  expect(page).toMatch(/^[\n\x20-\x7e]*$/);
});
