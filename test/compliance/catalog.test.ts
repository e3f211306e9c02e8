import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { constructsOfLibrary } from '../../proof/protected/constructs';
import * as library from '../../src';
import { FRAMEWORKS, idsOf } from '../../src/compliance/catalog';
import { Control, Link, stateOf } from '../../src/compliance/control';
import { MANUAL_STEPS } from '../../src/compliance/manual-steps';
import { CHECKS_NOT_MAPPED, NOT_MAPPED } from '../../src/compliance/not-mapped';
import { PROOFS } from '../../src/compliance/proofs';
import { CHECK_TITLES } from '../../src/handlers/shared/security-checks/titles';

const ROOT = join(__dirname, '..', '..');
const CHECKS = Object.keys(CHECK_TITLES);

const controls = FRAMEWORKS.flatMap((framework) => framework.controls.map((control) => ({ name: framework.name, control })));
const links = controls.flatMap(({ name, control }) => control.links.map((link) => ({ where: `${name} ${control.id}`, link })));
const linked = (kind: Link['kind']) => new Set(links.filter(({ link }) => link.kind === kind).map(({ link }) => link.name));

describe.each(FRAMEWORKS)('$name', ({ controls: own, ids, inFull }) => {
  const known = idsOf(ids);

  test('has each identifier once, and names its source', () => {
    expect(new Set(known).size).toBe(known.length);
    expect(ids.sources.length).toBeGreaterThan(0);
    for (const { commit, date } of ids.sources) expect(`${commit} ${date}`).toMatch(/^[0-9a-f]{40} \d{4}-\d{2}-\d{2}$/);
  });

  test('has no control that the public list does not have, and each once', () => {
    expect(own.filter(({ id }) => !known.includes(id)).map(({ id }) => id)).toEqual([]);
    expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
  });

  test('has a control for each identifier of identity and access', () => {
    const demanded = known.filter((id) => inFull.test(id));
    expect(demanded.length).toBeGreaterThan(5);
    expect(demanded.filter((id) => !own.some((control) => control.id === id))).toEqual([]);
  });
});

describe('a link', () => {
  test('to a construct leads to a class of the library', () => {
    const classes = Object.entries(library).filter(([, exported]) => typeof exported === 'function').map(([name]) => name);
    expect(links.filter(({ link }) => link.kind === 'construct' && !classes.includes(link.name))).toEqual([]);
  });

  test('to a check leads to a check', () => {
    expect(links.filter(({ link }) => link.kind === 'check' && !CHECKS.includes(link.name))).toEqual([]);
  });

  test.each(Object.entries(PROOFS))('to the proof %s leads to files', (name, { files }) => {
    expect(linked('proof')).toContain(name);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  test.each(Object.entries(MANUAL_STEPS).filter(([name]) => linked('manual').has(name)))('to the step %s leads to a section', (__, { page }) => {
    const [file, anchor] = page.split('#');
    const headings = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^#+ (.*)$/gm)]
      .map(([, title]) => title.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-'));
    if (anchor) expect(headings).toContain(anchor);
  });

  test('that covers in part says what is missing', () => {
    expect(links.filter(({ link }) => link.coverage === 'PART' && !link.missing)).toEqual([]);
    expect(links.filter(({ link }) => link.coverage !== 'PART' && link.missing)).toEqual([]);
  });

  test('stands once in its control', () => {
    const doubled = controls.filter(({ control }) => new Set(control.links.map(({ kind, name }) => `${kind} ${name}`)).size < control.links.length);
    expect(doubled).toEqual([]);
  });
});

describe('nothing is forgotten', () => {
  const HOW = 'Add a link to a control in src/compliance/frameworks, or a measure in src/compliance/measures.ts: full(), part() or evidence(). '
    + 'If it answers no control, add a line with the reason to src/compliance/not-mapped.ts. Then run npx tsx tools/compliance/pages.ts';

  test.each(constructsOfLibrary())('%s answers a control, or says why not', (name) => {
    const answers = linked('construct').has(name);
    if (!answers && !(name in NOT_MAPPED)) throw new Error(`${name} answers no control. ${HOW}`);
    if (answers && name in NOT_MAPPED) throw new Error(`${name} answers a control: remove it from src/compliance/not-mapped.ts`);
  });

  test.each(CHECKS)('check %s answers a control, or says why not', (name) => {
    const answers = linked('check').has(name);
    if (!answers && !(name in CHECKS_NOT_MAPPED)) throw new Error(`The check ${name} answers no control. ${HOW.replace('full(), part() or evidence()', 'check()')}`);
    if (answers && name in CHECKS_NOT_MAPPED) throw new Error(`The check ${name} answers a control: remove it from src/compliance/not-mapped.ts`);
  });

  test('what has a reason exists', () => {
    expect(Object.keys(NOT_MAPPED).filter((name) => !constructsOfLibrary().includes(name))).toEqual([]);
    expect(Object.keys(CHECKS_NOT_MAPPED).filter((name) => !CHECKS.includes(name))).toEqual([]);
    expect(Object.keys(MANUAL_STEPS).filter((name) => !linked('manual').has(name))).toEqual([]);
  });
});

describe('a control is covered', () => {
  const of = (...its: Link[]): Control => ({ id: '1', title: 'A control', links: its });
  const met: Link = { kind: 'construct', name: 'PasswordPolicy', coverage: 'FULL' };
  const step: Link = { kind: 'manual', name: 'ROOT_MFA', coverage: 'PART', missing: 'done by a person' };
  const checked: Link = { kind: 'check', name: 'ROOT_MFA', coverage: 'FULL' };

  test('in full by a construct, unless a step remains', () => {
    expect(stateOf(of(met))).toBe('FULL');
    expect(stateOf(of(met, step))).toBe('PART');
  });

  test('in part by a part', () => expect(stateOf(of({ ...met, coverage: 'PART', missing: 'the rest' }, checked))).toBe('PART'));

  test('by evidence, if nothing but a check or a report is there', () => {
    expect(stateOf(of(checked, step))).toBe('EVIDENCE');
    expect(stateOf(of({ ...met, coverage: 'EVIDENCE' }))).toBe('EVIDENCE');
  });

  test('by a person, or not at all', () => {
    expect(stateOf(of(step))).toBe('MANUAL');
    expect(stateOf(of())).toBe('NOT_COVERED');
  });
});
