import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Service } from './sdk-for-python';
import { TestOrganization } from './test-organization';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';
import { endpointForEach } from '../../started-endpoint';
import { makeUser, stack } from '../clients';

const HOME = 'us-east-1';
const FSBP = `arn:aws:securityhub:${HOME}::standards/aws-foundational-security-best-practices/v/1.0.0`;
const CONTENT = {
  ServiceEnabled: true, EnabledStandardIdentifiers: [FSBP], SecurityControlsConfiguration: { DisabledSecurityControlIdentifiers: [] },
};
const CENTRAL = { AutoEnable: false, AutoEnableStandards: 'NONE', OrganizationConfiguration: { ConfigurationType: 'CENTRAL' } };
const LOCAL = { AutoEnable: true, OrganizationConfiguration: { ConfigurationType: 'LOCAL' } };
const POLICY = { Name: 'everyone', ConfigurationPolicy: { SecurityHub: CONTENT } };
const UNKNOWN = '0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';

const called = new Set<string>();
let endpoint: LocalEndpoint;
let organization: TestOrganization;
let unit: string;
let administrator: string;
let member: string;
let management: Service;
let admin: Service;

function hub(accessKeyId: string, region = HOME): Service {
  const service = organization.sdk.service('securityhub', { accessKeyId, secretAccessKey: 'test' }, region);
  return async (operation, input) => {
    called.add(operation);
    return service(operation, input);
  };
}

const refusal = (call: Promise<unknown>) => call.then(() => 'taken', ({ name, code, message }: any) => `${code ?? name} ${message}`);

/** The administrator is designated; with `central`, it configures the organization. */
async function designate(central = true): Promise<void> {
  await organization.organizations('EnableAWSServiceAccess', { ServicePrincipal: 'securityhub.amazonaws.com' });
  await management('EnableOrganizationAdminAccount', { AdminAccountId: administrator });
  if (!central) return;
  await admin('CreateFindingAggregator', { RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: ['eu-west-1'] });
  await admin('UpdateOrganizationConfiguration', CENTRAL);
}
const policyId = async (props: object = {}): Promise<string> => (await admin('CreateConfigurationPolicy', { ...POLICY, ...props })).Id;
const associate = (ConfigurationPolicyIdentifier: string, Target: object) => admin('StartConfigurationPolicyAssociation', { ConfigurationPolicyIdentifier, Target });

describe('Security Hub CSPM', () => {
  endpointForEach(async (started) => {
    endpoint = started;
    organization = await TestOrganization.create(endpoint);
    unit = await organization.unit();
    [administrator, member] = [await organization.account(unit), await organization.account(unit)];
    [management, admin] = [hub(endpoint.accountId), hub(administrator)];
  });
  afterEach(() => organization.stop());

  test('the management account designates one administrator, with trusted access, and never itself', async () => {
    const designation = (AdminAccountId: string, by = management) => refusal(by('EnableOrganizationAdminAccount', { AdminAccountId }));
    expect(await designation(administrator)).toMatch(/^InvalidInput.*enable service access/);
    await organization.organizations('EnableAWSServiceAccess', { ServicePrincipal: 'securityhub.amazonaws.com' });
    expect(await designation(administrator, hub(member))).toMatch(/^AccessDenied.*management account/);
    expect(await designation(endpoint.accountId)).toMatch(/^InvalidInput.*cannot register the management account/);
    expect(await designation('000000000000')).toMatch(/^InvalidInput/);
    expect(await designation(administrator)).toBe('taken');
    expect(await designation(member)).toMatch(/^InvalidInput.*Remove it before/);
    expect((await management('ListOrganizationAdminAccounts')).AdminAccounts).toEqual([{ AccountId: administrator, Status: 'ENABLED' }]);
    expect((await hub(endpoint.accountId, 'eu-west-1')('ListOrganizationAdminAccounts')).AdminAccounts).toEqual([]);
    expect((await admin('DescribeHub')).HubArn).toBe(`arn:aws:securityhub:${HOME}:${administrator}:hub/default`);
    await management('DisableOrganizationAdminAccount', { AdminAccountId: administrator });
    expect(await refusal(admin('DescribeOrganizationConfiguration'))).toMatch(/^AccessDenied.*not the delegated administrator/);
  }, 60_000);

  test('a registration at Organizations alone is no designation', async () => {
    await organization.organizations('EnableAWSServiceAccess', { ServicePrincipal: 'securityhub.amazonaws.com' });
    await organization.organizations('RegisterDelegatedAdministrator', { AccountId: administrator, ServicePrincipal: 'securityhub.amazonaws.com' });
    expect(await refusal(admin('UpdateOrganizationConfiguration', CENTRAL))).toMatch(/^AccessDenied/);
  }, 60_000);

  test('central configuration needs the administrator, a finding aggregator, and no automatic enablement', async () => {
    await designate(false);
    const update = (by: Service, input: object = CENTRAL) => refusal(by('UpdateOrganizationConfiguration', input));
    expect(await update(hub(member))).toMatch(/^AccessDenied/);
    expect(await update(hub(administrator, 'eu-west-1'))).toMatch(/^AccessDenied.*in eu-west-1/);
    expect(await update(admin)).toMatch(/^InvalidInput.*finding aggregator/);
    expect(await refusal(admin('CreateConfigurationPolicy', POLICY))).toMatch(/^AccessDenied.*does not use central configuration/);

    expect(await refusal(hub(member)('CreateFindingAggregator', { RegionLinkingMode: 'ALL_REGIONS' }))).toMatch(/^InvalidAccess.*is not subscribed/);
    for (const wrong of [{ RegionLinkingMode: 'SOME' }, { RegionLinkingMode: 'SPECIFIED_REGIONS' }, { RegionLinkingMode: 'ALL_REGIONS', Regions: ['eu-west-1'] }, { RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: [HOME] }]) {
      expect(await refusal(admin('CreateFindingAggregator', wrong))).toMatch(/^InvalidInput/);
    }
    const { FindingAggregatorArn } = await admin('CreateFindingAggregator', { RegionLinkingMode: 'NO_REGIONS' });
    expect(await refusal(admin('CreateFindingAggregator', { RegionLinkingMode: 'ALL_REGIONS' }))).toMatch(/^LimitExceeded/);
    expect((await admin('ListFindingAggregators')).FindingAggregators).toEqual([{ FindingAggregatorArn }]);
    await admin('UpdateFindingAggregator', { FindingAggregatorArn, RegionLinkingMode: 'ALL_REGIONS' });
    expect((await admin('GetFindingAggregator', { FindingAggregatorArn })).RegionLinkingMode).toBe('ALL_REGIONS');

    expect(await update(admin, { ...CENTRAL, AutoEnable: true })).toMatch(/^InvalidInput/);
    expect(await update(admin, { ...CENTRAL, AutoEnableStandards: 'DEFAULT' })).toMatch(/^InvalidInput/);
    expect(await update(admin)).toBe('taken');
    expect((await admin('DescribeOrganizationConfiguration')).OrganizationConfiguration).toEqual({ ConfigurationType: 'CENTRAL', Status: 'ENABLED' });
    expect(await refusal(hub(administrator, 'eu-west-1')('ListConfigurationPolicies'))).toMatch(/^AccessDenied.*from the home region us-east-1/);
    expect(await refusal(management('DisableOrganizationAdminAccount', { AdminAccountId: administrator }))).toMatch(/^AccessDenied.*uses central configuration/);

    // Without the home region it ends.
    await policyId();
    await admin('DeleteFindingAggregator', { FindingAggregatorArn });
    expect((await admin('DescribeOrganizationConfiguration')).OrganizationConfiguration.ConfigurationType).toBe('LOCAL');
  }, 60_000);

  test('a policy is refused with what AWS does not have, and is deleted only without targets', async () => {
    await designate();
    const controls = (SecurityControlsConfiguration: object) => ({ SecurityControlsConfiguration });
    for (const wrong of [
      { EnabledStandardIdentifiers: undefined }, { SecurityControlsConfiguration: undefined }, { ServiceEnabled: undefined },
      { EnabledStandardIdentifiers: [FSBP.replace('1.0.0', '9.0.0')] }, { EnabledStandardIdentifiers: [FSBP.replace(HOME, 'eu-west-1')] },
      controls({}), controls({ EnabledSecurityControlIdentifiers: ['IAM.1'], DisabledSecurityControlIdentifiers: [] }),
      controls({ DisabledSecurityControlIdentifiers: ['iam.1'] }), controls({ DisabledSecurityControlIdentifiers: ['IAM.1', 'IAM.1'] }),
      controls({ DisabledSecurityControlIdentifiers: ['IAM.7'], SecurityControlCustomParameters: [{ SecurityControlId: 'IAM.7', Parameters: { MinimumPasswordLength: { ValueType: 'DEFAULT' } } }] }),
    ]) {
      expect([wrong, await refusal(policyId({ ConfigurationPolicy: { SecurityHub: { ...CONTENT, ...wrong } } }))]).toEqual([wrong, expect.stringMatching(/^InvalidInput.*Invalid semantics/)]);
    }
    expect(await refusal(policyId({ Name: 'every_one' }))).toMatch(/^InvalidInput.*Name/);
    const Identifier = await policyId();
    expect(await refusal(policyId())).toMatch(/^ResourceConflict/);

    for (const [target, id, error] of [
      [{ AccountId: '000000000000' }, Identifier, 'ResourceNotFound'], [{ OrganizationalUnitId: 'ou-abcd-11112222' }, Identifier, 'ResourceNotFound'], [{ RootId: 'r-zzzz' }, Identifier, 'ResourceNotFound'],
      [{ RootId: organization.root }, UNKNOWN, 'ResourceNotFound'], [{}, Identifier, 'InvalidInput'],
    ] as const) expect(await refusal(associate(id, target))).toMatch(new RegExp(`^(${error}|ParamValidation)`));
    await associate(Identifier, { OrganizationalUnitId: unit });
    const association = (Target: object) => admin('GetConfigurationPolicyAssociation', { Target });
    expect(await association({ AccountId: member })).toMatchObject({ ConfigurationPolicyId: Identifier, AssociationType: 'INHERITED', TargetType: 'ACCOUNT' });
    expect(await refusal(association({ RootId: organization.root }))).toMatch(/^ResourceNotFound/);
    expect((await admin('ListConfigurationPolicyAssociations')).ConfigurationPolicyAssociationSummaries).toMatchObject([{ TargetId: unit, AssociationType: 'APPLIED' }]);

    expect(await refusal(admin('DeleteConfigurationPolicy', { Identifier }))).toMatch(/^ResourceConflict.*Disassociate it first/);
    expect(await refusal(admin('UpdateOrganizationConfiguration', LOCAL))).toMatch(/^ResourceConflict/);
    const disassociate = (Target: object) => admin('StartConfigurationPolicyDisassociation', { ConfigurationPolicyIdentifier: Identifier, Target });
    expect(await refusal(disassociate({ AccountId: member }))).toMatch(/^ResourceNotFound/);
    await disassociate({ OrganizationalUnitId: unit });
    expect(await refusal(admin('UpdateOrganizationConfiguration', LOCAL))).toMatch(/^ResourceConflict/);
    await admin('DeleteConfigurationPolicy', { Identifier });
    expect(await refusal(admin('GetConfigurationPolicy', { Identifier }))).toMatch(/^ResourceNotFound/);
    await admin('UpdateOrganizationConfiguration', LOCAL);
    expect(await admin('DescribeOrganizationConfiguration')).toMatchObject({ AutoEnable: true, AutoEnableStandards: 'DEFAULT', OrganizationConfiguration: { ConfigurationType: 'LOCAL' } });
  }, 60_000);

  test('a policy governs the hub of an account in the home region and linked ones, and self-managed behavior frees it', async () => {
    await designate();
    const Identifier = await policyId();
    const of = hub(member);
    await of('EnableSecurityHub', { EnableDefaultStandards: false });
    expect((await of('GetEnabledStandards')).StandardsSubscriptions).toEqual([]);
    await associate(Identifier, { RootId: organization.root });
    expect((await of('GetEnabledStandards')).StandardsSubscriptions.map(({ StandardsArn }: any) => StandardsArn)).toEqual([FSBP]);
    for (const [operation, input] of [
      ['DisableSecurityHub'], ['EnableSecurityHub'], ['BatchEnableStandards', { StandardsSubscriptionRequests: [{ StandardsArn: FSBP }] }], ['UpdateSecurityHubConfiguration', { AutoEnableControls: false }],
    ] as const) expect(await refusal(of(operation, input))).toMatch(/^AccessDenied.*central configuration policy/);
    expect(await refusal(hub(member, 'eu-west-1')('DisableSecurityHub'))).toMatch(/^AccessDenied/);
    expect(await refusal(hub(member, 'eu-west-2')('DescribeHub'))).toMatch(/^InvalidAccess/);

    await admin('UpdateConfigurationPolicy', { Identifier, ConfigurationPolicy: { SecurityHub: { ...CONTENT, EnabledStandardIdentifiers: [] } } });
    expect((await admin('GetConfigurationPolicy', { Identifier })).Name).toBe('everyone');
    expect((await admin('ListConfigurationPolicies')).ConfigurationPolicySummaries).toMatchObject([{ Id: Identifier, ServiceEnabled: true }]);
    expect((await of('GetEnabledStandards')).StandardsSubscriptions).toEqual([]);
    expect((await of('BatchGetSecurityControls', { SecurityControlIds: ['IAM.1'] })).SecurityControls).toMatchObject([{ SecurityControlStatus: 'ENABLED' }]);

    await associate('SELF_MANAGED_SECURITY_HUB', { AccountId: member });
    expect(await refusal(of('DisableSecurityHub'))).toBe('taken');
    await admin('UpdateConfigurationPolicy', { Identifier, ConfigurationPolicy: { SecurityHub: { ServiceEnabled: false } } });
    expect(await refusal(hub(endpoint.accountId)('DescribeHub'))).toMatch(/^InvalidAccess/);

    // Organizations takes the administrator back, and with it the policies.
    await organization.organizations('DeregisterDelegatedAdministrator', { AccountId: administrator, ServicePrincipal: 'securityhub.amazonaws.com' });
    expect(await refusal(admin('ListConfigurationPolicies'))).toMatch(/^AccessDenied/);
  }, 60_000);

  test('an account enables standards one by one, disables their controls, and sets parameters', async () => {
    const of = hub(member);
    const arn = (kind: string, name: string) => `arn:aws:securityhub:${HOME}:${member}:${kind}/${name}`;
    const [fsbp, cis] = ['aws-foundational-security-best-practices/v/1.0.0', 'cis-aws-foundations-benchmark/v/5.0.0'];
    const enable = (StandardsArn: string) => of('BatchEnableStandards', { StandardsSubscriptionRequests: [{ StandardsArn }] });
    const enabled = async () => (await of('GetEnabledStandards')).StandardsSubscriptions.map(({ StandardsSubscriptionArn }: any) => StandardsSubscriptionArn);
    const control = (StandardsControlArn: string, more: object = { ControlStatus: 'DISABLED', DisabledReason: 'Costs.' }) => of('UpdateStandardsControl', { StandardsControlArn, ...more });
    const statusOf = async (id: string) => (await of('BatchGetSecurityControls', { SecurityControlIds: [id] })).SecurityControls[0].SecurityControlStatus;

    expect(await refusal(enable(FSBP))).toMatch(/^InvalidAccess.*is not subscribed/);
    await of('EnableSecurityHub');
    expect(await refusal(of('EnableSecurityHub'))).toMatch(/^ResourceConflict.*already subscribed/);
    expect(await enabled()).toEqual([arn('subscription', 'cis-aws-foundations-benchmark/v/1.2.0'), arn('subscription', fsbp)]);
    expect(await refusal(enable(FSBP))).toMatch(/^ResourceConflict.*already enabled/);
    expect(await refusal(enable(FSBP.replace('1.0.0', '9.0.0')))).toMatch(/^InvalidInput/);
    await enable(FSBP.replace(fsbp, cis));
    await of('BatchDisableStandards', { StandardsSubscriptionArns: [arn('subscription', 'cis-aws-foundations-benchmark/v/1.2.0')] });
    expect(await refusal(of('BatchDisableStandards', { StandardsSubscriptionArns: [arn('subscription', 'pci-dss/v/3.2.1')] }))).toMatch(/^InvalidInput/);

    for (const [wrong, error] of [[`${cis}/EC2.7`, 'ResourceNotFound'], [`${fsbp}/5.1.1`, 'ResourceNotFound'], ['nist-800-53/v/5.0.0/EC2.7', 'ResourceNotFound']]) {
      expect([wrong, await refusal(control(arn('control', wrong)))]).toEqual([wrong, expect.stringMatching(new RegExp(`^${error}`))]);
    }
    expect(await refusal(control(arn('control', `${cis}/5.1.1`), { ControlStatus: 'DISABLED' }))).toMatch(/^InvalidInput.*DisabledReason/);
    await control(arn('control', `${cis}/5.1.1`));
    expect(await statusOf('EC2.7')).toBe('ENABLED');
    await control(arn('control', `${fsbp}/EC2.7`));
    expect(await statusOf('EC2.7')).toBe('DISABLED');
    const { Controls } = await of('DescribeStandardsControls', { StandardsSubscriptionArn: arn('subscription', cis) });
    expect(Controls).toMatchObject([{ ControlId: '5.1.1', ControlStatus: 'DISABLED', DisabledReason: 'Costs.' }]);
    await control(arn('control', `${fsbp}/EC2.7`), { ControlStatus: 'ENABLED' });
    expect(await statusOf('EC2.7')).toBe('ENABLED');

    await of('UpdateSecurityHubConfiguration', { AutoEnableControls: false, ControlFindingGenerator: 'STANDARD_CONTROL' });
    expect(await of('DescribeHub')).toMatchObject({ AutoEnableControls: false, ControlFindingGenerator: 'STANDARD_CONTROL' });
    const parameter = (SecurityControlId: string, given: object) => refusal(of('UpdateSecurityControl', { SecurityControlId, Parameters: { MinimumPasswordLength: given } }));
    expect(await parameter('1.5', { ValueType: 'DEFAULT' })).toMatch(/^ResourceNotFound/);
    expect(await parameter('IAM.7', { ValueType: 'CUSTOM' })).toMatch(/^InvalidInput/);
    expect(await parameter('IAM.7', { ValueType: 'CUSTOM', Value: { Integer: 16 } })).toBe('taken');
  }, 60_000);

  test('findings are those of the account, where the hub is on and the caller may import them', async () => {
    const finding = { SchemaVersion: '2018-10-08', Id: 'one', ProductArn: `arn:aws:securityhub:${HOME}:${endpoint.accountId}:product/${endpoint.accountId}/default`, GeneratorId: 'test', AwsAccountId: endpoint.accountId, CreatedAt: '2026-11-29T00:00:00Z', UpdatedAt: '2026-11-29T00:00:00Z', Title: 'a', Description: 'b', Severity: { Label: 'LOW' }, Types: ['a/b/c'], Resources: [{ Type: 'AwsAccount', Id: 'AWS::::Account:1' }] };
    expect(await refusal(management('BatchImportFindings', { Findings: [finding] }))).toMatch(/^InvalidAccess/);
    await management('EnableSecurityHub');
    expect(await refusal(management('BatchImportFindings', { Findings: [{ ...finding, AwsAccountId: member }] }))).toMatch(/^AccessDenied/);
    await management('BatchImportFindings', { Findings: [finding] });
    expect((await management('GetFindings')).Findings).toMatchObject([{ Id: 'one' }]);
    const { keys } = await makeUser(endpoint, 'reader', [{ Effect: 'Allow', Action: 'securityhub:DescribeHub', Resource: '*' }]);
    const reader = organization.sdk.service('securityhub', keys, HOME);
    expect((await reader('DescribeHub')).AutoEnableControls).toBe(true);
    expect(await refusal(reader('BatchImportFindings', { Findings: [finding] }))).toMatch(/^AccessDenied.*not authorized to perform: securityhub:BatchImportFindings/);
  }, 60_000);

  test('an update of findings changes what belongs to the customer, as far as the conditions of a policy allow', async () => {
    const ProductArn = `arn:aws:securityhub:${HOME}:${endpoint.accountId}:product/${endpoint.accountId}/default`;
    const imported = (UpdatedAt: string, more: object = {}) => management('BatchImportFindings', { Findings: [{ SchemaVersion: '2018-10-08', Id: 'one', ProductArn, GeneratorId: 'test', AwsAccountId: endpoint.accountId, CreatedAt: '2026-11-29T00:00:00Z', UpdatedAt, Title: 'a', Description: 'b', Severity: { Label: 'LOW' }, Types: ['a/b/c'], Resources: [{ Type: 'AwsAccount', Id: 'AWS::::Account:1' }], ...more }] });
    const change = (changes: object, by = management, Id = 'one') => by('BatchUpdateFindings', { FindingIdentifiers: [{ Id, ProductArn }], ...changes });
    const status = async () => (await management('GetFindings', { Filters: { Id: [{ Value: 'one', Comparison: 'EQUALS' }] } })).Findings[0].Workflow.Status;
    await management('EnableSecurityHub');
    await imported('2026-11-29T00:00:00Z', { Compliance: { Status: 'FAILED' } });
    expect(await status()).toBe('NEW');
    expect(await change({ Workflow: { Status: 'NOTIFIED' }, Note: { Text: 'Told.', UpdatedBy: 'alice' } })).toMatchObject({ ProcessedFindings: [{ Id: 'one' }], UnprocessedFindings: [] });
    expect((await change({ Workflow: { Status: 'NEW' } }, management, 'two')).UnprocessedFindings).toMatchObject([{ ErrorCode: 'FindingNotFound' }]);

    await imported('2026-11-29T00:01:00Z', { Compliance: { Status: 'FAILED' } });
    expect(await status()).toBe('NOTIFIED');
    await imported('2026-11-29T00:02:00Z', { Compliance: { Status: 'PASSED' } });
    await imported('2026-11-29T00:02:00Z', { Compliance: { Status: 'FAILED' } });
    expect(await status()).toBe('NOTIFIED');
    await imported('2026-11-29T00:03:00Z', { Compliance: { Status: 'WARNING' } });
    expect(await status()).toBe('NEW');
    expect((await management('GetFindings', {})).Findings[0].Note).toMatchObject({ Text: 'Told.' });
    await change({ Workflow: { Status: 'RESOLVED' } });
    await imported('2026-11-29T00:04:00Z', { RecordState: 'ARCHIVED' });
    await imported('2026-11-29T00:05:00Z', { RecordState: 'ACTIVE' });
    expect(await status()).toBe('NEW');
    await change({ Workflow: { Status: 'SUPPRESSED' } });
    await imported('2026-11-29T00:06:00Z', { RecordState: 'ARCHIVED' });
    await imported('2026-11-29T00:07:00Z', { RecordState: 'ACTIVE' });
    expect(await status()).toBe('SUPPRESSED');
    expect(await refusal(management('GetFindings', { Filters: { Title: [{ Value: 'a', Comparison: 'EQUALS' }] } }))).toMatch(/^InvalidInput.*not emulated/);
    expect(await refusal(management('GetFindings', { Filters: { Id: Array(21).fill({ Value: 'a', Comparison: 'EQUALS' }) } }))).toMatch(/^InvalidInput.*at most 20/);
    expect(await refusal(change({ Workflow: { Status: 'OLD' } }))).toMatch(/^InvalidInput.*Workflow.Status/);
    expect(await refusal(management('BatchUpdateFindings', { FindingIdentifiers: [] }))).toMatch(/^InvalidInput.*1 to 100/);

    const { keys } = await makeUser(endpoint, 'marker', [
      { Effect: 'Allow', Action: 'securityhub:BatchUpdateFindings', Resource: '*', Condition: { Null: { 'securityhub:ASFFSyntaxPath/Severity.Label': 'true' } } },
      { Effect: 'Deny', Action: 'securityhub:BatchUpdateFindings', Resource: '*', Condition: { 'ForAnyValue:StringNotEquals': { 'securityhub:ASFFSyntaxPath/Workflow.Status': 'NOTIFIED' } } },
    ]);
    const marker = organization.sdk.service('securityhub', keys, HOME);
    expect(await refusal(change({ Workflow: { Status: 'NOTIFIED' }, Note: { Text: 'Told.', UpdatedBy: 'marker' } }, marker))).toBe('taken');
    expect(await refusal(change({ Workflow: { Status: 'SUPPRESSED' } }, marker))).toMatch(/^AccessDenied/);
    expect(await refusal(change({ Workflow: { Status: 'NOTIFIED' }, Severity: { Label: 'LOW' } }, marker))).toMatch(/^AccessDenied/);
  }, 60_000);

  test('CloudFormation shows the refusal of AWS, and rolls back', async () => {
    const designation = { Administrator: { Type: 'AWS::SecurityHub::DelegatedAdmin', Properties: { AdminAccountId: administrator } } };
    const failed = await stack(endpoint, 'create', 'designation', designation);
    expect([failed.status, failed.reasons.join()]).toEqual(['ROLLBACK_COMPLETE', expect.stringMatching(/Service: SecurityHub, Status Code: 400, Error Code: InvalidInputException/)]);
  }, 60_000);
});

test('every operation of the endpoint is called here', () => {
  const folder = join(__dirname, '..', '..', '..', '..', 'local-endpoint', 'server', 'aws_endpoint', 'security_hub');
  const sources = readdirSync(folder).filter((name) => name.endsWith('.py')).map((name) => readFileSync(join(folder, name), 'utf8'));
  const served = sources.flatMap((source) => [...source.matchAll(/^@operation\("(\w+)"\)$/gm)].map(([, name]) => name));
  expect(served.length).toBeGreaterThan(20);
  expect([...called].sort()).toEqual(served.sort());
});
