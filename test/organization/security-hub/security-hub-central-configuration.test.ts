import { Annotations, App, Stack, StackProps, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { CfnDelegatedAdmin } from 'aws-cdk-lib/aws-securityhub';
import * as yaml from 'yaml';
import {
  CallerCredentialsSynthesizer, OrganizationSettings, SecurityControlParameter, SecurityHubCentralConfiguration, SecurityHubCentralConfigurationProps,
  SecurityStandard,
} from '../../../src';
import { FRAMEWORKS, idsOf } from '../../../src/compliance/catalog';
import { requireControlId } from '../../../src/watch/security-hub/security-control-id';
import { testRulePacks } from '../../nag/rule-packs';

const UNIT = 'ou-abcd-11112222';
const CHECKED = { name: 'workloads', targets: [UNIT], standards: [SecurityStandard.FOUNDATIONAL_BEST_PRACTICES] };
const [ADMINISTRATOR, MANAGEMENT] = ['444455556666', '111122223333'];

const stackOf = (props: StackProps = {}, app = new App()) => new Stack(app, 'account-baseline-security-hub', { synthesizer: new CallerCredentialsSynthesizer(), ...props });
const configured = (props: Partial<SecurityHubCentralConfigurationProps> = {}, stack = stackOf()) => new SecurityHubCentralConfiguration(stack, 'SecurityHub', { policies: [CHECKED], ...props });
const templateOf = (props: Partial<SecurityHubCentralConfigurationProps> = {}) => Template.fromStack(Stack.of(configured(props)));
const resourcesOf = (template: Template, type: string) => Object.values<any>(template.findResources(`AWS::SecurityHub::${type}`));
const synthesizing = (made: SecurityHubCentralConfiguration) => () => (made.node.root as App).synth();

describe('the resources', () => {
  test('are made and deleted in the order that AWS demands', () => {
    const template = templateOf({ policies: [CHECKED, { ...CHECKED, name: 'sandbox', targets: ['111122223333'] }], selfManagedTargets: ['ou-abcd-33334444'] }).toJSON();
    const needs = (id: string): string[] => {
      const { DependsOn = [], Properties } = template.Resources[id];
      const named = [...JSON.stringify(Properties).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(([, name]) => name);
      return [...new Set([...[DependsOn].flat(), ...named])].filter((name) => name in template.Resources);
    };
    const typesBefore = (type: string) => Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === `AWS::SecurityHub::${type}`)
      .map(([id]) => needs(id).map((each) => template.Resources[each].Type.split('::')[2]).sort());
    expect(typesBefore('FindingAggregator')).toEqual([[]]);
    expect(typesBefore('OrganizationConfiguration')).toEqual([['FindingAggregator']]);
    expect(typesBefore('ConfigurationPolicy')).toEqual([['OrganizationConfiguration'], ['OrganizationConfiguration']]);
    expect(typesBefore('PolicyAssociation')).toEqual([['ConfigurationPolicy'], ['ConfigurationPolicy'], ['OrganizationConfiguration']]);
  });

  test('turn central configuration on, which takes no automatic enablement', () => {
    expect(resourcesOf(templateOf(), 'OrganizationConfiguration')[0].Properties).toEqual({ AutoEnable: false, AutoEnableStandards: 'NONE', ConfigurationType: 'CENTRAL' });
  });

  test.each<[string, Partial<SecurityHubCentralConfigurationProps>, object]>([
    ['every region', {}, { RegionLinkingMode: 'ALL_REGIONS' }],
    ['some regions', { linkedRegions: ['eu-west-1', 'us-east-1'] }, { RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: ['eu-west-1', 'us-east-1'] }],
    ['all but some regions', { excludedRegions: ['ap-south-1'] }, { RegionLinkingMode: 'ALL_REGIONS_EXCEPT_SPECIFIED', Regions: ['ap-south-1'] }],
  ])('link %s', (_, props, expected) => {
    expect(resourcesOf(templateOf(props), 'FindingAggregator')[0].Properties).toEqual(expected);
  });

  test('name each target by its kind, and a policy or none', () => {
    const policies = [{ ...CHECKED, targets: ['r-abcd', UNIT, MANAGEMENT] }];
    const associations = resourcesOf(templateOf({ policies, selfManagedTargets: ['777788889999'] }), 'PolicyAssociation');
    const shown = associations.map(({ Properties }) => [Properties.TargetId, Properties.TargetType, typeof Properties.ConfigurationPolicyId]);
    expect(shown).toEqual([
      ['r-abcd', 'ROOT', 'object'], [UNIT, 'ORGANIZATIONAL_UNIT', 'object'], [MANAGEMENT, 'ACCOUNT', 'object'], ['777788889999', 'ACCOUNT', 'string'],
    ]);
    expect(associations[3].Properties.ConfigurationPolicyId).toBe('SELF_MANAGED_SECURITY_HUB');
  });

  test('keep the logical id of a target that gets another policy, so that it is updated and never without one', () => {
    const other = { ...CHECKED, name: 'other', targets: ['777788889999'] };
    const idOf = (policies: SecurityHubCentralConfigurationProps['policies']) => {
      const associations = templateOf({ policies }).findResources('AWS::SecurityHub::PolicyAssociation');
      return Object.keys(associations).find((id) => associations[id].Properties.TargetId === UNIT);
    };
    expect(idOf([CHECKED, other])).toBe(idOf([{ ...CHECKED, targets: ['777788889999'] }, { ...other, targets: [UNIT] }]));
  });

  test('take tags', () => {
    const stack = stackOf();
    configured({}, stack);
    Tags.of(stack).add('team', 'security');
    expect(resourcesOf(Template.fromStack(stack), 'ConfigurationPolicy')[0].Properties.Tags).toEqual({ team: 'security' });
  });

  test('can be deployed without a bucket with 30 policies of 10 disabled controls', () => {
    const disabledControls = Array.from({ length: 10 }, (_, index) => ({ controlId: `EC2.${index + 1}`, reason: 'Another tool checks it.' }));
    const policies = Array.from({ length: 30 }, (_, index) => ({ ...CHECKED, name: `policy-${index}`, targets: [`ou-abcd-${10_000_000 + index}`], disabledControls }));
    expect(yaml.stringify(templateOf({ policies }).toJSON(), { schema: 'yaml-1.1', lineWidth: 0 }).length).toBeLessThan(51_200);
  });
});

describe('a policy', () => {
  const policyOf = (more: object) => resourcesOf(templateOf({ policies: [{ ...CHECKED, ...more }] }), 'ConfigurationPolicy')[0];
  const controlsOf = (more: object) => policyOf(more).Properties.ConfigurationPolicy.SecurityHub.SecurityControlsConfiguration;

  test('turns Security Hub CSPM and the standards on, by their ARNs in the home region', () => {
    const standards = [SecurityStandard.FOUNDATIONAL_BEST_PRACTICES, SecurityStandard.CIS_5_0, SecurityStandard.of('cis-aws-foundations-benchmark/v/1.4.0')];
    const { Name, Description, ConfigurationPolicy: { SecurityHub } } = policyOf({ standards }).Properties;
    expect([Name, Description, SecurityHub.ServiceEnabled]).toEqual(['workloads', 'Made by the stack account-baseline-security-hub', true]);
    expect(SecurityHub.EnabledStandardIdentifiers.map((arn: any) => arn['Fn::Sub'])).toEqual([
      'arn:${AWS::Partition}:securityhub:${AWS::Region}::standards/aws-foundational-security-best-practices/v/1.0.0',
      'arn:${AWS::Partition}:securityhub:${AWS::Region}::standards/cis-aws-foundations-benchmark/v/5.0.0',
      'arn:${AWS::Partition}:securityhub:${AWS::Region}::standards/cis-aws-foundations-benchmark/v/1.4.0',
    ]);
  });

  test('checks every control, also later ones, by an empty list of disabled controls', () => {
    expect(controlsOf({})).toEqual({ DisabledSecurityControlIdentifiers: [] });
  });

  test('leaves disabled controls out, and the reasons in the metadata', () => {
    const policy = policyOf({ disabledControls: [{ controlId: 'Macie.1', reason: 'No personal data.' }, { controlId: 'EC2.10', reason: 'Costs.' }] });
    expect(policy.Properties.ConfigurationPolicy.SecurityHub.SecurityControlsConfiguration).toEqual({ DisabledSecurityControlIdentifiers: ['Macie.1', 'EC2.10'] });
    expect(policy.Metadata.DisabledControls).toEqual({ 'Macie.1': 'No personal data.', 'EC2.10': 'Costs.' });
  });

  test('checks only enabled controls', () => {
    expect(controlsOf({ enabledControls: ['IAM.1', 'S3.1'] })).toEqual({ EnabledSecurityControlIdentifiers: ['IAM.1', 'S3.1'] });
  });

  test('has the parameters of a control together, each with the type that it was given', () => {
    const controlParameters = [
      SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 16), SecurityControlParameter.flag('IAM.7', 'RequireSymbols', false),
      SecurityControlParameter.integers('EC2.18', 'authorizedTcpPorts', [80, 443]), SecurityControlParameter.text('CloudWatch.15', 'a', 'b'),
      SecurityControlParameter.texts('DynamoDB.5', 'requiredTagKeys', ['owner']), SecurityControlParameter.choice('ACM.1', 'c', 'd'), SecurityControlParameter.choices('ECS.1', 'e', ['f', 'g']),
    ];
    const custom = (Value: object) => ({ ValueType: 'CUSTOM', Value });
    expect(controlsOf({ controlParameters }).SecurityControlCustomParameters).toEqual([
      { SecurityControlId: 'IAM.7', Parameters: { MinimumPasswordLength: custom({ Integer: 16 }), RequireSymbols: custom({ Boolean: false }) } },
      { SecurityControlId: 'EC2.18', Parameters: { authorizedTcpPorts: custom({ IntegerList: [80, 443] }) } },
      { SecurityControlId: 'CloudWatch.15', Parameters: { a: custom({ String: 'b' }) } },
      { SecurityControlId: 'DynamoDB.5', Parameters: { requiredTagKeys: custom({ StringList: ['owner'] }) } },
      { SecurityControlId: 'ACM.1', Parameters: { c: custom({ Enum: 'd' }) } },
      { SecurityControlId: 'ECS.1', Parameters: { e: custom({ EnumList: ['f', 'g'] }) } },
    ]);
  });
});

test('every control that AWS publishes is taken', () => {
  const ids = idsOf(FRAMEWORKS.find(({ name }) => name === 'fsbp')!.ids);
  expect(ids.length).toBeGreaterThan(400);
  for (const id of ids) expect(() => requireControlId('controlId', id)).not.toThrow();
});

test('a warning says that AWS Config must record, until it is acknowledged', () => {
  const said = (acknowledge: (stack: Stack) => void) => {
    const stack = stackOf();
    configured({}, stack);
    acknowledge(stack);
    return (stack.node.root as App).synth().getStackByName(stack.stackName).messages.map(({ entry }) => `${entry.data}`);
  };
  expect(said(() => undefined)).toEqual([expect.stringMatching(/AWS Config records.*configMustRecord\]$/)]);
  expect(said((stack) => Annotations.of(stack).acknowledgeWarning('cdk-secure-account-baseline:configMustRecord'))).toEqual([]);
});

describe('what the app tells about accounts', () => {
  const accountOf = (account: string, app: App, name: string) => new Stack(app, name, { env: { account, region: 'eu-central-1' } });
  const inAccount = (app: App) => configured({}, stackOf({ env: { account: ADMINISTRATOR, region: 'eu-central-1' } }, app));

  test('lets the designated administrator pass', () => {
    const app = new App();
    const management = accountOf(MANAGEMENT, app, 'management');
    new OrganizationSettings(management, 'Settings', { trustedServices: ['securityhub.amazonaws.com'] });
    new CfnDelegatedAdmin(management, 'Administrator', { adminAccountId: ADMINISTRATOR });
    expect(synthesizing(inAccount(app))).not.toThrow();
  });

  test('refuses the management account', () => {
    const app = new App();
    new OrganizationSettings(accountOf(ADMINISTRATOR, app, 'management'), 'Settings', { rootSessions: true });
    expect(synthesizing(inAccount(app))).toThrow(/Invalid `scope` 'account-baseline-security-hub': the stack belongs to the management account, as management\/Settings shows/);
  });

  test('refuses another account than the designated administrator', () => {
    const app = new App();
    new CfnDelegatedAdmin(accountOf(MANAGEMENT, app, 'management'), 'Administrator', { adminAccountId: '777788889999' });
    expect(synthesizing(inAccount(app))).toThrow(/the app designates 777788889999 as delegated administrator/);
  });

  test('refuses Security Hub CSPM policies of AWS Organizations beside it', () => {
    const app = new App();
    new CfnPolicy(accountOf(MANAGEMENT, app, 'management'), 'Policy', { name: 'cspm', type: 'SECURITYHUB_CSPM_POLICY', content: {} });
    expect(synthesizing(inAccount(app))).toThrow(/management\/Policy is a Security Hub CSPM policy of AWS Organizations/);
  });

  test('takes stacks of unknown accounts', () => {
    const app = new App();
    new CfnDelegatedAdmin(new Stack(app, 'management'), 'Administrator', { adminAccountId: ADMINISTRATOR });
    expect(synthesizing(configured({}, stackOf({}, app)))).not.toThrow();
  });
});

testRulePacks(() => configured({ policies: [{ ...CHECKED, disabledControls: [{ controlId: 'EC2.10', reason: 'Costs.' }] }], selfManagedTargets: ['ou-abcd-33334444'] }));
