import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { constructsOfLibrary } from '../../proof/protected/constructs';
import { FrameworkName, FRAMEWORKS, idsOf } from '../../src/compliance/catalog';

const ROOT = join(__dirname, '..', '..');
const LIST = String.raw`((?:[,;]? |and |to |or )*(?:ID)(?:(?:,| and| to| or)* (?:ID))*)`;
const listOf = (start: string, id: string) => new RegExp(start + LIST.replace(/ID/g, id), 'g');

/** How a text names the controls of a framework, and the form of an identifier. */
const MENTIONS: [FrameworkName, RegExp, RegExp][] = [
  ['cis-7.0', listOf(String.raw`CIS AWS Foundations(?: Benchmark)?(?: 7\.0\.0)?`, String.raw`\d+\.\d+(?:\.\d+)?(?!\.\d)`), /\d+(?:\.\d+)+/g],
  ['fsbp', /\b(?:Account|CloudTrail|CloudWatch|EC2|IAM|S3|SSM)\.\d+\b/g, /\w+\.\d+/g],
  ['pci-dss-4.0.1', listOf(String.raw`PCI DSS 4\.0\.1`, String.raw`\d+\.\d+\.\d+(?:\.\d+)?`), /\d+(?:\.\d+)+/g],
  ['nist-800-53-r5', listOf('NIST SP 800-53 r5', String.raw`[A-Z]{2}-\d+(?:\(\d+\))?`), /[A-Z]{2}-\d+(?:\(\d+\))?/g],
];

interface Mention {
  readonly framework: FrameworkName;
  readonly id: string;
}

function mentionsIn(text: string): Mention[] {
  return MENTIONS.flatMap(([framework, pattern, id]) => [...text.matchAll(pattern)].flatMap(([whole]) =>
    [...whole.replace(/^.*(?:7\.0\.0|4\.0\.1|r5)\b/, '').matchAll(id)].map(([each]) => ({ framework, id: each }))));
}

/** The comments of a file, each in one line, with the declaration behind it. */
function commentsOf(file: string): { comment: string; declares: string }[] {
  const source = readFileSync(file, 'utf8');
  return [...source.matchAll(/\/\*\*([^]*?)\*\/\s*([^\n]*)/g)].map(([, comment, declares]) => ({ comment: comment.replace(/\s*\n\s*\* ?/g, ' '), declares }));
}

const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.startsWith('compliance'))
  .map((name) => join(ROOT, 'src', name));
const comments = files.flatMap((file) => commentsOf(file).map((each) => ({ ...each, file: file.slice(ROOT.length + 1) })));
const controlOf = ({ framework, id }: Mention) => FRAMEWORKS.find(({ name }) => name === framework)!.controls.find((control) => control.id === id);

test('mentions are found, in each of their forms', () => {
  expect(mentionsIn('CIS AWS Foundations Benchmark 7.0.0, 2.11 and 2.12; Security Hub IAM.3; PCI DSS 4.0.1, 8.2.6, 8.3.9 and 8.6.3: unused. NIST SP 800-53 r5 CM-3, AC-6(7).'))
    .toEqual([
      { framework: 'cis-7.0', id: '2.11' }, { framework: 'cis-7.0', id: '2.12' }, { framework: 'fsbp', id: 'IAM.3' },
      ...['8.2.6', '8.3.9', '8.6.3'].map((id) => ({ framework: 'pci-dss-4.0.1', id })), ...['CM-3', 'AC-6(7)'].map((id) => ({ framework: 'nist-800-53-r5', id })),
    ]);
  expect(comments.flatMap(({ comment }) => mentionsIn(comment)).length).toBeGreaterThan(60);
});

test('each identifier in a docstring is one of its framework, and the catalog has it', () => {
  const wrong = comments.flatMap(({ comment, file }) => mentionsIn(comment).filter((mention) =>
    !idsOf(FRAMEWORKS.find(({ name }) => name === mention.framework)!.ids).includes(mention.id) || !controlOf(mention))
    .map(({ framework, id }) => `${file}: ${framework} ${id}`));
  expect(wrong).toEqual([]);
});

test('a control that the docstring of a construct names is linked to the construct', () => {
  const missing = comments.flatMap(({ comment, declares }) => {
    const [, name] = /^export (?:abstract )?class (\w+)/.exec(declares) ?? [];
    if (!name || !constructsOfLibrary().includes(name)) return [];
    return mentionsIn(comment).filter((mention) => !controlOf(mention)?.links.some((link) => link.kind === 'construct' && link.name === name))
      .map(({ framework, id }) => `${name}: ${framework} ${id}`);
  });
  expect(missing).toEqual([]);
});

test('a control that the docstring of a check names is linked to the check', () => {
  const missing = commentsOf(join(ROOT, 'src/watch/security-status/security-check.ts')).flatMap(({ comment, declares }) => {
    const [, name] = /^(\w+) = '/.exec(declares) ?? [];
    return name ? mentionsIn(comment).filter((mention) => !controlOf(mention)?.links.some((link) => link.kind === 'check' && link.name === name))
      .map(({ framework, id }) => `${name}: ${framework} ${id}`) : [];
  });
  expect(missing).toEqual([]);
});
