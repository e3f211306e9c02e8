import { mkdtempSync, readdirSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { findings } from './findings';
import { AccessChecks } from '../../src';

const lambda = new iam.ServicePrincipal('lambda.amazonaws.com');

interface Given { readonly actions: string[]; readonly resource?: string; readonly group?: string[]; readonly denied?: string[] }

/** A role in a stack, a stage and a nested stack, and a user with a group. */
function made({ actions, resource = '*', group = ['s3:GetObject'], denied }: Given, scopes = ['stack', 'stage', 'nested']): App {
  const app = new App();
  const places: Record<string, () => Construct> = {
    stack: () => new Stack(app, 'Stack'),
    stage: () => new Stack(new Stage(app, 'Stage'), 'Stack'),
    nested: () => new NestedStack(new Stack(app, 'Outer'), 'Nested'),
  };
  for (const place of scopes) {
    const role = new iam.Role(places[place](), 'Role', { assumedBy: lambda });
    role.addToPolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
    if (denied) role.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: denied, resources: ['*'] }));
  }
  const people = new Stack(app, 'People');
  const members = new iam.Group(people, 'Group');
  members.addToPolicy(new iam.PolicyStatement({ actions: group, resources: ['*'] }));
  new iam.User(people, 'User', { groups: [members] });
  return app;
}

const reference = (app: App): string => app.synth().directory;
const main = reference(made({ actions: ['s3:GetObject', 's3:PutObject'], resource: 'arn:aws:s3:::reports/*' }));

test('the same or less access is no finding, however it is written', () => {
  expect(findings(made({ actions: ['s3:GetObject', 's3:PutObject'], resource: 'arn:aws:s3:::reports/*' }), { reference: main })).toEqual({});
  expect(findings(made({ actions: ['s3:GetObject', 's3:Put*'], resource: 'arn:aws:s3:::reports/2026/*', denied: ['s3:Put*'] }), { reference: main })).toEqual({});
  expect(findings(made({ actions: ['s3:GetObject'], resource: 'arn:aws:s3:::reports/2026/*' }), { reference: main })).toEqual({});
});

test('each identity whose access has grown is a finding, with an example', () => {
  const app = made({ actions: ['s3:GetObject', 's3:DeleteObject'], resource: 'arn:aws:s3:::reports/*' });
  expect(findings(app, { reference: main })).toEqual({
    'AccessChecks-NewAccess': ['Stack/Role/Resource', 'Outer/Nested/Role/Resource', 'Stage/Stack/Role/Resource'],
  });
  const { violations, success } = new AccessChecks(app, { reference: main }).validate({ templatePaths: [] });
  expect(violations[0]).toMatchObject({ severity: 'error', description: expect.stringMatching(/Refuted: s3:DeleteObject on arn:aws:s3:::reports\/\S* is allowed/) });
  expect(success).toBe(false);
});

test('access that a user gets by a group is found at the group alone', () => {
  const app = made({ actions: ['s3:GetObject'], resource: 'arn:aws:s3:::reports/*', group: ['s3:GetObject', 'sqs:SendMessage'] });
  expect(findings(app, { reference: main })).toEqual({ 'AccessChecks-NewAccess': ['People/Group/Resource'] });
});

test('the access of a new identity is a warning', () => {
  const only = reference(made({ actions: ['s3:GetObject'] }, ['stack']));
  const app = made({ actions: ['s3:GetObject'] }, ['stack', 'stage']);
  expect(findings(app, { reference: only })).toEqual({ 'AccessChecks-NewAccess': ['Stage/Stack/Role/Resource'] });
  expect(new AccessChecks(app, { reference: only }).validate({ templatePaths: [] })).toMatchObject({ success: true, violations: [{ severity: 'warning' }] });
});

describe('a reference that is refused', () => {
  const refused = (folder: string) => () => new AccessChecks(new App(), { reference: folder });
  const copy = (change: (folder: string) => void) => {
    const folder = reference(made({ actions: ['s3:GetObject'] }, ['stack']));
    change(folder);
    return folder;
  };

  test.each<[string, string, RegExp]>([
    ['a folder that does not exist', join(tmpdir(), 'no-such-folder'), /^Invalid `reference` '.*no-such-folder': there is no such folder/],
    ['a folder without a manifest', mkdtempSync(join(tmpdir(), 'no-cdk-out-')), /it has no manifest.json. Use a folder that cdk synth writes/],
    ['no path', '', /^Invalid `reference` '': it must be the path of a folder/],
  ])('%s', (_, folder, message) => expect(refused(folder)).toThrow(message));

  test('a template that is no JSON, with the position', () => {
    const folder = copy((to) => writeFileSync(join(to, 'Stack.template.json'), '{\n  "Resources": {,}\n}'));
    expect(refused(folder)).toThrow(/^Invalid `reference, Stack.template.json`[^]*it is no JSON at line 2, column 17/);
  });

  test('a manifest whose template is missing', () => {
    const folder = copy((to) => {
      const file = readdirSync(to).find((name) => name.endsWith('manifest.json'))!;
      writeFileSync(join(to, file), JSON.stringify({ artifacts: { A: { type: 'aws:cloudformation:stack', properties: { templateFile: 'A.json' } } } }));
    });
    expect(refused(folder)).toThrow(/the file is missing. Synthesize the reference again/);
  });
});

test.each<[string, any, RegExp]>([
  ['an unknown property', { references: 'cdk.out' }, /Invalid `references` 'cdk.out': there is no such property; the nearest is reference/],
  ['a reference of another type', { reference: 1 }, /Invalid `reference` 1: it must be text/],
  ['a policy that is no JSON', { managedPolicies: { ReadOnlyAccess: '{' } }, /Invalid `managedPolicies, ReadOnlyAccess`.*it is no JSON/],
  ['a policy that is none', { managedPolicies: { ReadOnlyAccess: '{}' } }, /a policy without a statement is refused by IAM/],
])('%s is refused', (_, options, message) => expect(() => new AccessChecks(new App(), options)).toThrow(message));
