import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { basename, join } from 'path';
import { App, LegacyStackSynthesizer, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { CfnGroup } from 'aws-cdk-lib/aws-iam';
import { readAssemblies } from '../../src/proof/template/cloud-assembly';

class CallersError extends Error {}

const folder = mkdtempSync(join(tmpdir(), 'assembly-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (path: string) => readAssemblies(path, {
  read: (file) => JSON.parse(readFileSync(file, 'utf8')),
  refuse: (at, rule) => new CallersError(`${basename(at)}: ${rule}`),
});

test('the stacks and the nested stacks of the app and of each stage, with every synthesizer', () => {
  const app = new App({ outdir: join(folder, 'app') });
  for (const [scope, prefix] of [[app, 'Of'], [new Stage(app, 'Prod'), ''], [new Stage(app, 'Test'), '']] as const) {
    for (const [name, synthesizer] of [['Modern', undefined], ['Legacy', new LegacyStackSynthesizer()]] as const) {
      new CfnGroup(new NestedStack(new Stack(scope, `${prefix}${name}`, { synthesizer, stackName: `the-${name}` }), 'Nested'), 'Group');
    }
  }
  const { directory } = app.synth();
  // Of a stack that the app no longer has.
  writeFileSync(join(directory, 'Former.template.json'), '{}');
  writeFileSync(join(directory, 'FormerNested12345678.nested.template.json'), '{}');
  const found = read(directory).map((assembly) => [assembly.folder, assembly.templates.map(({ file, stackName }) => [file.replace(/[0-9A-F]{8}/, ''), stackName])]);
  const templatesOf = (prefix: string) => [
    [`${prefix}Modern.template.json`, 'the-Modern'],
    [`${prefix}Legacy.template.json`, 'the-Legacy'],
    [`${prefix}ModernNested.nested.template.json`, undefined],
    [`${prefix}LegacyNested.nested.template.json`, undefined],
  ];
  expect(found).toEqual([['', templatesOf('Of')], ['assembly-Prod', templatesOf('Prod')], ['assembly-Test', templatesOf('Test')]]);
});

test('a stack without a name has the id of its artifact', () => {
  const app = new App({ outdir: join(folder, 'unnamed') });
  new Stack(app, 'Stack');
  expect(read(app.synth().directory)).toEqual([{ folder: '', templates: [{ file: 'Stack.template.json', stackName: 'Stack' }] }]);
});

test.each<[string, object | undefined, string]>([
  ['no manifest', undefined, 'broken: it has no manifest.json. Use a folder that cdk synth writes, such as cdk.out'],
  ['a stack without a template', { A: { type: 'aws:cloudformation:stack' } }, 'manifest.json: the artifact A has no templateFile. Run cdk synth again'],
  ['a stage without a folder', { A: { type: 'cdk:cloud-assembly', properties: { directoryName: 1 } } }, 'manifest.json: the artifact A has no directoryName. Run cdk synth again'],
  ['a stage whose folder is empty', { A: { type: 'cdk:cloud-assembly', properties: { directoryName: 'gone' } } }, 'gone: it has no manifest.json. Use a folder that cdk synth writes, such as cdk.out'],
  ['assets without a file', { A: { type: 'cdk:asset-manifest', properties: {} } }, 'manifest.json: the artifact A has no file. Run cdk synth again'],
])('an error of the caller: %s', (_, artifacts, message) => {
  const broken = join(folder, 'broken');
  rmSync(broken, { recursive: true, force: true });
  mkdirSync(broken);
  if (artifacts) writeFileSync(join(broken, 'manifest.json'), JSON.stringify({ artifacts }));
  expect(() => read(broken)).toThrow(new CallersError(message));
});

test('a manifest without artifacts has no templates', () => {
  mkdirSync(join(folder, 'empty'));
  for (const content of [null, [], {}, { artifacts: [] }, { artifacts: { A: null, B: { type: 'cdk:tree' } } }]) {
    writeFileSync(join(folder, 'empty', 'manifest.json'), JSON.stringify(content));
    expect(read(join(folder, 'empty'))).toEqual([{ folder: '', templates: [] }]);
  }
});
