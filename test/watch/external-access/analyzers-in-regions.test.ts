import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { HardenedRegions } from '../../../src/account/regions/hardened-regions';
import { AccountWatchStack } from '../../../src/watch/account-watch-stack';
import { ExternalAccessAnalyzer, ExternalAccessAnalyzerProps } from '../../../src/watch/external-access/external-access-analyzer';
import { ExternalAccessExpected } from '../../../src/watch/external-access/external-access-expected';
import { ExternalAccessZone } from '../../../src/watch/external-access/external-access-zone';
import { A, B, C, ManyRegions } from '../../handlers/external-access-analyzer/many-regions';
import { testRulePacks } from '../../nag/rule-packs';
import { ACCOUNT, FunctionPermissions } from '../permissions';
import { sentLength } from '../sent-length';

const TYPE = 'Custom::AccessAnalyzersInRegions';
const ROLE = 'arn:aws:iam::123456789012:role/auditor';

function synth(props: ExternalAccessAnalyzerProps = {}): { app: App; stack: Stack; template: Template; analyzer: ExternalAccessAnalyzer } {
  const app = new App();
  const stack = new Stack(app, 'watch');
  const analyzer = new ExternalAccessAnalyzer(stack, 'Analyzer', props);
  return { app, stack, template: Template.fromStack(stack), analyzer };
}

/** The template without what is for other regions. */
function withoutRegions({ Resources, ...template }: any): object {
  return { ...template, Resources: Object.fromEntries(Object.entries(Resources).filter(([id]) => !/Regions/.test(id))) };
}

test('without regions nothing is added, and with regions nothing else changes: the function of the region gets no further permission', () => {
  const without = synth().template.toJSON();
  expect(Object.keys(without.Resources).filter((id) => /Regions/.test(id))).toEqual([]);
  const regions = synth({ regions: HardenedRegions.ALL_ENABLED }).template.toJSON();
  expect(Object.keys(regions.Resources).filter((id) => /Regions/.test(id)).sort()).toEqual([
    'AccessAnalyzerACCOUNTRegions', 'ExternalAccessAnalyzerRegionsFunction', 'ExternalAccessAnalyzerRegionsLogs', 'ExternalAccessAnalyzerRegionsPolicy',
    'ExternalAccessAnalyzerRegionsReady', 'ExternalAccessAnalyzerRegionsRole',
  ]);
  expect(withoutRegions(regions)).toEqual(without);
});

test.each<[string, HardenedRegions, unknown]>([
  ['every enabled region', HardenedRegions.ALL_ENABLED, 'ALL_ENABLED'],
  ['a list', HardenedRegions.of('eu-central-1', 'us-east-1'), ['eu-central-1', 'us-east-1']],
])('%s, with the zone, the archive rules and the name of the analyzer of the stack, and none of unused access', (_, regions, Regions) => {
  const { template } = synth({
    regions, zone: ExternalAccessZone.ORGANIZATION, unusedAccessAge: Duration.days(90), expectedAccess: [ExternalAccessExpected.byAccount(ROLE, '111122223333')],
  });
  const home = template.findResources('Custom::AccessAnalyzer').AccessAnalyzerORGANIZATION.Properties;
  const { Type, Name, Archive } = home;
  expect([Type, Archive.length]).toEqual(['ORGANIZATION', 1]);
  const resources = Object.values<any>(template.findResources(TYPE));
  expect(resources).toHaveLength(1);
  expect(resources[0].Properties).toMatchObject({ Type, Name, Archive, Regions });
  expect(resources[0].Properties).not.toHaveProperty('UnusedAccessAge');
});

test('its resource waits for the permissions of its function, and for the first analyzer of the account', () => {
  const { template } = synth({ regions: HardenedRegions.ALL_ENABLED });
  template.hasResource(TYPE, { DependsOn: Match.arrayWith(['AccessAnalyzerACCOUNT', 'ExternalAccessAnalyzerRegionsReady']), DeletionPolicy: 'Delete' });
  template.hasResource('AWS::Lambda::Function', {
    Properties: { FunctionName: 'account-baseline-external-access-analyzer-regions', Timeout: 300 }, DependsOn: ['ExternalAccessAnalyzerRegionsPolicy'],
  });
});

test('the function cannot still run when CloudFormation stops waiting for it', () => {
  const { template } = synth({ regions: HardenedRegions.ALL_ENABLED });
  const [{ Properties: { ServiceTimeout } }] = Object.values<any>(template.findResources(TYPE));
  const { Properties: { MaximumEventAgeInSeconds } } = template.findResources('AWS::Lambda::EventInvokeConfig').ExternalAccessAnalyzerRegionsReady;
  expect(Number(ServiceTimeout)).toBeGreaterThanOrEqual(MaximumEventAgeInSeconds + 300);
});

test('the regions without an analyzer are an attribute, which is undefined without regions', () => {
  const { stack, analyzer } = synth({ regions: HardenedRegions.ALL_ENABLED });
  expect(stack.resolve(analyzer.regionsNotAnalyzed)).toEqual({ 'Fn::GetAtt': ['AccessAnalyzerACCOUNTRegions', 'NotAnalyzed'] });
  expect(synth().analyzer.regionsNotAnalyzed).toBeUndefined();
});

test('the account watch passes the regions on, and has room for them beside its default parts, with the metadata of the CDK CLI', () => {
  const app = new App({ analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true } });
  const stack = new AccountWatchStack(app, 'account-baseline-watch', {
    emailAddresses: ['security@example.com'], securityStatus: { securityHub: true }, externalAccess: { regions: HardenedRegions.ALL_ENABLED },
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties(TYPE, { Regions: 'ALL_ENABLED' });
  expect(stack.resolve(stack.watch.externalAccess!.regionsNotAnalyzed)).toEqual({ 'Fn::GetAtt': ['AccessAnalyzerACCOUNTRegions', 'NotAnalyzed'] });
  expect(sentLength(template.toJSON())).toBeLessThan(51_200);
});

test('its role may do what it does in each region and nothing else: each action is used, each call allowed on its very resource', async () => {
  const all = synth({ regions: HardenedRegions.ALL_ENABLED, zone: ExternalAccessZone.ORGANIZATION }).template.toJSON();
  const Resources = Object.fromEntries(Object.entries(all.Resources).filter(([id]) => /Regions/.test(id)));
  const permissions = new FunctionPermissions(Template.fromJSON({ Resources }));
  const account = new ManyRegions();
  account.existing(B, { name: 'theirs', type: 'ORGANIZATION' });
  const calls = [];
  const events: [string, string[], object][] = [
    ['Create', [A, B], { Archive: [{}, {}] }], ['Update', [A, B, C], { from: [A, B], Archive: [{}] }], ['Delete', [A, B, C], { Archive: [{}] }],
  ];
  for (const [type, regions, more] of events) {
    expect((await account.send(type, regions, { Type: 'ORGANIZATION', ...more })).Status).toBe('SUCCESS');
    calls.push(...account.edge.calls);
  }
  jest.restoreAllMocks();

  // The permissions that creating an analyzer requires: with tags, the first in the account, for an organization.
  const implied = ['access-analyzer:TagResource', 'iam:CreateServiceLinkedRole', 'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators'];
  expect([...new Set([...calls.map(({ action }) => action), ...implied])].sort()).toEqual(permissions.granted);
  const analyzer = (region: string, name: string) => `arn:aws:access-analyzer:${region}:${ACCOUNT}:analyzer/${name}`;
  expect(await permissions.denied(calls, ({ action, input, region }) => {
    const name = analyzer(region!, input.analyzer ?? input.analyzerName ?? input.analyzerArn?.split('/').pop());
    return /ListAnalyzers|DescribeRegions/.test(action) ? '*' : /(Create|Update|Delete)ArchiveRule/.test(action) ? `${name}/archive-rule/${input.rule ?? input.ruleName}` : name;
  })).toEqual([]);
  for (const action of ['access-analyzer:DeleteAnalyzer', 'access-analyzer:CreateAnalyzer', 'access-analyzer:TagResource']) {
    expect(await permissions.allows(action, analyzer(A, 'account-baseline-external-access'))).toBe(true);
    expect(await permissions.allows(action, analyzer(A, 'theirs'))).toBe(false);
  }
});

testRulePacks(() => synth({ regions: HardenedRegions.ALL_ENABLED, zone: ExternalAccessZone.ORGANIZATION }).app);
