import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { differences, readTemplates, requireSame } from '../../tools/packages/template';

test('templates of an app are read from all of its stacks, and nothing else is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  for (const [file, content] of Object.entries({ 'b.template.json': { b: 1 }, 'a.template.json': { a: 1 }, 'manifest.json': { c: 1 } })) {
    writeFileSync(join(folder, file), JSON.stringify(content));
  }
  expect(readTemplates(folder)).toEqual({ 'a.template.json': { a: 1 }, 'b.template.json': { b: 1 } });
  expect(() => readTemplates(mkdtempSync(join(tmpdir(), 'assembly-')))).toThrow('The app has left no template');
});

describe('two templates', () => {
  test('are the same whatever order their members have', () => {
    expect(differences({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toEqual([]);
  });

  test.each<[string, unknown, unknown, string]>([
    ['another value', { a: { b: 1 } }, { a: { b: 2 } }, '/a/b: expected 1, found 2'],
    ['a number as a string', { a: 12 }, { a: '12' }, '/a: expected 12, found "12"'],
    ['a member too few', { a: 1, b: 2 }, { a: 1 }, '/b: expected 2, found nothing'],
    ['a member too many', { a: 1 }, { a: 1, b: null }, '/b: expected nothing, found null'],
    ['another order of a list', { a: [1, 2] }, { a: [2, 2] }, '/a/0: expected 1, found 2'],
    ['a longer list', { a: [1] }, { a: [1, 2] }, '/a/1: expected nothing, found 2'],
    ['a list instead of an object', { a: {} }, { a: [] }, '/a: expected {}, found []'],
    ['a value instead of an object', { a: { b: 1 } }, { a: 'b' }, '/a: expected {"b":1}, found "b"'],
  ])('differ by %s', (_, expected, actual, difference) => {
    expect(differences(expected, actual)).toEqual([difference]);
  });

  test('that differ in much are told by the first differences', () => {
    const many = (value: number) => Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`r${index}`, value]));
    expect(() => requireSame({ t: many(1) }, { t: many(2) })).toThrow(/something else.*\n  \/t\/r0: expected 1, found 2\n(.*\n){9}  and 20 more$/);
    expect(() => requireSame({ t: 'x'.repeat(1000) }, { t: '' })).toThrow(/^.{0,400}$/s);
    expect(() => requireSame({ t: many(1) }, { t: many(1) })).not.toThrow();
  });

  test('differ if an app has a stack that the other has not', () => {
    expect(() => requireSame({ 'a.template.json': {} }, {})).toThrow('/a.template.json: expected {}, found nothing');
  });
});
