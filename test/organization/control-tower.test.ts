import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const CONTEXT = { units: 'ou-abcd-33334444,ou-abcd-55556666', region: 'eu-west-1', regions: 'eu-west-1,us-east-1' };

/** The example as a user runs it, by stack. */
function synthesize(): Record<string, any> {
  const outdir = mkdtempSync(join(tmpdir(), 'control-tower-'));
  execFileSync(process.execPath, [join(ROOT, 'node_modules', '.bin', 'tsx'), 'app.ts'], {
    cwd: join(ROOT, 'examples', 'control-tower'), env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(CONTEXT) },
  });
  const templates = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
  return Object.fromEntries(templates.map((file) => [file.split('.')[0], JSON.parse(readFileSync(join(outdir, file), 'utf8'))]));
}

describe('the example for Control Tower', () => {
  const stacks = synthesize();
  const sets = Object.values(stacks).flatMap(({ Resources }) => Object.values<any>(Resources)).map(({ Properties }) => Properties);
  const inAccounts = sets.map(({ TemplateBody }) => JSON.parse(TemplateBody));
  const types = inAccounts.flatMap(({ Resources }) => Object.values<any>(Resources).map(({ Type }) => Type as string));

  test('makes stack sets and nothing else in the management account, without a bucket', () => {
    expect(Object.values(stacks).flatMap(({ Resources }) => Object.values<any>(Resources).map(({ Type }) => Type))).toEqual(Array(3).fill('AWS::CloudFormation::StackSet'));
    expect(JSON.stringify(stacks)).not.toMatch(/cdk-hnb659fds|BootstrapVersion/);
  });

  test('reaches the units and regions that it is given', () => {
    const regionsOf = (name: string) => sets.find(({ StackSetName }) => StackSetName === name).StackInstancesGroup.map(({ Regions }: any) => Regions);
    expect(['account-baseline', 'account-baseline-every-region', 'account-baseline-watch'].map(regionsOf))
      .toEqual([[['eu-west-1']], [['eu-west-1', 'us-east-1']], [['us-east-1']]]);
    for (const { StackInstancesGroup } of sets) expect(StackInstancesGroup[0].DeploymentTargets.OrganizationalUnitIds).toEqual(CONTEXT.units.split(','));
  });

  test('makes nothing in an account that Control Tower or Identity Center owns', () => {
    expect(types).toEqual(expect.arrayContaining(['Custom::PasswordPolicy', 'Custom::EbsDefaultEncryption', 'AWS::Events::Rule', 'AWS::IAM::ManagedPolicy']));
    const theirs = /^AWS::(CloudTrail|Config|ControlTower|Organizations|SSO|S3|KMS)::|^AWS::IAM::(Group|User|SAMLProvider|OIDCProvider)$/;
    expect(types.filter((type) => theirs.test(type))).toEqual([]);
    expect(JSON.stringify(inAccounts)).not.toMatch(/aws-?controltower|stacksets-exec|AWSReservedSSO/i);
  });

  test('names the guardrail, so that permission sets can refer to it', () => {
    const policies = inAccounts.flatMap(({ Resources }) => Object.values<any>(Resources)).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
    expect(policies.map(({ Properties }) => [Properties.Path, Properties.ManagedPolicyName])).toContainEqual(['/account-baseline/', 'Guardrail']);
  });
});
