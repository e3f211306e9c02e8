import { readFileSync } from 'fs';
import { join } from 'path';
import { Construct } from 'constructs';
import * as library from '../src';

const text = (file: string) => readFileSync(join(__dirname, '..', file), 'utf8').replace(/\s+/g, ' ');

test.each([
  ['README.md', 'Not from a session of the `Administrator` role'],
  ['API.md', 'Do not delete the stack of the Administrator role from a session of that role'],
])('%s tells that the stack is not to be destroyed from a session of the role that goes with it', (file, sentence) => {
  expect(text(file)).toContain(sentence);
});

test('README tells what to do when the account has a baseline, or a group of a name, already', () => {
  expect(text('README.md')).toContain('An account has one. The second deployment fails at the first group');
  expect(text('README.md')).toContain('Choose another `groupName` in `groups`, or import the group');
});

test('README names every construct', () => {
  const constructs = Object.entries(library).filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct).map(([name]) => name);
  expect(constructs.length).toBeGreaterThan(30);
  expect(constructs.filter((name) => !text('README.md').includes(`\`${name}\``))).toEqual([]);
});
