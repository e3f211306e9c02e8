import { App, CfnParameter, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as organizations from 'aws-cdk-lib/aws-organizations';
import {
  AccountHardening, BaselineRollOut, CallerCredentialsSynthesizer, LandingZone, OrganizationGuardrails, OrganizationGuardrailsProps, ResourceControl,
  RollOutCaller, RollOutTarget, ServiceControl,
} from '../../../src';
import { testRulePacks } from '../../nag/rule-packs';

const UNIT = 'ou-abcd-11112222';
const ORGANIZATION = 'o-a1b2c3d4e5';
const SERVICES = [
  ServiceControl.leaveOrganization(), ServiceControl.rootUser(), ServiceControl.protectBaseline(), ServiceControl.protectAudit(),
  ServiceControl.regions(['eu-central-1', 'us-east-1']), ServiceControl.iamUsers(), ServiceControl.unboundedRoles(), ServiceControl.instanceMetadata(), ServiceControl.publicSharing(), ServiceControl.purchases(),
];
const RESOURCES = [
  ResourceControl.identityPerimeter(ORGANIZATION), ResourceControl.confusedDeputy(ORGANIZATION), ResourceControl.secureTransport(),
  ResourceControl.oidcTenants('token.actions.githubusercontent.com', ['repo:octo-org/*']),
];

const stackIn = (app = new App(), props: StackProps = {}) => new Stack(app, 'account-baseline-guardrails', { synthesizer: new CallerCredentialsSynthesizer(), ...props });
const guardrails = (props: Partial<OrganizationGuardrailsProps>, stack = stackIn()) => new OrganizationGuardrails(stack, 'Guardrails', { targets: [UNIT], ...props });
const synthesized = (made: OrganizationGuardrails) => (made.node.root as App).synth().getStackByName('account-baseline-guardrails');
const policiesOf = (made: OrganizationGuardrails) => Object.values<any>(synthesized(made).template.Resources).filter(({ Type }) => Type === 'AWS::Organizations::Policy');
const own = (name: string, actions: string[], more: iam.PolicyStatementProps = {}) => ServiceControl.of({
  name, statements: [new iam.PolicyStatement({ effect: iam.Effect.DENY, actions, resources: ['*'], ...more })],
});

describe('every control at once', () => {
  const made = guardrails({ serviceControls: SERVICES, resourceControls: RESOURCES, deployers: ['arn:*:iam::*:role/platform-deployer'] });
  const policies = policiesOf(made);

  test('is packed into two service control policies and one resource control policy', () => {
    expect(policies.map(({ Properties: { Name, Type, TargetIds } }) => [Name, Type, TargetIds])).toEqual([
      ['account-baseline-services-1', 'SERVICE_CONTROL_POLICY', [UNIT]],
      ['account-baseline-services-2', 'SERVICE_CONTROL_POLICY', [UNIT]],
      ['account-baseline-resources-1', 'RESOURCE_CONTROL_POLICY', [UNIT]],
    ]);
  });

  test('each policy is an object that AWS counts as the output says', () => {
    const sizes = policies.map(({ Properties: { Content } }) => JSON.stringify(Content).length);
    expect(sizes.every((size, index) => size <= (index < 2 ? 10_240 : 5_120))).toBe(true);
    const [{ Value }] = Object.values<any>(synthesized(made).template.Outputs);
    expect(Value).toBe(`service control policy: ${sizes[0]}, ${sizes[1]} of 10240 characters, 2 of 9 places; resource control policy: ${sizes[2]} of 5120 characters, 1 of 4 places`);
  });

  test('no statement is lost or there twice', () => {
    const sids = policies.flatMap(({ Properties: { Content } }) => Content.Statement.map(({ Sid }: any) => Sid));
    expect(new Set(sids).size).toBe(sids.length);
    const each = [
      ...SERVICES.map((control) => guardrails({ serviceControls: [control] })),
      ...RESOURCES.map((control) => guardrails({ resourceControls: [control] })),
    ];
    const alone = each.flatMap(policiesOf).flatMap(({ Properties: { Content } }) => Content.Statement.map(({ Sid }: any) => Sid));
    // Alone, a control guards its exceptions by itself.
    expect([...sids].sort()).toEqual(alone.filter((sid) => sid !== 'ExceptedRoles').sort());
  });

  test('AWS Organizations changes one policy at a time', () => {
    const { template } = synthesized(made);
    const ids = Object.keys(template.Resources);
    expect(ids.map((id) => template.Resources[id].DependsOn)).toEqual([undefined, [ids[0]], [ids[1]]]);
  });

  test('nobody is locked out, which takes less than a second', () => {
    const before = process.cpuUsage();
    expect(made.node.validate()).toEqual([]);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(1);
  });

  test('nor by its regions beside a roll-out with everything on', () => {
    const stack = stackIn();
    guardrails({ serviceControls: SERVICES, resourceControls: RESOURCES, landingZone: LandingZone.LANDING_ZONE_ACCELERATOR }, stack);
    // In one stack they would need a bucket.
    const second = new Stack(stack.node.root, 'account-baseline', { synthesizer: new CallerCredentialsSynthesizer() });
    new BaselineRollOut(second, 'RollOut', {
      baseline: { accountHardening: AccountHardening.ALL }, targets: [RollOutTarget.unit(UNIT)], region: 'eu-central-1', everyRegion: { regions: ['eu-central-1', 'us-east-1'], hardening: {} }, watch: { region: 'us-east-1' },
    });
    // Newer versions of aws-cdk-lib warn of references between stacks.
    const messages = (stack.node.root as App).synth().stacks.flatMap((artifact) => artifact.messages).filter(({ level }) => level !== 'info');
    expect(messages.map(({ entry }) => `${entry.data}`).filter((text) => !text.includes('[ack: @aws-cdk/core:crossStackReferences'))).toEqual([]);
  });
});

test('a landing zone keeps its places, and its roles are deployers', () => {
  const outputs = (landingZone: LandingZone) => {
    const made = guardrails({ landingZone, serviceControls: [ServiceControl.protectAudit()], resourceControls: [ResourceControl.secureTransport()] });
    return Object.values<any>(synthesized(made).template.Outputs)[0].Value;
  };
  expect(outputs(LandingZone.NONE)).toMatch(/1 of 9 places; .* 1 of 4 places$/);
  expect(outputs(LandingZone.CONTROL_TOWER)).toMatch(/1 of 6 places; .* 1 of 3 places$/);
  expect(outputs(LandingZone.LANDING_ZONE_ACCELERATOR)).toMatch(/1 of 6 places; .* 1 of 3 places$/);
  const exempt = (landingZone: LandingZone) => {
    const [{ Properties: { Content } }] = policiesOf(guardrails({ landingZone, serviceControls: [ServiceControl.protectAudit()] }));
    return Content.Statement[0].Condition.ArnNotLike['aws:PrincipalArn'];
  };
  expect(exempt(LandingZone.NONE)).not.toContain('arn:*:iam::*:role/AWSControlTowerExecution');
  expect(exempt(LandingZone.CONTROL_TOWER)).toContain('arn:*:iam::*:role/AWSControlTowerExecution');
  expect(exempt(LandingZone.LANDING_ZONE_ACCELERATOR)).toEqual(expect.arrayContaining(['arn:*:iam::*:role/AWSControlTowerExecution', 'arn:*:iam::*:role/AWSAccelerator*']));
});

test('a staged road: one account, one unit, the root, each with more', () => {
  const stack = stackIn();
  const stage = (id: string, targets: string[], serviceControls: ServiceControl[]) => new OrganizationGuardrails(stack, id, { targets, serviceControls, policyName: `account-baseline-${id}` });
  stage('trial', ['111122223333'], SERVICES.slice(4, 6));
  stage('sandbox', [UNIT, 'ou-abcd-33334444'], SERVICES.slice(2, 4));
  const all = stage('everyone', ['r-abcd'], SERVICES.slice(0, 2));
  expect(policiesOf(all).map(({ Properties: { Name, TargetIds } }) => [Name, TargetIds])).toEqual([
    ['account-baseline-trial-services-1', ['111122223333']], ['account-baseline-sandbox-services-1', [UNIT, 'ou-abcd-33334444']], ['account-baseline-everyone-services-1', ['r-abcd']],
  ]);
});

test('targets, roles and values may be tokens', () => {
  const stack = stackIn();
  const unit = new organizations.CfnOrganizationalUnit(stack, 'Unit', { name: 'workloads', parentId: 'r-abcd' });
  const parameter = new CfnParameter(stack, 'Organization').valueAsString;
  const made = guardrails({
    targets: [unit.attrId],
    deployers: [new iam.Role(stack, 'Deploy', { assumedBy: new iam.AccountRootPrincipal() }).roleArn],
    serviceControls: [ServiceControl.protectAudit()],
    resourceControls: [ResourceControl.identityPerimeter(parameter)],
  }, stack);
  const [service, resource] = policiesOf(made);
  expect(service.Properties.TargetIds).toEqual([{ 'Fn::GetAtt': ['Unit', 'Id'] }]);
  expect(resource.Properties.Content.Statement[0].Condition.StringNotEqualsIfExists['aws:PrincipalOrgID']).toEqual({ Ref: 'Organization' });
});

test('a unit that the app makes below that of a roll-out must leave its regions open', () => {
  const stack = stackIn();
  const unit = new organizations.CfnOrganizationalUnit(stack, 'Unit', { name: 'below', parentId: UNIT });
  guardrails({ targets: [unit.attrId], serviceControls: [ServiceControl.regions(['us-east-1'])] }, stack);
  new BaselineRollOut(stack, 'RollOut', { targets: [RollOutTarget.unit(UNIT)], region: 'eu-central-1' });
  expect(() => (stack.node.root as App).synth()).toThrow(/Invalid `serviceControls.regions` \["us-east-1"\]: .*RollOut deploys into eu-central-1 too/);
});

test('a unit beside that of a roll-out may close its regions', () => {
  const stack = stackIn();
  const made = guardrails({ targets: ['ou-abcd-99998888'], serviceControls: [ServiceControl.regions(['us-east-1'])], breakGlassRoles: [] }, stack);
  new BaselineRollOut(stack, 'RollOut', { targets: [RollOutTarget.unit(UNIT)], region: 'eu-central-1' });
  expect(policiesOf(made)).toHaveLength(1);
});

describe('controls of one\'s own', () => {
  test('are attached as they are written, with a Sid', () => {
    const [{ Properties: { Content } }] = policiesOf(guardrails({ serviceControls: [own('noQuantum', ['braket:*'])] }));
    expect(Content.Statement).toEqual([{ Sid: 'NoQuantum', Effect: 'Deny', Action: 'braket:*', Resource: '*' }]);
  });

  test('of resources are for every principal', () => {
    const control = ResourceControl.of({ name: 'noDeletes', statements: [new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:DeleteBucket'], resources: ['arn:aws:s3:::kept-*'] })] });
    const [{ Properties: { Content } }] = policiesOf(guardrails({ resourceControls: [control] }));
    expect(Content.Statement).toEqual([{ Sid: 'NoDeletes', Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: 'arn:aws:s3:::kept-*' }]);
  });

  test('pass where each who needs it is an exception', () => {
    const control = own('noRoles', ['iam:CreateRole'], { conditions: { ArnNotLike: { 'aws:PrincipalArn': ['arn:*:iam::*:role/stacksets-exec-*', 'arn:*:iam::*:role/Deploy'] } } });
    expect(policiesOf(guardrails({ serviceControls: [control], deployers: ['arn:*:iam::*:role/Deploy'] }))).toHaveLength(1);
    expect(() => policiesOf(guardrails({ serviceControls: [control], deployers: ['arn:*:iam::*:role/Other'] }))).toThrow(/a deployer \(arn:\*:iam::\*:role\/Other\) can no longer deploy the baseline, since it denies iam:CreateRole/);
  });

  test('that deny in one region are refused only where that is in use', () => {
    const inRegion = (region: string) => own('noLambda', ['lambda:*'], { conditions: { StringEquals: { 'aws:RequestedRegion': region } } });
    const stack = (region: string) => stackIn(new App(), { env: { region } });
    expect(policiesOf(guardrails({ serviceControls: [inRegion('us-east-1')] }))).toHaveLength(1);
    expect(policiesOf(guardrails({ serviceControls: [inRegion('us-east-1')] }, stack('eu-central-1')))).toHaveLength(1);
    expect(() => policiesOf(guardrails({ serviceControls: [inRegion('us-east-1')] }, stack('us-east-1')))).toThrow(/denies lambda:CreateFunction/);
  });

  test('that nobody can decide get a warning', () => {
    // A value is a number or a text. Which of the two the proof does not know.
    const control = own('odd', ['lambda:*'], { conditions: { NumericLessThan: { 'aws:PrincipalTag/a': '5' }, StringLike: { 'aws:PrincipalTag/a': 'x*' } } });
    const { messages } = synthesized(guardrails({ serviceControls: [control] }));
    expect(messages.map(({ entry }) => entry.data)).toEqual([
      expect.stringMatching(/^It is not decided whether the roles of StackSets .* can still roll out the baseline: lambda:.* may be a counterexample.*\[ack: cdk-secure-account-baseline:guardrailsUndecided\]/),
    ]);
  });

  test('a perimeter around another organization than that of a second control is refused', () => {
    expect(() => policiesOf(guardrails({ resourceControls: [ResourceControl.identityPerimeter(ORGANIZATION), ResourceControl.confusedDeputy('o-zzzzzzzzzz')] }))).toThrow(/ConfusedDeputy.*Lambda can no longer run/);
  });

  test('a delegated administrator that can undo them deploys them', () => {
    const made = guardrails({ callAs: RollOutCaller.DELEGATED_ADMINISTRATOR, deployers: ['arn:aws:iam::111122223333:role/Deploy'], serviceControls: SERVICES });
    expect(policiesOf(made)).toHaveLength(2);
  });
});

describe('rule packs', () => {
  testRulePacks(() => guardrails({ serviceControls: SERVICES, resourceControls: RESOURCES }));
});
