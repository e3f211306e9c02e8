import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { App } from 'aws-cdk-lib';
import * as ts from 'typescript';
import { codeOf } from '../tools/packages/page';
import { appsOf, runProgram } from '../tools/programs/run-program';

/** The code in the pages that people read: README, docs, and the README of each room. jsii-rosetta compiles that of the docstrings. */
const ROOT = join(__dirname, '..');
const PAGES = ts.sys.readDirectory(ROOT, ['.md'], ['**/node_modules', '**/.*', '**/cdk.out', 'API.md', 'dist'], ['README.md', 'docs/**/*.md', 'src/**/*.md']);
const FIXTURE = readFileSync(join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');

interface Block {
  readonly name: string;
  readonly source: string;
}

const blocks = PAGES.flatMap((page) => {
  const lines = readFileSync(page, 'utf8').split('\n');
  return lines.flatMap((line, index): Block[] => {
    if (!/^```(ts|typescript)\b/.test(line)) return [];
    const code = lines.slice(index + 1, lines.indexOf('```', index)).join('\n');
    const name = `${page.slice(ROOT.length + 1)}:${index + 1}`;
    // What may stand only at the top of a file goes there.
    const top = /^(import|declare) .*;$/gm;
    const source = `${(code.match(top) ?? []).join('\n')}\n${FIXTURE.replace('/// here', () => code.replace(top, ''))}`;
    return [{ name, source: /nofixture/.test(line) ? code : source }];
  });
});

test('there is code in README and docs', () => {
  expect(blocks.map(({ name }) => name.split(':')[0])).toEqual(expect.arrayContaining(['README.md', 'docs/existing-account.md']));
});

describe('a link within the repository', () => {
  const links = PAGES.flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, link]) => ({ page, link })));

  test.each(PAGES.map((page) => page.slice(ROOT.length + 1)))('leads somewhere: %s', (name) => {
    const here = join(ROOT, name);
    const dead = links.filter(({ page }) => page === here).filter(({ link }) => {
      const [file, heading] = link.split('#');
      const target = file ? join(dirname(here), file) : here;
      return !existsSync(target) || (heading && !headingsOf(target).includes(heading));
    });
    expect(dead).toEqual([]);
  });

  /** As GitHub makes an address of a heading. */
  function headingsOf(page: string): string[] {
    return [...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-'));
  }
});

test('docs/python.md shows examples/python-app', () => {
  expect(codeOf('python')).toBe(readFileSync(join(ROOT, 'examples', 'python-app', 'app.py'), 'utf8'));
});

test('every code block compiles', () => {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(__dirname, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, __dirname);
  const host = ts.createCompilerHost({ ...options, noEmit: true, noUnusedLocals: false, noUnusedParameters: false });
  const virtual = new Map(blocks.map(({ name, source }) => [join(ROOT, 'test', `${name.replace(/\W/g, '-')}.ts`), { name, source }]));
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (file) => virtual.has(file) || fileExists(file);
  host.readFile = (file) => virtual.get(file)?.source ?? readFile(file);
  host.getSourceFile = (file, version, ...rest) => virtual.has(file)
    ? ts.createSourceFile(file, virtual.get(file)!.source, version, true) : getSourceFile(file, version, ...rest);
  const program = ts.createProgram([...virtual.keys()], { ...options, noEmit: true, noUnusedLocals: false, noUnusedParameters: false }, host);
  const errors = [...virtual].flatMap(([file, { name }]) => {
    const source = program.getSourceFile(file)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map((error) => `${name}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`);
  });
  expect(errors).toEqual([]);
}, 120_000);

describe('a block that is a part of a stack', () => {
  // What a block only declares, or reads from a file, is not there to be synthesized.
  const parts = blocks.filter(({ source }) => source.includes('class Fixture') && !/^\s*declare |fromFile\(/m.test(source));

  test.each(parts)('synthesizes: $name', ({ source }) => {
    const { Fixture } = runProgram(`${source}\nexports.Fixture = Fixture;`);
    const app = new App();
    new Fixture(app, 'stack');
    expect(Object.keys(app.synth().getStackArtifact('stack').template.Resources)).not.toEqual([]);
  });
});

describe('a block that is an app', () => {
  const programs = blocks.filter(({ source }) => /new App\(/.test(source));

  test.each(programs)('synthesizes: $name', ({ source }) => {
    for (const app of appsOf(source)) expect(app.synth().stacksRecursively).not.toEqual([]);
  });

  test('the stack set of docs/landing-zone.md sends the default baseline, without a bucket in any account', () => {
    const program = programs.find(({ name, source }) => name.startsWith('docs/landing-zone.md') && source.includes('new BaselineRollOut'))!;
    const [{ template }] = appsOf(program.source).at(-1)!.synth().stacks;
    expect(JSON.stringify(template, undefined, 1).length).toBeLessThan(51_200);
    expect(JSON.stringify(template)).not.toMatch(/cdk-hnb659fds|BootstrapVersion/);
    const [{ Properties }] = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::CloudFormation::StackSet');
    expect(Properties.TemplateURL).toBeUndefined();
    const groups = Object.values<any>(JSON.parse(Properties.TemplateBody).Resources).filter(({ Type }) => Type === 'AWS::IAM::Group');
    expect(groups.map((group) => group.Properties.GroupName).sort()).toEqual(['Administrators', 'Billing', 'PowerUsers', 'SecurityAuditors']);
  });

  test('what the app of a team makes lies where the boundary allows it, and carries the boundary', () => {
    const program = programs.find(({ name, source }) => name.startsWith('docs/landing-zone.md') && source.includes('WorkloadBoundary'))!;
    const [{ template, assumeRoleArn, cloudFormationExecutionRoleArn }] = appsOf(program.source)[0].synth().stacks;
    expect([assumeRoleArn, cloudFormationExecutionRoleArn, template.Parameters]).toEqual([undefined, undefined, undefined]);
    const [{ Properties }] = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    expect(Properties.Path).toBe('/workload/');
    expect(JSON.stringify(Properties.PermissionsBoundary)).toContain(':policy/account-baseline/WorkloadBoundary');
  });
});
