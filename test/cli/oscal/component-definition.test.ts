import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Stage } from 'aws-cdk-lib';
import { LIBRARY_VERSION, synthesized } from './synthesized';
import { validate } from './trestle';
import { readApp } from '../../../cli/oscal/app';
import { componentDefinition } from '../../../cli/oscal/component-definition';
import { accountWatchEverythingOn } from '../../../proof/watches-everything-on';
import { AccountWatchStack, SecureAccountBaselineStack } from '../../../src';
import { Files, run } from '../access/run';

const files = new Files();
afterAll(() => files.remove());

const cdkOut = synthesized(join(files.folder, 'cdk.out'), (app) => {
  new SecureAccountBaselineStack(app, 'account-baseline');
  new AccountWatchStack(new Stage(app, 'Production'), 'account-baseline-watch', accountWatchEverythingOn);
});
const app = readApp(cdkOut);
const time = new Date('2026-11-29T12:00:00Z');
const document: any = componentDefinition(app, { revision: 'a1b2c3d', time });
const { metadata, components } = document['component-definition'];
const component = (title: string) => components.find((each: any) => each.title === title);

/** The controls of a construct in a framework, with their coverage. */
function answersOf(title: string, framework: string): Record<string, string> {
  const implementation = component(title)['control-implementations'].find(({ props }: any) => props[0].value === framework);
  return Object.fromEntries(implementation['implemented-requirements'].map((each: any) => [each['control-id'], each.props[0].value]));
}

test('compliance-trestle accepts the document', async () => {
  expect(await validate(document)).toEqual({ valid: true, output: expect.stringContaining('VALID') });
}, 300_000);

test('compliance-trestle refuses one with an identifier that OSCAL does not allow', async () => {
  const wrong = JSON.parse(JSON.stringify(document).replace('"control-id":"cis-2.8"', '"control-id":"2.8"'));
  expect(await validate(wrong)).toMatchObject({ valid: false, output: expect.stringContaining('control-id') });
}, 300_000);

test('it has each construct of the app, of stages too, with its paths', () => {
  expect(components.map(({ title }: any) => title)).toEqual(expect.arrayContaining(['PasswordPolicy', 'MfaEnforcement', 'AuditTrail', 'SecurityStatus']));
  expect(component('JobFunctionGroup').props.map(({ value }: any) => value)).toEqual(
    ['Administrator', 'PowerUser', 'SecurityAuditor', 'Billing'].map((group) => `account-baseline/Baseline/${group}`));
  expect(component('BreakGlassRole')).toBeUndefined();
});

test('it states intent: the versions, the time of the synthesis, and the revision of the app', () => {
  expect(metadata).toMatchObject({ 'version': 'a1b2c3d', 'last-modified': '2026-11-29T12:00:00.000Z', 'oscal-version': '1.2.1' });
  const props = Object.fromEntries(metadata.props.map(({ name, value }: any) => [name, value]));
  expect(props).toEqual({ 'statement': 'intent', 'library-version': LIBRARY_VERSION, 'synthesized': app.synthesized.toISOString() });
});

test('a construct answers what the catalog says, by the identifiers of OSCAL', () => {
  expect(answersOf('PasswordPolicy', 'cis-7.0')).toEqual({ 'cis-2.8': 'full', 'cis-2.9': 'full' });
  expect(answersOf('MfaEnforcement', 'cis-7.0')).toEqual({ 'cis-2.10': 'part' });
  expect(answersOf('MfaEnforcement', 'nist-800-53-r5')).toMatchObject({ 'ia-2.2': 'part', 'ac-6.10': 'full' });
  expect(answersOf('AuditTrail', 'fsbp')).toMatchObject({ 'CloudTrail.4': 'full' });
});

test('what a construct does not cover is named', () => {
  const requirements = component('MfaEnforcement')['control-implementations'].flatMap((each: any) => each['implemented-requirements']);
  for (const { props, remarks } of requirements) if (props[0].value === 'part') expect(remarks).toContain('Missing: ');
});

test('a construct without a control says why', () => {
  expect(component('AccountSettingsProvider').remarks).toContain('the function of the settings that are mapped');
  expect(component('AccountSettingsProvider')['control-implementations']).toBeUndefined();
});

test('the same app has the same identifiers again', () => {
  expect(componentDefinition(readApp(cdkOut), { revision: 'a1b2c3d', time })).toEqual(document);
});

describe('the command', () => {
  test('prints the document of a folder', async () => {
    const { code, out, err } = await run('oscal', cdkOut, '--revision', 'a1b2c3d');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)['component-definition'].components).toEqual(components);
  });

  test('prints that of one stack for its template', async () => {
    const { out } = await run('oscal', join(cdkOut, 'account-baseline.template.json'));
    const titles = JSON.parse(out)['component-definition'].components.map(({ title }: any) => title);
    expect(titles).toContain('PasswordPolicy');
    expect(titles).not.toContain('AuditTrail');
  });

  test('writes a file, and prints what it holds', async () => {
    const output = join(files.folder, 'component-definition.json');
    const { code, out } = await run('oscal', cdkOut, '--output', output);
    expect([code, out]).toEqual([0, `${output}: ${components.length} components of cdk-secure-account-baseline ${LIBRARY_VERSION}`]);
    expect(JSON.parse(readFileSync(output, 'utf8'))['component-definition'].components).toEqual(components);
  });

  test('writes beside the former file, and then in its place', async () => {
    // Another name of the same file: what overwrites the file in place changes it under both names.
    const [output, sameFile] = [files.write('former.json', 'former'), join(files.folder, 'same-file.json')];
    linkSync(output, sameFile);
    expect((await run('oscal', cdkOut, '--output', output)).code).toBe(0);
    expect([JSON.parse(readFileSync(output, 'utf8')), readFileSync(sameFile, 'utf8')]).toEqual([expect.anything(), 'former']);
  });

  test('is as the page shows it', async () => {
    const page = readFileSync(join(__dirname, '..', '..', '..', 'cli', 'README.md'), 'utf8');
    const lines = [...page.matchAll(/^node cli\/dist\/index\.js (oscal .*?)(?: +#.*)?$/gm)].map(([, line]) => line);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const args = line.replace('"$(git rev-parse HEAD)"', 'a1b2c3d').split(' ')
        .map((arg) => arg.startsWith('cdk.out') || arg.endsWith('.json') ? join(files.folder, arg) : arg);
      expect(await run(...args)).toMatchObject({ code: 0, err: '' });
    }
  });

  test('has a help of its own', async () => expect((await run('oscal', '--help')).out).toContain('oscal CDK_OUT'));
});

describe('it refuses', () => {
  const folder = (name: string, content: Record<string, object | string>) => {
    mkdirSync(join(files.folder, name), { recursive: true });
    for (const [file, text] of Object.entries(content)) writeFileSync(join(files.folder, name, file), typeof text === 'string' ? text : JSON.stringify(text));
    return join(files.folder, name);
  };
  const manifest = { artifacts: { App: { type: 'aws:cloudformation:stack', properties: { templateFile: 'App.template.json' } } } };
  const own = { tree: { id: 'App', path: '', children: { Q: { path: 'App/Q', constructInfo: { fqn: 'aws-cdk-lib.aws_sqs.Queue', version: '2.0.0' } } } } };

  test.each<[string, () => string[], string]>([
    ['what does not exist', () => ['missing'], 'missing: there is no such file or folder'],
    ['a folder without a manifest', () => [folder('empty', {})], 'there is no manifest.json beside it'],
    ['an app without a tree', () => [synthesized(join(files.folder, 'no-tree'), (each) => { new SecureAccountBaselineStack(each, 'account-baseline'); }, { treeMetadata: false })], 'there is no tree.json beside it'],
    ['a tree that is no JSON', () => [folder('no-json', { 'manifest.json': manifest, 'tree.json': '{' })], 'tree.json: '],
    ['a tree that is none', () => [folder('no-root', { 'manifest.json': manifest, 'tree.json': {} })], 'it has no tree of constructs'],
    ['an app without a construct of the library', () => [folder('others', { 'manifest.json': manifest, 'tree.json': own })], 'it has no construct of cdk-secure-account-baseline'],
    ['a template that the manifest does not name', () => [join(folder('unknown', { 'manifest.json': manifest, 'tree.json': own, 'Old.template.json': {} }), 'Old.template.json')], 'names no stack with this template'],
    ['two folders', () => ['a', 'b'], "oscal takes one CDK_OUT; got 'a b'"],
    ['an empty revision', () => [cdkOut, '--revision', ' '], '--revision must have text'],
    ['an unknown option', () => [cdkOut, '--format', 'xml'], "Unknown option '--format'"],
    ['a file that cannot be written', () => [cdkOut, '--output', files.folder], '--output: the file cannot be written: '],
  ])('%s', async (_, args, message) => {
    const { code, out, err } = await run('oscal', ...args());
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(message)]);
  });

  test('a folder that is removed', async () => {
    const gone = folder('gone', { 'manifest.json': manifest, 'tree.json': own });
    rmSync(gone, { recursive: true });
    expect((await run('oscal', gone)).code).toBe(2);
  });
});
