import { Annotations, App, RemovalPolicies, Stack, StackProps, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnHub } from 'aws-cdk-lib/aws-securityhub';
import * as yaml from 'yaml';
import {
  CallerCredentialsSynthesizer, SecurityControlParameter, SecurityHubCentralConfiguration, SecurityHubCspm, SecurityHubCspmProps, SecurityStandard,
} from '../../../src';
import { testRulePacks } from '../../nag/rule-packs';

const FSBP = SecurityStandard.FOUNDATIONAL_BEST_PRACTICES;
const CIS = SecurityStandard.CIS_5_0;
const ACCOUNT = '111122223333';

const stackOf = (props: StackProps = {}, app = new App(), id = 'account-baseline-security-hub') => new Stack(app, id, { synthesizer: new CallerCredentialsSynthesizer(), ...props });
const inRegion = (region: string, app: App) => stackOf({ env: { account: ACCOUNT, region } }, app, region);
const made = (props: Partial<SecurityHubCspmProps> = {}, stack = stackOf()) => new SecurityHubCspm(stack, 'SecurityHub', { standards: [{ standard: FSBP }], ...props });
const templateOf = (props: Partial<SecurityHubCspmProps> = {}) => Template.fromStack(Stack.of(made(props)));
const resourcesOf = (template: Template, type: string) => Object.values<any>(template.findResources(`AWS::SecurityHub::${type}`));
const synthesizing = (cspm: SecurityHubCspm) => () => (cspm.node.root as App).synth();

describe('the resources', () => {
  test('are the hub, without the standards that AWS enables by default, and the standards', () => {
    const template = templateOf({ standards: [{ standard: FSBP }, { standard: CIS }] });
    const hub = { AutoEnableControls: true, ControlFindingGenerator: 'SECURITY_CONTROL', EnableDefaultStandards: false };
    expect(resourcesOf(template, 'Hub').map(({ Properties }) => Properties)).toEqual([hub]);
    expect(resourcesOf(template, 'Standard').map(({ Properties }) => Properties)).toEqual([FSBP, CIS].map(({ name }) => (
      { StandardsArn: { 'Fn::Sub': `arn:\${AWS::Partition}:securityhub:\${AWS::Region}::standards/${name}` }, DisabledStandardsControls: [] }
    )));
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(3);
  });

  test('are made one after the other: the hub, each standard, the parameters of controls', () => {
    const { Resources } = templateOf({
      standards: [{ standard: FSBP }, { standard: CIS }, { standard: SecurityStandard.NIST_800_53_R5 }],
      controlParameters: [SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 16)],
      findingAggregation: {},
    }).toJSON();
    const order = Object.values<any>(Resources)
      .map(({ Type, DependsOn = [] }) => [Type, ...[DependsOn].flat().map((id) => Object.keys(Resources).indexOf(id))]);
    expect(order).toEqual([
      ['AWS::SecurityHub::Hub'], ['AWS::SecurityHub::Standard', 0], ['AWS::SecurityHub::Standard', 1], ['AWS::SecurityHub::Standard', 2],
      ['AWS::SecurityHub::SecurityControl', 3], ['AWS::SecurityHub::FindingAggregator', 0],
    ]);
  });

  test('keep their logical ids when the order of the standards changes', () => {
    const idsOf = (...standards: SecurityStandard[]) => Object.entries(templateOf({ standards: standards.map((standard) => ({ standard })) }).findResources('AWS::SecurityHub::Standard'))
      .map(([id, { Properties }]) => [id, JSON.stringify(Properties)]).sort();
    expect(idsOf(FSBP, CIS)).toEqual(idsOf(CIS, FSBP));
  });

  test('disable controls by the ids that each standard has for them, with the reason', () => {
    const template = templateOf({
      standards: [
        { standard: FSBP, disabledControls: [{ controlId: 'Macie.1', reason: 'No personal data.' }, { controlId: 'IAM.6', reason: 'No root.' }] },
        { standard: CIS, disabledControls: [{ controlId: '1.5', reason: 'No root.' }] },
      ],
    });
    const off = (control: string, Reason: string) => ({ StandardsControlArn: { 'Fn::Sub': `arn:\${AWS::Partition}:securityhub:\${AWS::Region}:\${AWS::AccountId}:control/${control}` }, Reason });
    expect(resourcesOf(template, 'Standard').map(({ Properties }) => Properties.DisabledStandardsControls)).toEqual([
      [off(`${FSBP.name}/Macie.1`, 'No personal data.'), off(`${FSBP.name}/IAM.6`, 'No root.')], [off(`${CIS.name}/1.5`, 'No root.')],
    ]);
  });

  test.each([
    [SecurityStandard.CIS_3_0, '2.1.2'], [SecurityStandard.of('cis-aws-foundations-benchmark/v/1.4.0'), '2.1.5.1'], [SecurityStandard.of('pci-dss/v/3.2.1'), 'PCI.CloudTrail.1'],
    [SecurityStandard.NIST_800_53_R5, 'S3.9'], [SecurityStandard.NIST_800_171_R2, 'CloudTrail.2'], [SecurityStandard.RESOURCE_TAGGING, 'EC2.35'],
    [SecurityStandard.PCI_DSS_4_0_1, 'IAM.6'], [SecurityStandard.PCI_DSS_4_0_1, 'PCI.IAM.6'],
  ])('take a control of %o as %s', (standard, controlId) => {
    expect(() => made({ standards: [{ standard, disabledControls: [{ controlId, reason: 'Costs.' }] }] })).not.toThrow();
  });

  test('have the parameters of a control together', () => {
    const [iam, secrets] = resourcesOf(templateOf({
      controlParameters: [
        SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 16), SecurityControlParameter.integer('SecretsManager.3', 'unusedForDays', 60),
        SecurityControlParameter.flag('IAM.7', 'RequireSymbols', false),
      ],
    }), 'SecurityControl');
    const custom = (Value: object) => ({ ValueType: 'CUSTOM', Value });
    expect(iam.Properties).toEqual({ SecurityControlId: 'IAM.7', Parameters: { MinimumPasswordLength: custom({ Integer: 16 }), RequireSymbols: custom({ Boolean: false }) } });
    expect(secrets.Properties).toEqual({ SecurityControlId: 'SecretsManager.3', Parameters: { unusedForDays: custom({ Integer: 60 }) } });
  });

  test.each<[string, SecurityHubCspmProps['findingAggregation'], object[]]>([
    ['no region', undefined, []],
    ['every region', {}, [{ RegionLinkingMode: 'ALL_REGIONS' }]],
    ['some regions', { linkedRegions: ['eu-west-1'] }, [{ RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: ['eu-west-1'] }]],
    ['all but some regions', { excludedRegions: ['ap-south-1'] }, [{ RegionLinkingMode: 'ALL_REGIONS_EXCEPT_SPECIFIED', Regions: ['ap-south-1'] }]],
  ])('link %s', (_, findingAggregation, expected) => {
    expect(resourcesOf(templateOf({ findingAggregation }), 'FindingAggregator').map(({ Properties }) => Properties)).toEqual(expected);
  });

  test('check no later controls on request, and take tags', () => {
    const stack = stackOf();
    made({ autoEnableControls: false }, stack);
    Tags.of(stack).add('team', 'security');
    expect(resourcesOf(Template.fromStack(stack), 'Hub')[0].Properties).toMatchObject({ AutoEnableControls: false, Tags: { team: 'security' } });
  });

  test('stay when the stack is deleted, with the removal policies of the CDK', () => {
    const cspm = made();
    RemovalPolicies.of(cspm).retain();
    const policies = Object.values<any>(Template.fromStack(Stack.of(cspm)).toJSON().Resources).map(({ DeletionPolicy }) => DeletionPolicy);
    expect(policies).toEqual(['Retain', 'Retain']);
  });

  test('can be deployed without a bucket with every standard and 100 disabled controls', () => {
    const disabledControls = Array.from({ length: 100 }, (_, index) => ({ controlId: `EC2.${index + 1}`, reason: 'Another tool checks it.' }));
    const others = [CIS, SecurityStandard.NIST_800_53_R5, SecurityStandard.PCI_DSS_4_0_1].map((standard) => ({ standard }));
    const template = templateOf({ standards: [{ standard: FSBP, disabledControls }, ...others] });
    expect(yaml.stringify(template.toJSON(), { schema: 'yaml-1.1', lineWidth: 0 }).length).toBeLessThan(51_200);
  });

  test('name the hub', () => {
    const cspm = made();
    const [hub] = Object.keys(Template.fromStack(Stack.of(cspm)).findResources('AWS::SecurityHub::Hub'));
    expect(Stack.of(cspm).resolve(cspm.hubArn)).toEqual({ 'Fn::GetAtt': [hub, 'ARN'] });
  });
});

test('a warning says that AWS Config must record, until it is acknowledged', () => {
  const said = (acknowledge: (stack: Stack) => void) => {
    const stack = stackOf();
    made({}, stack);
    acknowledge(stack);
    return (stack.node.root as App).synth().getStackByName(stack.stackName).messages.map(({ entry }) => `${entry.data}`);
  };
  expect(said(() => undefined)).toEqual([expect.stringMatching(/AWS Config records.*record in the region.*configMustRecord\]$/)]);
  expect(said((stack) => Annotations.of(stack).acknowledgeWarning('cdk-secure-account-baseline:configMustRecord'))).toEqual([]);
});

describe('what else the app has', () => {
  test('may be Security Hub CSPM of another region, of which one aggregates findings, or of an unknown account', () => {
    const app = new App();
    made({ findingAggregation: {} }, inRegion('eu-central-1', app));
    made({}, inRegion('us-east-1', app));
    made({}, stackOf({ env: { account: '444455556666', region: 'eu-central-1' } }, app, 'other-account'));
    expect(synthesizing(made({}, stackOf({}, app, 'unknown')))).not.toThrow();
  });

  test('is no hub of the account and region by other means', () => {
    const app = new App();
    new CfnHub(stackOf({ env: { account: ACCOUNT, region: 'eu-central-1' } }, app, 'other'), 'Hub');
    expect(synthesizing(made({}, inRegion('eu-central-1', app)))).toThrow(/Invalid `scope` 'eu-central-1': the account 111122223333 has Security Hub CSPM in eu-central-1 already, by other\/Hub/);
  });

  test('is no second finding aggregator of the account', () => {
    const app = new App();
    made({ findingAggregation: {} }, inRegion('eu-central-1', app));
    expect(synthesizing(made({ findingAggregation: {} }, inRegion('us-east-1', app)))).toThrow(/Invalid `findingAggregation` 'us-east-1': the account has a finding aggregator already, eu-central-1\/SecurityHub\/Aggregator/);
  });

  test.each(['eu-central-1', 'us-east-1'])('is no central configuration of an organization from %s of the account', (region) => {
    const app = new App();
    new SecurityHubCentralConfiguration(stackOf({ env: { account: ACCOUNT, region } }, app, 'central'), 'Central', { policies: [{ name: 'all', targets: ['r-abcd'], standards: [FSBP] }] });
    expect(synthesizing(made({}, inRegion('eu-central-1', app)))).toThrow(/central\/Central\/Configuration configures an organization centrally from this account/);
  });
});

testRulePacks(() => made({ standards: [{ standard: FSBP, disabledControls: [{ controlId: 'EC2.10', reason: 'Costs.' }] }], findingAggregation: {} }));
