import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as yaml from 'yaml';
import { JobFunction, JobFunctionAccess, SecureAccountBaselineStack } from '../src';
import { baselinePicture, wrap } from '../tools/picture';
import { Scene } from '../tools/picture/scene';
import { templates } from '../tools/templates';

const TEXTS = templates();
const parse = (name: string): any => yaml.parse(TEXTS[name], { schema: 'yaml-1.1' });
const DEFAULT = 'account-baseline.template.yaml';
const HARDENED = 'account-baseline-hardened.template.yaml';

/** Every `Ref` and the first half of every `Fn::GetAtt`, in any depth. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { Ref, 'Fn::GetAtt': attribute } = value as any;
  return [...Ref === undefined ? [] : [Ref], ...attribute === undefined ? [] : [attribute[0]], ...Object.values(value).flatMap(references)];
}

describe.each(Object.keys(TEXTS))('%s', (name) => {
  const template = parse(name);
  const resources: [string, any][] = Object.entries(template.Resources);

  test('fits into a request without a bucket, in plain ASCII', () => {
    expect(TEXTS[name].length).toBeLessThan(51_200);
    expect(TEXTS[name]).toMatch(/^[\x00-\x7f]*$/);
  });

  test('can go into a StackSet and into an account without bootstrap: no asset, transform, nested stack, export, and nothing of the CDK', () => {
    expect(Object.keys(template).filter((section) => !['Description', 'Parameters', 'Conditions', 'Rules', 'Resources', 'Outputs'].includes(section))).toEqual([]);
    expect(resources.filter(([, { Type }]) => /^AWS::(CDK::Metadata|CloudFormation::)/.test(Type))).toEqual([]);
    expect(Object.values<any>(template.Outputs).filter((output) => output.Export)).toEqual([]);
    expect(Object.keys(template.Rules ?? {}).filter((rule) => rule !== 'SecurityContactIsComplete')).toEqual([]);
    expect(Object.values<any>(template.Parameters).map(({ Type }) => Type).filter((type) => type !== 'String')).toEqual([]);
    expect(TEXTS[name]).not.toMatch(/cdk-hnb659fds|BootstrapVersion|aws:cdk/);
    for (const [, { Type, Properties }] of resources) {
      if (Type === 'AWS::Lambda::Function') expect(Object.keys(Properties.Code)).toEqual(['ZipFile']);
    }
  });

  test('says what it is and what each parameter is for, and uses each', () => {
    expect(template.Description).toMatch(/AWS account/);
    const used = references(template);
    for (const [parameter, { Description, AllowedPattern, ConstraintDescription }] of Object.entries<any>(template.Parameters)) {
      expect(Description).toMatch(/\.$/);
      if (AllowedPattern) expect(ConstraintDescription).toBeDefined();
      expect(used).toContain(parameter);
    }
  });

  test('refers to nothing that is not there, and waits for nothing that may not be there', () => {
    const there = [...Object.keys(template.Resources), ...Object.keys(template.Parameters)];
    expect(references([template.Resources, template.Outputs]).filter((id) => !there.includes(id) && !id.startsWith('AWS::'))).toEqual([]);
    for (const [, { DependsOn = [], Condition }] of resources) {
      for (const id of DependsOn) {
        expect(there).toContain(id);
        expect([undefined, Condition]).toContain(template.Resources[id].Condition);
      }
    }
  });

  test('whatever refers to a resource that may not be there may not be there itself, by the same condition', () => {
    for (const part of [...resources.map(([, resource]) => resource), ...Object.values<any>(template.Outputs)]) {
      for (const id of references(part)) {
        const condition = template.Resources[id]?.Condition;
        if (condition) expect(part.Condition).toBe(condition);
      }
    }
  });
});

test('the default template is the default stack with an alias that may be empty: a later move to the CDK replaces nothing', () => {
  const stack = new SecureAccountBaselineStack(new App({ analyticsReporting: false }), 'account-baseline', { accountAlias: 'example-workshop' });
  const expected = (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template;
  const found = parse(DEFAULT);
  const types = (template: any) => Object.fromEntries(Object.entries<any>(template.Resources).map(([id, { Type }]) => [id, Type]));
  expect(types(found)).toEqual(types(expected));
  expect(Object.keys(found.Parameters)).toEqual(['AccountAlias', 'OnExisting']);
  const conditional = Object.values<any>(found.Resources).filter(({ Condition }) => Condition);
  expect(conditional).toEqual([expect.objectContaining({ Type: 'Custom::AccountAlias', Condition: 'HasAccountAlias' })]);
});

test('the hardened template adds settings of the account, after a group as in the CDK, and a contact only where an address is given', () => {
  const { Resources, Conditions, Rules } = parse(HARDENED);
  const ofType = (type: string): any[] => Object.values<any>(Resources).filter(({ Type }) => Type === type);
  expect(ofType('Custom::AlternateContactSecurity')).toEqual([expect.objectContaining({ Condition: 'HasSecurityContactMail' })]);
  expect(Conditions.HasSecurityContactMail).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'SecurityContactMail' }, ''] }] });
  expect(Object.keys(Rules)).toEqual(['SecurityContactIsComplete']);
  const groups = Object.keys(Resources).filter((id) => Resources[id].Type === 'AWS::IAM::Group');
  for (const type of ['Custom::S3PublicAccessBlock', 'Custom::EbsDefaultEncryption', 'Custom::ImagePublicAccessBlock', 'AWS::SSM::ServiceSetting']) {
    expect(ofType(type)).toHaveLength(1);
    expect(groups.filter((group) => ofType(type)[0].DependsOn.includes(group))).not.toEqual([]);
  }
});

describe('what the parameters take', () => {
  const takes = (parameter: any, value: string) => new RegExp(`^(?:${parameter.AllowedPattern})$`).test(value);

  test('an alias, or nothing', () => {
    const { AccountAlias } = parse(DEFAULT).Parameters;
    expect(['', 'abc', 'example-workshop', 'a'.repeat(63)].filter((value) => !takes(AccountAlias, value))).toEqual([]);
    expect(['ab', 'Abc', '-abc', 'abc-', 'a--b', '123456789012', 'a'.repeat(64)].filter((value) => takes(AccountAlias, value))).toEqual([]);
  });

  test('an email address and a telephone number, or nothing', () => {
    const { SecurityContactMail, SecurityContactPhone } = parse(HARDENED).Parameters;
    expect(['', 'security@example.com'].filter((value) => !takes(SecurityContactMail, value))).toEqual([]);
    expect(['security', 'a b@example.com'].filter((value) => takes(SecurityContactMail, value))).toEqual([]);
    expect(['', '+49 30 123456'].filter((value) => !takes(SecurityContactPhone, value))).toEqual([]);
    expect(['none', '1'.repeat(26)].filter((value) => takes(SecurityContactPhone, value))).toEqual([]);
  });

  test('the watch asks for an address, since nobody would be told otherwise', () => {
    const { AlertMail } = parse('account-watch.template.yaml').Parameters;
    expect(AlertMail.Default).toBeUndefined();
    expect(['security@example.com'].filter((value) => !takes(AlertMail, value))).toEqual([]);
    expect(['', 'a@b', 'a@example.com, b@example.com'].filter((value) => takes(AlertMail, value))).toEqual([]);
  });
});

describe('the picture of the default baseline', () => {
  test('docs/images/baseline.svg is what the stack looks like today: else run npx tsx tools/picture.ts', () => {
    expect(readFileSync(join(__dirname, '..', 'docs', 'images', 'baseline.svg'), 'utf8')).toBe(baselinePicture());
  });

  test('shows every resource of the template once', () => {
    const scene = new Scene(new SecureAccountBaselineStack(new App({ analyticsReporting: false }), 'account-baseline'));
    const shown = Object.values(scene.columns).flat().flatMap(({ logicalIds }) => logicalIds);
    expect(shown.sort()).toEqual(scene.resourceIds.sort());
  });

  test('says what each policy allows and denies', () => {
    const lines = (title: string) => new Scene(new SecureAccountBaselineStack(new App(), 'account-baseline')).columns.Policies
      .find((card) => card.title === title)!.lines;
    expect(lines('MfaEnforcement')).toContain('− everything else without MFA');
    expect(lines('Guardrail')).toContain('− privilege-escalation paths');
    const custom = new SecureAccountBaselineStack(new App(), 'account-baseline', {
      groups: [{ jobFunction: JobFunction.of({ name: 'Reader', statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/*'] })] }) }],
    });
    expect(() => new Scene(custom).columns).toThrow('Describe the statement s3:GetObject in MEANINGS');
  });

  test('shows which roles the members of a group may assume', () => {
    const scene = new Scene(new SecureAccountBaselineStack(new App(), 'account-baseline'));
    expect(scene.arrows).toEqual([['Administrators', 'Administrator'], ['Administrators', 'Support']]);
    const direct = new SecureAccountBaselineStack(new App(), 'account-baseline', {
      groups: [{ jobFunction: JobFunction.ADMINISTRATOR, access: JobFunctionAccess.DIRECT }],
    });
    expect(new Scene(direct).arrows).toEqual([]);
  });

  test('breaks what is too long for a box at a blank or before a capital letter', () => {
    expect(wrap('AWSSupportAccess (AWS)', 30)).toEqual(['AWSSupportAccess (AWS)']);
    expect(wrap('a setting of the account', 12)).toEqual(['a setting of', 'the account']);
    expect(wrap('AmazonSSMManagedInstanceCore', 20)).toEqual(['AmazonSSMManaged', 'InstanceCore']);
  });
});
