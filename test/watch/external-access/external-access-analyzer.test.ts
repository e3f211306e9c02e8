import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HardenedRegions } from '../../../src/account/regions/hardened-regions';
import { handler } from '../../../src/handlers/external-access-analyzer/handler';
import { ExternalAccessAnalyzer, ExternalAccessAnalyzerProps } from '../../../src/watch/external-access/external-access-analyzer';
import { ExternalAccessExpected } from '../../../src/watch/external-access/external-access-expected';
import { ExternalAccessZone } from '../../../src/watch/external-access/external-access-zone';
import { takeAnswers } from '../../handlers/answers';
import { Edge } from '../../handlers/edge';
import { testRulePacks } from '../../nag/rule-packs';
import { ACCOUNT, FunctionPermissions } from '../permissions';

const ROLE = 'arn:aws:iam::123456789012:role/auditor';

function synth(props: ExternalAccessAnalyzerProps = {}): { app: App; template: Template; analyzer: ExternalAccessAnalyzer } {
  const app = new App();
  const stack = new Stack(app, 'watch');
  const analyzer = new ExternalAccessAnalyzer(stack, 'Analyzer', props);
  return { app, template: Template.fromStack(stack), analyzer };
}

test('by default the account has a free analyzer of external access, and none that costs', () => {
  const { template, analyzer } = synth();
  expect(template.findResources('Custom::AccessAnalyzer')).toEqual({
    AccessAnalyzerACCOUNT: expect.objectContaining({ Properties: expect.objectContaining({ Type: 'ACCOUNT', Name: 'account-baseline-external-access', ServiceTimeout: '300' }) }),
  });
  expect(analyzer.unusedAccessAnalyzerArn).toBeUndefined();
  expect(Object.keys(template.findResources('AWS::Lambda::Function'))).toEqual(['ExternalAccessAnalyzerFunction']);
  template.resourceCountIs('AWS::Events::Rule', 0);
});

test('an organization, and unused access, are asked for', () => {
  const { template, analyzer } = synth({ zone: ExternalAccessZone.ORGANIZATION, unusedAccessAge: Duration.days(180) });
  template.hasResourceProperties('Custom::AccessAnalyzer', { Type: 'ORGANIZATION' });
  template.hasResourceProperties('Custom::AccessAnalyzer', { Type: 'ORGANIZATION_UNUSED_ACCESS', Name: 'account-baseline-organization-unused', UnusedAccessAge: 180 });
  expect(analyzer.unusedAccessAnalyzerArn).toBeDefined();
  expect(new FunctionPermissions(template).granted.filter((action) => action.startsWith('organizations:'))).toHaveLength(2);
});

test('each zone has names of its own, since CloudFormation creates the analyzer of the new zone before it deletes the other', () => {
  const unusedAccessAge = Duration.days(180);
  const namesOf = (zone: ExternalAccessZone) => [...JSON.stringify(synth({ zone, unusedAccessAge, regions: HardenedRegions.ALL_ENABLED }).template).matchAll(/"Name":"(account-baseline-[\w-]+)"/g)].map(([, name]) => name);
  const account = namesOf(ExternalAccessZone.ACCOUNT);
  expect(account.sort()).toEqual(['account-baseline-external-access', 'account-baseline-external-access', 'account-baseline-unused-access']);
  expect(namesOf(ExternalAccessZone.ORGANIZATION).filter((name) => account.includes(name))).toEqual([]);
});

test('expected access names the resource and the outsider, and is never public', () => {
  const app = new App();
  const stack = new Stack(app, 'watch');
  const role = new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountPrincipal('111122223333') });
  new ExternalAccessAnalyzer(stack, 'Analyzer', {
    expectedAccess: [
      ExternalAccessExpected.byAccount(role.roleArn, '111122223333'),
      ExternalAccessExpected.byProvider(ROLE, 'arn:aws:iam::123456789012:saml-provider/corporate'),
      ExternalAccessExpected.byOrganization(ROLE, 'o-abcdefghij'),
    ],
  });
  const isPublic = { eq: ['false'] };
  Template.fromStack(stack).hasResourceProperties('Custom::AccessAnalyzer', {
    Archive: [
      { 'resource': { eq: [stack.resolve(role.roleArn)] }, isPublic, 'principal.AWS': { contains: ['111122223333'] } },
      { 'resource': { eq: [ROLE] }, isPublic, 'principal.Federated': { eq: ['arn:aws:iam::123456789012:saml-provider/corporate'] } },
      { 'resource': { eq: [ROLE] }, isPublic, 'condition.aws:PrincipalOrgID': { eq: ['o-abcdefghij'] } },
    ],
  });
});

test.each<[string, () => unknown, string]>([
  ['no age', () => synth({ unusedAccessAge: Duration.days(0) }), 'unusedAccessAge'],
  ['an age of more than a year', () => synth({ unusedAccessAge: Duration.days(366) }), 'unusedAccessAge'],
  ['hours', () => synth({ unusedAccessAge: Duration.hours(30) }), 'unusedAccessAge'],
  ['more rules than an analyzer has', () => synth({ expectedAccess: Array(101).fill(ExternalAccessExpected.byAccount(ROLE, '111122223333')) }), 'expectedAccess'],
  ['an account that is none', () => ExternalAccessExpected.byAccount(ROLE, '1111'), 'accountId'],
  ['an organization that is none', () => ExternalAccessExpected.byOrganization(ROLE, 'abc'), 'organizationId'],
])('refuses %s', (_, make, property) => {
  expect(make).toThrow(new RegExp(`^Invalid \`${property}\` .*: `));
});

test('a stack has one', () => {
  const stack = new Stack();
  new ExternalAccessAnalyzer(stack, 'One');
  expect(() => new ExternalAccessAnalyzer(stack, 'Two')).toThrow('A region has one of each type');
});

test('moving the construct in the tree does not replace the analyzer', () => {
  const ids = (path: string[]) => {
    const stack = new Stack();
    new ExternalAccessAnalyzer(path.reduce<Construct>((scope, id) => new Construct(scope, id), stack), 'Analyzer');
    const { Resources } = Template.fromStack(stack).toJSON();
    return Object.keys(Resources).filter((id) => /^(Custom::AccessAnalyzer|AWS::Lambda::Function)$/.test(Resources[id].Type)).sort();
  };
  expect(ids(['moved', 'twice'])).toEqual(ids([]));
});

test('its role may do what it does and nothing else: each action is used, each call allowed on its very resource', async () => {
  Object.assign(process.env, { AWS_REGION: 'eu-west-1', STACK: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/watch/aaaa', DOMAIN: 'amazonaws.com' });
  const spies = [jest.spyOn(console, 'log').mockImplementation(), takeAnswers(() => undefined)];
  const { template } = synth({ zone: ExternalAccessZone.ORGANIZATION });
  const permissions = new FunctionPermissions(template);
  let analyzers: any[] = [];
  let rules: any[] = [];
  const edge = new Edge((action, input) => {
    switch (action.split(':')[1]) {
      case 'ListAnalyzers': return { analyzers };
      case 'CreateAnalyzer':
        analyzers = [{ name: input.analyzerName, arn: `arn:aws:access-analyzer:eu-west-1:${ACCOUNT}:analyzer/${input.analyzerName}`, type: input.type, status: 'ACTIVE', tags: input.tags }];
        return { arn: analyzers[0].arn };
      case 'ListArchiveRules': return { archiveRules: rules };
      case 'CreateArchiveRule':
        rules = [{ ruleName: input.ruleName, filter: {} }];
        return {};
      default: return {};
    }
  });
  const send = (RequestType: string, Archive: object[]) => handler({
    RequestType,
    RequestId: 'id',
    ResponseURL: 'https://cloudformation-custom-resource-response-euwest1.s3.amazonaws.com/',
    StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/watch/aaaa',
    ResourceType: 'Custom::AccessAnalyzer',
    LogicalResourceId: 'A',
    ResourceProperties: { Type: 'ORGANIZATION', Name: 'account-baseline-external-access', Archive },
  }, { invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:f', getRemainingTimeInMillis: () => 120_000 });
  for (const [type, archive] of [['Create', [{}]], ['Update', [{}]], ['Update', []], ['Delete', []]] as [string, object[]][]) await send(type, archive);
  spies.forEach((spy) => spy.mockRestore());

  // The permissions that creating an analyzer requires: with tags, the first in the account, for an organization.
  const implied = ['access-analyzer:TagResource', 'iam:CreateServiceLinkedRole', 'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators'];
  expect([...new Set([...edge.calls.map(({ action }) => action), ...implied])].sort()).toEqual(permissions.granted);
  const analyzer = (name: string) => `arn:aws:access-analyzer:eu-west-1:${ACCOUNT}:analyzer/${name}`;
  expect(await permissions.denied(edge.calls, ({ action, input }) => {
    const name = analyzer(input.analyzer ?? input.analyzerName ?? input.analyzerArn?.split('/').pop());
    return action.endsWith('ListAnalyzers') ? '*' : /(Create|Update|Delete)ArchiveRule/.test(action) ? `${name}/archive-rule/${input.rule ?? input.ruleName}` : name;
  })).toEqual([]);
  const linked = (service: string) => [`arn:aws:iam::${ACCOUNT}:role/aws-service-role/access-analyzer.amazonaws.com/AWSServiceRoleForAccessAnalyzer`, { 'iam:AWSServiceName': service }] as const;
  expect(await permissions.allows('iam:CreateServiceLinkedRole', ...linked('access-analyzer.amazonaws.com'))).toBe(true);
  expect(await permissions.allows('iam:CreateServiceLinkedRole', ...linked('ec2.amazonaws.com'))).toBe(false);
  expect(await permissions.allows('access-analyzer:TagResource', analyzer('account-baseline-external-access'))).toBe(true);
  for (const action of ['access-analyzer:DeleteAnalyzer', 'access-analyzer:CreateAnalyzer', 'access-analyzer:TagResource']) {
    expect(await permissions.allows(action, analyzer('theirs'))).toBe(false);
  }
});

testRulePacks(() => synth({ zone: ExternalAccessZone.ORGANIZATION, unusedAccessAge: Duration.days(90) }).app);
