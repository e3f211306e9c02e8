import { App, Aws, BootstraplessSynthesizer, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AccountAlias } from '../../../src/account/account-alias';
import { AccountHardening } from '../../../src/account/account-hardening';
import { EbsDefaultEncryption } from '../../../src/account/ebs-default-encryption';
import { ImagePublicAccessBlock } from '../../../src/account/image-public-access-block';
import { OnExisting } from '../../../src/account/on-existing';
import { PasswordPolicy } from '../../../src/account/password-policy/password-policy';
import { HardenedRegions } from '../../../src/account/regions/hardened-regions';
import { bundledHandler } from '../../../src/private/lambda/bundled-handler';
import { AlertTopic } from '../../../src/watch/alerts/alert-topic';
import { TrailSource } from '../../../src/watch/audit-trail/audit-trail-source';
import { DriftGuard, DriftGuardProps } from '../../../src/watch/drift-guard/drift-guard';
import { DriftResponse } from '../../../src/watch/drift-guard/drift-guard-response';
import { call, Guarded, STACK } from '../../handlers/drift-guard/harness';
import { testRulePacks } from '../../nag/rule-packs';

function make(props: DriftGuardProps = {}) {
  const stack = new Stack(new App(), 'Stack', { synthesizer: new BootstraplessSynthesizer() });
  const topic = new AlertTopic(stack, 'Alerts');
  const guard = new DriftGuard(stack, 'Guard', { topic, trail: TrailSource.ofOrganization(), ...props });
  return { stack, guard, template: Template.fromStack(stack) };
}
const alerting = make();
const elsewhere = new Stack(new App(), 'Settings');
const settings = [new AccountAlias(elsewhere, 'Alias', { accountAlias: 'ours' }), new PasswordPolicy(elsewhere, 'PasswordPolicy')];
const regional = new AccountHardening(new Stack(new App(), 'Regional'), 'Hardening', { regions: HardenedRegions.of('eu-central-1', 'us-east-1') });
const ofRegions = [
  regional.ebsDefaultEncryption!, regional.instanceMetadataDefaults!, regional.imagePublicAccessBlock!, regional.snapshotPublicAccessBlock!,
  regional.documentPublicSharingBlock!,
];
const healing = make({ response: DriftResponse.SELF_HEAL, settings });

interface Statement { Action: string | string[]; Resource: any }
function statementsOf({ template }: { template: Template }): Statement[] {
  const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
  return policy.Properties.PolicyDocument.Statement;
}
const actionsOf = (made: { template: Template }) => statementsOf(made).flatMap(({ Action }) => Action).filter((action) => !action.startsWith('logs:'));

test('the event of a change and a daily schedule start it', () => {
  alerting.template.resourceCountIs('AWS::Events::Rule', 2);
  alerting.template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' });
  alerting.template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'source': ['aws.iam'], 'detail-type': ['AWS API Call via CloudTrail'] },
    Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('Guard'), 'Arn'] } })],
  });
  alerting.template.resourceCountIs('AWS::Lambda::Permission', 2);
});

test('its own calls do not start it', () => {
  const role = Object.keys(alerting.template.findResources('AWS::IAM::Role'))[0];
  alerting.template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      detail: {
        userIdentity: { sessionContext: { sessionIssuer: { arn: [{ exists: false }, { 'anything-but': { wildcard: [{ 'Fn::GetAtt': [role, 'Arn'] }] } }] } } },
      },
    },
  });
});

test('a guard that alerts may read the settings and nothing else of the account', () => {
  expect(actionsOf(alerting)).toEqual([
    'iam:ListAccountAliases', 'iam:GetAccountPasswordPolicy', 'ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter', 'sns:Publish',
  ]);
});

test('a guard that heals makes every call that its role may make, and no other', async () => {
  const calls = new Set<string>();
  const world = new Guarded(true);
  try {
    world.aws.put('/account-baseline/settings/account-alias', { version: 1, owner: { stackId: STACK, logicalId: 'A' }, wanted: { AccountAlias: 'ours' }, set: [{ AccountAlias: 'ours' }] });
    world.change({ MinimumPasswordLength: 8 });
    await world.run(call('UpdateAccountPasswordPolicy'));
    await world.run(call('DeleteAccountAlias'));
    world.change({ MinimumPasswordLength: 8 });
    world.aws.beforeWrite = () => { delete world.aws.versions['/account-baseline/settings/password-policy']; };
    await world.run(call('UpdateAccountPasswordPolicy'));
    world.aws.calls.forEach((action) => calls.add(action));
  } finally {
    world.restore();
  }
  expect([...calls].sort()).toEqual(actionsOf(healing).sort());
});

test('the records are those of the region of the settings', () => {
  const record = (region: string, setting: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:ssm:${region}:\${AWS::AccountId}:parameter/account-baseline/settings/${setting}` });
  const resourcesOf = (made: { template: Template }) => statementsOf(made).find(({ Action }) => Action.includes('ssm:PutParameter'))!.Resource;
  expect(resourcesOf(alerting)).toEqual([record('${AWS::Region}', 'account-alias'), record('${AWS::Region}', 'password-policy')]);
  alerting.template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { SELF_HEAL: 'false', SETTINGS_REGION: { Ref: 'AWS::Region' } } } });
  const abroad = make({ settingsRegion: 'eu-central-1' });
  expect(resourcesOf(abroad)).toEqual([record('eu-central-1', 'account-alias'), record('eu-central-1', 'password-policy')]);
  abroad.template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { SETTINGS_REGION: 'eu-central-1' } } });
  const later = make({ settingsRegion: Fn.ref('SettingsRegion') });
  const [{ 'Fn::Sub': [arn, variables] }] = resourcesOf(later);
  expect([arn, variables]).toEqual([record('${Region}', 'account-alias')['Fn::Sub'], { Region: { Ref: 'SettingsRegion' } }]);
  later.template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: { SETTINGS_REGION: { Ref: 'SettingsRegion' } } } });
});

test.each(['Frankfurt', 'eu-central-1a', 'arn:aws:eu-central-1'])('refuses %s as the region of the settings', (settingsRegion) => {
  expect(() => make({ settingsRegion })).toThrow(`Invalid \`settingsRegion\` '${settingsRegion}': it must be a region such as eu-central-1`);
});

test.each<[DriftResponse | undefined, string]>([
  [DriftResponse.SELF_HEAL, 'a change is put back only by the daily check'], [undefined, 'a change is noticed only by the daily check'],
])('warns where nobody has named a trail (%s)', (response, consequence) => {
  const { stack } = make({ response, settings, trail: undefined });
  Annotations.fromStack(stack).hasWarning('/Stack/Guard', Match.stringLikeRegexp(`${consequence}.*cdk-secure-account-baseline:noAuditTrail`));
});

test('the function is deployed with the values of the settings, and may restore no other setting', () => {
  const [{ Properties }] = Object.values(healing.template.findResources('AWS::Lambda::Function'));
  expect(JSON.parse(Properties.Environment.Variables.WANTED)).toMatchObject({ 'account-alias': { AccountAlias: 'ours' }, 'password-policy': { MinimumPasswordLength: 14 } });
  const one = make({ response: DriftResponse.SELF_HEAL, settings: [settings[1]] });
  expect(actionsOf(one).filter((action) => /^iam:(Create|Update)/.test(action))).toEqual(['iam:UpdateAccountPasswordPolicy']);
  expect(actionsOf(make({ settings })).filter((action) => /^iam:(Create|Update)/.test(action))).toEqual([]);
});

test.each<[string, () => DriftGuardProps, string]>([
  ['no settings to restore', () => ({ response: DriftResponse.SELF_HEAL }), 'Invalid `settings`'],
  ['an empty list of settings to restore', () => ({ response: DriftResponse.SELF_HEAL, settings: [] }), 'needs the constructs whose values it restores'],
  ['another setting', () => ({ settings: [new EbsDefaultEncryption(new Stack(), 'Ebs')] }), "Invalid `settings` 'Default/Ebs': the guard watches the account alias, the password policy and settings with `regions`"],
  ['a setting twice', () => ({ settings: [settings[0], settings[0]] }), 'already has a setting account-alias'],
  ['a setting of regions twice', () => ({ settings: [regional.ebsDefaultEncryption!, regional.ebsDefaultEncryption!] }), 'already has a setting ebs-default-encryption'],
  ['only settings of regions to restore', () => ({ response: DriftResponse.SELF_HEAL, settings: [regional.ebsDefaultEncryption!] }), 'needs the constructs whose values it restores'],
  ['regions that only the deployment knows', () => ({
    settings: [new EbsDefaultEncryption(new Stack(), 'Ebs', { regions: HardenedRegions.of(Aws.REGION) })],
  }), 'only the deployment knows its regions'],
  ['a value that only the deployment knows', () => {
    const stack = new Stack();
    return { settings: [new AccountAlias(stack, 'Alias', { accountAlias: new CfnParameter(stack, 'Name').valueAsString })] };
  }, 'only the deployment knows its AccountAlias'],
])('refuses %s', (_, props, message) => {
  expect(() => make(props())).toThrow(message);
});

describe('settings with regions', () => {
  const inRegions = make({ settings: [...settings, ...ofRegions] });
  const functionOf = ({ template }: { template: Template }) => Object.values(template.findResources('AWS::Lambda::Function'))[0].Properties;

  test('are in the environment of a function that checks regions, with their values', () => {
    const { Code, Environment, FunctionName, MemorySize } = functionOf(inRegions);
    const Regions = ['eu-central-1', 'us-east-1'];
    expect(JSON.parse(Environment.Variables.IN_REGIONS)).toEqual({
      'ebs-default-encryption': { EbsEncryptionByDefault: 'true', Regions },
      'instance-metadata-defaults': { HttpTokens: 'required', HttpPutResponseHopLimit: '2', Regions },
      'image-public-access-block': { ImageBlockPublicAccessState: 'block-new-sharing', Regions },
      'snapshot-public-access-block': { State: 'block-all-sharing', Regions },
      'document-public-sharing-block': { SettingValue: 'Disable', Regions },
    });
    expect([Code.ZipFile, FunctionName, MemorySize]).toEqual([
      bundledHandler('drift-guard-regions').bind(new Stack()).inlineCode, functionOf(alerting).FunctionName, 512,
    ]);
    expect(functionOf(healing).Environment.Variables.IN_REGIONS).toBeUndefined();
  });

  test('are all regions, or a value that may have been adopted', () => {
    const adopting = new ImagePublicAccessBlock(new Stack(), 'Images', { regions: HardenedRegions.ALL_ENABLED, onExisting: OnExisting.ADOPT });
    const { Environment } = functionOf(make({ settings: [adopting] }));
    expect(JSON.parse(Environment.Variables.IN_REGIONS)).toEqual({
      'image-public-access-block': { ImageBlockPublicAccessState: 'block-new-sharing', Regions: 'ALL_ENABLED', OnExisting: 'ADOPT' },
    });
  });

  test('let the function read those settings and the list of regions, and change none', () => {
    const added = (made: { template: Template }) => actionsOf(made).filter((action) => !actionsOf(alerting).includes(action));
    expect(added(inRegions)).toEqual([
      'ec2:DescribeRegions', 'ec2:GetEbsEncryptionByDefault', 'ec2:GetInstanceMetadataDefaults', 'ec2:GetImageBlockPublicAccessState',
      'ec2:GetSnapshotBlockPublicAccessState', 'ssm:GetServiceSetting',
    ]);
    expect(added(make({ settings: [regional.ebsDefaultEncryption!] }))).toEqual(['ec2:DescribeRegions', 'ec2:GetEbsEncryptionByDefault']);
  });
});

test('a second one in a stack is refused', () => {
  const stack = new Stack(new App(), 'Stack');
  new DriftGuard(stack, 'Guard');
  expect(() => new DriftGuard(stack, 'Second')).toThrow('the stack already has a drift guard at Stack/Guard');
});

test('all of it takes less than 13,000 characters of the template', () => {
  const own = Object.entries(healing.template.toJSON().Resources).filter(([id]) => /^(DriftGuard|SettingChanges)/.test(id));
  expect(JSON.stringify(own).length).toBeLessThan(13_000);
});

testRulePacks(() => make({ response: DriftResponse.SELF_HEAL, settings: [...settings, ...ofRegions] }).stack);
