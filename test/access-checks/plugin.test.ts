import { App, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AccessChecks } from '../../src';

const ID = 'AccessChecks-PrivilegeEscalation[iam:PutRolePolicy]';

/** An app with one finding, and what acknowledges it. */
function app(acknowledge: (app: App, role: iam.Role) => void = () => undefined): App {
  // The test runs leave out where resources were created.
  jest.replaceProperty(process, 'env', { ...process.env, CDK_CONTEXT_JSON: undefined });
  const made = new App({ context: { '@aws-cdk/core:stackTraces': true } });
  jest.restoreAllMocks();
  const stack = new Stack(made, 'S');
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PutRolePolicy'], resources: ['*'] }));
  new iam.Role(stack, 'Fine', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  acknowledge(made, role);
  return made;
}

/** What CDK says at a synthesis with plugins, and whether it fails: by the exit code, and in newer versions by an error. */
function synthesized(made: App): { readonly fails: boolean; readonly said: string } {
  const before = process.exitCode;
  const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  let thrown = '';
  try {
    made.synth();
  } catch (error) {
    thrown = (error as Error).message;
  }
  const result = { fails: thrown !== '' || process.exitCode === 1, said: [thrown, ...print.mock.calls.flat()].join('\n') };
  process.exitCode = before;
  print.mockRestore();
  return result;
}

test('a finding fails the synthesis, with the path of the construct and where it was made', () => {
  const made = app();
  Validations.of(made).addPlugins(new AccessChecks(made));
  const { fails, said } = synthesized(made);
  expect(fails).toBe(true);
  for (const text of [ID, 'S/Role/Resource', 'plugin.test.ts', 'It may change permissions, also its own: RoleDefaultPolicy']) expect(said).toContain(text);
  expect(said).not.toContain('S/Fine');
});

test.each<[string, (made: App, role: iam.Role) => void]>([
  ['beside the role', (_, role) => Validations.of(role).acknowledge({ id: ID, reason: 'test' })],
  ['beside the resource', (_, role) => Validations.of(role.node.defaultChild!).acknowledge({ id: ID, reason: 'test' })],
  ['with the name of the plugin', (_, role) => Validations.of(role).acknowledge({ id: `AccessChecks::${ID}`, reason: 'test' })],
  ['on the app', (made) => Validations.of(made).acknowledge({ id: ID, reason: 'test' })],
])('a finding that is acknowledged %s is none, and the template is the same', (_, acknowledge) => {
  const made = app(acknowledge);
  Validations.of(made).addPlugins(new AccessChecks(made));
  const { fails, said } = synthesized(made);
  expect(said).not.toContain(ID);
  expect(fails).toBe(false);
  expect(made.synth().getStackByName('S').template).toEqual(app().synth().getStackByName('S').template);
});

test('only the exact id acknowledges', () => {
  for (const id of ['AccessChecks-PrivilegeEscalation', 'AccessChecks-PrivilegeEscalation[iam:PutUserPolicy]']) {
    const made = app((_, role) => Validations.of(role).acknowledge({ id, reason: 'test' }));
    expect(new AccessChecks(made).validate({ templatePaths: [] }).violations).toHaveLength(1);
  }
});

test('it runs beside cdk-nag: each reports its own findings, acknowledged by their own ids', () => {
  const made = app((_, role) => Validations.of(role).acknowledge({ id: ID, reason: 'test' }, { id: 'AwsSolutions-IAM5[Resource::*]', reason: 'test' }));
  new s3.Bucket(made.node.findChild('S'), 'Bucket');
  const nag = new AwsSolutionsChecks(made);
  // It takes the scope from the context, which aws-cdk-lib 2.257 does not give.
  jest.spyOn(nag, 'validate').mockImplementation(() => nag.validateScope(made));
  Validations.of(made).addPlugins(new AccessChecks(made), nag);
  const { fails, said } = synthesized(made);
  expect(fails).toBe(true);
  expect(said).toContain('AwsSolutions-S1');
  expect(said).not.toMatch(/AccessChecks-|AwsSolutions-IAM5/);
});

test('a scope within the app limits what is reported, and not what is read', () => {
  const made = app();
  expect(new AccessChecks(made.node.findChild('S').node.findChild('Fine')).validate({ templatePaths: [] }).violations).toEqual([]);
  expect(new AccessChecks(made.node.findChild('S').node.findChild('Role')).validate({ templatePaths: [] }).violations).toHaveLength(1);
});

test('a statement is evaluated once for all identities that carry it, and each keeps its own finding', () => {
  const made = app((_, role) => {
    new iam.Group(role.stack, 'Group').addManagedPolicy(new iam.ManagedPolicy(role.stack, 'Policy', {
      statements: [new iam.PolicyStatement({ actions: ['iam:PutRolePolicy'], resources: ['*'] })],
    }));
  });
  const { violations } = new AccessChecks(made).validate({ templatePaths: [] });
  expect(violations.map(({ ruleName, description }) => [ruleName, /: (\w+)/.exec(description)![1]])).toEqual([
    [ID, expect.stringMatching(/^RoleDefaultPolicy/)], [ID, expect.stringMatching(/^Policy/)],
  ]);
});
