import { App } from 'aws-cdk-lib';
import * as yaml from 'yaml';
import { wavesOf } from '../benchmark/waves';
import { everythingOn } from '../proof/everything-on';
import { SecureAccountBaselineProps, SecureAccountBaselineStack } from '../src';

/** The stack as the CDK CLI synthesizes it: with paths in the metadata and the resource that reports versions. */
function synthesize(props: SecureAccountBaselineProps) {
  const app = new App({ analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true } });
  new SecureAccountBaselineStack(app, 'account-baseline', props);
  const assembly = app.synth();
  return { artifact: assembly.getStackByName('account-baseline'), template: assembly.getStackByName('account-baseline').template };
}

/** A template that needs no bucket goes over the wire in this form, and its characters are counted against the limit. */
const asSent = (template: object) => yaml.stringify(template, { schema: 'yaml-1.1', lineWidth: 0 });

describe.each([['default', {}, 36_000, 5], ['everything on', everythingOn, 51_200, 6]])('the template with %s', (_, props, limit, steps) => {
  const { artifact, template } = synthesize(props);
  const text = asSent(template);
  const resources: { Type: string; Properties: any }[] = Object.values(template.Resources);

  test(`is smaller than ${limit} characters as the CLI sends it`, () => {
    expect(text.length).toBeLessThan(limit);
  });

  test(`is deployed in at most ${steps} steps that wait for each other, and no group is made before its guardrail`, () => {
    const waves = wavesOf(template);
    expect(waves.length).toBeLessThanOrEqual(steps);
    const waveOf = (id: string) => waves.findIndex((wave) => wave.includes(id));
    const [guardrail] = Object.keys(template.Resources).filter((id) => id.startsWith('Guardrail'));
    const groups = Object.keys(template.Resources).filter((id) => template.Resources[id].Type === 'AWS::IAM::Group');
    expect(groups.length).toBeGreaterThan(3);
    for (const id of groups) expect(waveOf(id)).toBeGreaterThan(waveOf(guardrail));
  });

  test('is plain ASCII', () => {
    expect(text).toMatch(/^[\x00-\x7f]*$/);
  });

  test('needs no bootstrap and no asset', () => {
    expect(artifact.assets).toEqual([]);
    expect(template.Parameters).toBeUndefined();
    expect(template.Rules).toBeUndefined();
  });

  test('is deployed with the credentials of the CLI caller, since a new account has no bootstrap roles', () => {
    expect(artifact.assumeRoleArn).toBeUndefined();
    expect(artifact.cloudFormationExecutionRoleArn).toBeUndefined();
    expect(artifact.lookupRole).toBeUndefined();
  });

  test('can go into a StackSet: no transform, nested stack, export or parameter from SSM', () => {
    expect(template.Transform).toBeUndefined();
    expect(resources.filter(({ Type }) => Type === 'AWS::CloudFormation::Stack')).toEqual([]);
    expect(Object.values<any>(template.Outputs).filter((output) => output.Export)).toEqual([]);
  });

  test('has one Lambda function, without reserved concurrency, which a new account has no room for', () => {
    const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(functions).toHaveLength(1);
    expect(functions[0].Properties.ReservedConcurrentExecutions).toBeUndefined();
  });

  test('names no account, region or partition', () => {
    const ours = JSON.stringify(resources.filter(({ Type }) => Type !== 'AWS::CDK::Metadata'));
    expect(ours).not.toMatch(/arn:aws[a-z-]*:/);
    expect(ours).not.toMatch(/[^0-9]\d{12}[^0-9]/);
    // The handler's own table of sign-in domains is by partition; no resource names a region.
    expect(ours).not.toMatch(/\b(us|eu|ap|sa|ca|me|af|cn|us-gov)-(north|south|east|west|central|northeast|southeast)-\d\b/);
  });

  test('carries managed policies only, and none with a description, which could never be changed', () => {
    expect(resources.filter(({ Type }) => Type === 'AWS::IAM::Policy')).toEqual([]);
    for (const { Type, Properties } of resources) {
      if (Type === 'AWS::IAM::ManagedPolicy') expect(Properties.Description || undefined).toBeUndefined();
      if (['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'].includes(Type)) expect(Properties.Policies).toBeUndefined();
    }
  });
});

describe('the steps of a deployment', () => {
  test('are counted by everything that makes a resource wait', () => {
    const template = {
      Resources: {
        A: { Properties: { Name: '${aws:username}', Other: { Ref: 'AWS::Region' } } },
        B: { DependsOn: 'A' },
        C: { DependsOn: ['A', 'B'] },
        D: { Properties: { List: [{ 'Fn::GetAtt': ['C', 'Arn'] }] } },
        E: { Properties: { Text: { 'Fn::Sub': 'arn:${AWS::Partition}:${D.Arn}/${!Literal}' } } },
        F: { Properties: { Text: { 'Fn::Sub': ['${x}', { x: { 'Fn::GetAtt': 'E.Arn' } }] } } },
        G: { Properties: { Name: { 'Fn::If': ['Here', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] } } },
      },
    };
    expect(wavesOf(template)).toEqual([['A'], ['B', 'G'], ['C'], ['D'], ['E'], ['F']]);
  });

  test('cannot be counted where resources wait for each other', () => {
    expect(() => wavesOf({ Resources: { A: { DependsOn: 'B' }, B: { DependsOn: 'A' }, C: {} } })).toThrow('Resources wait for each other: A, B');
  });
});
