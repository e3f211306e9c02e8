import { nearest } from '../../../src/private/text/nearest';

const NAMES = ['PowerUserAccess', 'ReadOnlyAccess', 'job-function/ViewOnlyAccess', 'IAMFullAccess'];

test.each([
  ['PowerUserAcess', 'PowerUserAccess'], ['poweruseraccess', 'PowerUserAccess'], ['PowerUserAccses', 'PowerUserAccess'],
  ['ReadOnyAccess', 'ReadOnlyAccess'], ['job-function/ViewOnlyAcces', 'job-function/ViewOnlyAccess'],
])('of a long list, %s is taken for %s', (word, meant) => expect(nearest(word, NAMES, 0.2)).toBe(meant));

test.each(['', 'X', 'Administrators', 'FullAccess'])('of a long list, %j is taken for nothing', (word) => {
  expect(nearest(word, NAMES, 0.2)).toBeUndefined();
});
