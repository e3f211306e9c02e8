import { App, Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccountAlias } from '../../src/account/account-alias';
import { AccountHardening, AccountHardeningProps } from '../../src/account/account-hardening';
import { EbsDefaultEncryption } from '../../src/account/ebs-default-encryption';
import { OnExisting } from '../../src/account/on-existing';
import { HardenedRegions } from '../../src/account/regions/hardened-regions';
import { SecureAccountBaselineStack } from '../../src/baseline/secure-account-baseline-stack';
import { bundledHandler } from '../../src/private/lambda/bundled-handler';
import { testRulePacks } from '../nag/rule-packs';

const SETTINGS = [
  'ebs-default-encryption', 'instance-metadata-defaults', 'image-public-access-block', 'snapshot-public-access-block', 'document-public-sharing-block',
];

const stackWith = (props: AccountHardeningProps, region?: string) => {
  const stack = new Stack(new App({ context: { 'aws:cdk:enable-path-metadata': true } }), 'Stack', { env: { region } });
  new AccountHardening(stack, 'Hardening', props);
  return stack;
};
const resourcesOf = (stack: Stack): [string, any][] => Object.entries(Template.fromStack(stack).toJSON().Resources);
const inRegions = (stack: Stack) => resourcesOf(stack).map(([, { Properties }]) => Properties).filter((properties) => properties?.Regions);
const codeOf = (stack: Stack) => resourcesOf(stack).find(([id]) => id === 'AccountSettings')![1].Properties.Code.ZipFile;
const TWO = HardenedRegions.of('eu-central-1', 'us-east-1');

test('every setting of a region has a second resource for the others, with the same value', () => {
  const properties = inRegions(stackWith({ regions: TWO, instanceMetadataHopLimit: 3, onExisting: OnExisting.FAIL }));
  expect(properties.map(({ Setting }) => Setting)).toEqual(SETTINGS);
  for (const { Regions } of properties) expect(Regions).toEqual(['eu-central-1', 'us-east-1']);
  expect(properties[1]).toMatchObject({ HttpTokens: 'required', HttpPutResponseHopLimit: 3, OnExisting: 'FAIL', ServiceToken: { Ref: 'AccountSettingsRegionsAlias' } });
  expect(properties.slice(3)).toEqual([expect.objectContaining({ State: 'block-all-sharing' }), expect.objectContaining({ SettingValue: 'Disable' })]);
});

test('all regions that are enabled are asked for by a word', () => {
  expect(inRegions(stackWith({ regions: HardenedRegions.ALL_ENABLED })).map(({ Regions }) => Regions)).toEqual(SETTINGS.map(() => 'ALL_ENABLED'));
});

test('a setting that is off is off in every region, and the removal policy is that of the setting', () => {
  const stack = stackWith({ regions: TWO, ebsDefaultEncryption: false, removalPolicy: RemovalPolicy.DESTROY });
  expect(inRegions(stack).map(({ Setting }) => Setting)).toEqual(SETTINGS.slice(1));
  Template.fromStack(stack).hasResource('Custom::ImagePublicAccessBlock', { DeletionPolicy: 'Delete', Properties: { Regions: Match.anyValue() } });
  Template.fromStack(stackWith({ regions: TWO })).hasResource('Custom::ImagePublicAccessBlock', {
    DeletionPolicy: 'RetainExceptOnCreate', Properties: { Regions: Match.anyValue() },
  });
});

test('the resource of the region of the stack does not change with the property', () => {
  const without = resourcesOf(stackWith({}));
  const others = new Map(resourcesOf(stackWith({ regions: TWO })));
  for (const [id, resource] of without) {
    if (id !== 'AccountSettings') expect([id, others.get(id)]).toEqual([id, resource]);
  }
});

describe('the function', () => {
  test('has the code for regions only in a stack that asks for them', () => {
    const code = (name: string) => bundledHandler(name).bind(new Stack()).inlineCode;
    expect(codeOf(stackWith({}))).toBe(code('account-settings'));
    expect(codeOf(stackWith({ regions: TWO }))).toBe(code('account-settings-regions'));
    expect(resourcesOf(stackWith({})).map(([id]) => id).filter((id) => /Region|Version/.test(id))).toEqual([]);
  });

  // CloudFormation updates the function and its policies before it deletes what has left the template.
  test('keeps that code in a version, and its permissions in a policy, until the last setting of the regions is deleted', () => {
    const stack = stackWith({ regions: TWO });
    const template = Template.fromStack(stack);
    const [version] = Object.keys(template.findResources('AWS::Lambda::Version', { Properties: { FunctionName: { Ref: 'AccountSettings' } } }));
    expect(version).toMatch(/^AccountSettingsVersion[0-9a-f]{8}$/);
    template.hasResourceProperties('AWS::Lambda::Alias', { Name: 'regions', FunctionVersion: { 'Fn::GetAtt': [version, 'Version'] } });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { Qualifier: 'regions', MaximumEventAgeInSeconds: 180 });
    const waits = resourcesOf(stack).filter(([, { Properties }]) => Properties?.Regions).map(([, { DependsOn }]) => DependsOn);
    expect(waits).toEqual(SETTINGS.map(() => expect.arrayContaining(['AccountSettingsRegionsPolicy', 'AccountSettingsRegionsReady'])));
  });

  test('may do the same for each setting, whichever the stack has: a setting that leaves takes no permission away', () => {
    const policyOf = (stack: Stack) => new Map(resourcesOf(stack)).get('AccountSettingsRegionsPolicy');
    const one = stackWith({
      regions: TWO,
      instanceMetadataDefaults: false,
      imagePublicAccessBlock: false,
      snapshotPublicAccessBlock: false,
      documentPublicSharingBlock: false,
    });
    expect(policyOf(one)).toEqual(policyOf(stackWith({ regions: TWO })));
    expect(JSON.stringify(policyOf(one))).not.toMatch(/"[a-z0-9]+:[*]"/);
  });

  test('serves other settings of the stack as before', () => {
    const stack = stackWith({ regions: TWO });
    new AccountAlias(stack, 'Alias', { accountAlias: 'example' });
    Template.fromStack(stack).hasResourceProperties('Custom::AccountAlias', { ServiceToken: { 'Fn::Sub': '${AccountSettings.Arn}' } });
  });
});

test('each setting names the regions that do not have it', () => {
  const stack = new Stack();
  const { ebsDefaultEncryption, documentPublicSharingBlock } = new AccountHardening(stack, 'Hardening', { regions: TWO });
  expect(stack.resolve(ebsDefaultEncryption!.regionsNotHardened)).toEqual({ 'Fn::GetAtt': [expect.stringMatching('EbsDefaultEncryptionRegions'), 'NotHardened'] });
  expect(documentPublicSharingBlock!.regionsNotHardened).toBeDefined();
  expect(new EbsDefaultEncryption(new Stack(), 'Encryption').regionsNotHardened).toBeUndefined();
});

test('the region of the stack is one of them, and a token passes', () => {
  expect(() => stackWith({ regions: TWO }, 'eu-central-1')).not.toThrow();
  expect(() => stackWith({ regions: HardenedRegions.ALL_ENABLED }, 'eu-west-1')).not.toThrow();
  expect(() => stackWith({ regions: HardenedRegions.of(Aws.REGION, 'us-east-1') }, 'eu-west-1')).not.toThrow();
  expect(() => stackWith({ regions: TWO }, 'eu-west-1')).toThrow(
    'Invalid `regions` ["eu-central-1","us-east-1"]: the region of the stack, eu-west-1, always has the setting. '
    + 'Add it, or deploy the stack in one of these. In Stack/Hardening.',
  );
});

test.each(['us-east-1', 'us-gov-west-1', 'us-iso-east-1', 'us-isob-east-1', 'cn-northwest-1', 'eusc-de-east-1', 'mx-central-1', 'ap-southeast-12'])('%s is a region', (region) => {
  expect(HardenedRegions.of(region)._property()).toEqual([region]);
});

test('the default baseline with the hardening of every region needs no bucket', () => {
  const stack = new SecureAccountBaselineStack(new App(), 'account-baseline', { accountHardening: { regions: HardenedRegions.ALL_ENABLED } });
  expect(JSON.stringify(Template.fromStack(stack).toJSON()).length).toBeLessThan(51_200);
  expect(inRegions(stack)).toHaveLength(SETTINGS.length);
});

testRulePacks(() => stackWith({ regions: HardenedRegions.ALL_ENABLED }));
