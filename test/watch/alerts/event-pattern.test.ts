import { matches } from './event-pattern';

test.each<[string, object, object, boolean]>([
  ['a value', { a: ['x', 'y'] }, { a: 'y' }, true],
  ['another value', { a: ['x'] }, { a: 'z' }, false],
  ['nothing for a value', { a: ['x'] }, {}, false],
  ['all fields are needed', { a: ['x'], b: ['y'] }, { a: 'x' }, false],
  ['a field inside', { a: { b: ['x'] } }, { a: { b: 'x' } }, true],
  ['a field inside of nothing', { a: { b: ['x'] } }, { a: null }, false],
  ['an absent field inside of nothing', { a: { b: [{ exists: false }] } }, {}, true],
  ['a present field', { a: [{ exists: true }] }, { a: null }, true],
  ['a prefix', { a: [{ prefix: 'x' }] }, { a: 'xy' }, true],
  ['no prefix', { a: [{ prefix: 'y' }] }, { a: 'xy' }, false],
  ['a suffix', { a: [{ suffix: 'y' }] }, { a: 'xy' }, true],
  ['no suffix', { a: [{ suffix: 'x' }] }, { a: 'xy' }, false],
  ['a wildcard', { a: [{ wildcard: 'D*y' }] }, { a: 'Delete.Policy' }, true],
  ['a wildcard is anchored', { a: [{ wildcard: 'D*y' }] }, { a: 'Delete.Policies' }, false],
  ['a wildcard has no other special characters', { a: [{ wildcard: 'a.b*' }] }, { a: 'axb' }, false],
  ['anything but', { a: [{ 'anything-but': 'x' }] }, { a: 'y' }, true],
  ['anything but itself', { a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'y' }, false],
  ['anything but needs the field', { a: [{ 'anything-but': 'x' }] }, {}, false],
  ['anything but wildcards', { a: [{ 'anything-but': { wildcard: ['x*', 'y'] } }] }, { a: 'xz' }, false],
  ['anything but wildcards, in full', { a: [{ 'anything-but': { wildcard: ['x*', 'y'] } }] }, { a: 'yz' }, true],
  ['anything but suffixes', { a: [{ 'anything-but': { suffix: ['x', 'y'] } }] }, { a: 'yz' }, true],
  ['anything but suffixes, one of them', { a: [{ 'anything-but': { suffix: ['x', 'y'] } }] }, { a: 'zy' }, false],
  ['one of two', { $or: [{ a: ['x'] }, { b: ['y'] }], c: ['z'] }, { b: 'y', c: 'z' }, true],
  ['neither of two', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'y', b: 'x' }, false],
])('%s', (_, pattern, event, expected) => expect(matches(pattern, event)).toBe(expected));

test('an operator that it does not know is an error', () => {
  expect(() => matches({ a: [{ cidr: '10.0.0.0/8' }] }, { a: '10.0.0.1' })).toThrow('unknown operator cidr');
  expect(() => matches({ a: [{ prefix: 'x', suffix: 'y' }] }, { a: 'x' })).toThrow('two operators');
});
