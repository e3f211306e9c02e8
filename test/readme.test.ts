import { readdirSync, readFileSync } from 'fs';
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

test('a page tells what to do when the account has a baseline, or a group of a name, already', () => {
  expect(text('docs/existing-account.md')).toContain('An account has one. The second deployment fails at the first group');
  expect(text('docs/existing-account.md')).toContain('Choose another `groupName` in `groups`, or import the group');
});

test('README names every construct', () => {
  const constructs = Object.entries(library).filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct).map(([name]) => name);
  expect(constructs.length).toBeGreaterThan(30);
  expect(constructs.filter((name) => !text('README.md').includes(`\`${name}\``))).toEqual([]);
});

test('README stays readable', () => {
  expect(readFileSync(join(__dirname, '..', 'README.md'), 'utf8').trimEnd().split('\n').length).toBeLessThan(230);
});

describe('until there is a release, no page tells a reader to run or install a name that is not registered', () => {
  const pages = [join(__dirname, '..', 'README.md'), ...['docs', 'src', 'cli', 'examples', 'local-endpoint', 'proof'].flatMap((folder) => (
    readdirSync(join(__dirname, '..', folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
      .map((file) => join(__dirname, '..', folder, file))))];

  test.each(pages.map((page) => [page.slice(join(__dirname, '..').length + 1), page]))('%s', (_, page) => {
    const commands = /\b(npx (--\S+ )*(cdk-)?secure-account-baseline|npm (i|install) (--?\S+ )*cdk-secure-account-baseline|pip3? install (--?\S+ )*cdk|dotnet add package)/g;
    expect(readFileSync(page, 'utf8').match(commands)).toBeNull();
  });
});
