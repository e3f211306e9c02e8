import { App, CfnParameter, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { effectivePolicy, guardDutyIn, regionsOn } from './inheritance';
import {
  AccountHardening, BaselineRollOut, BaselineRollOutProps, CallerCredentialsSynthesizer, DeclarativeControl, DetectionControl,
  GuardDutyFeature, InspectorScan, LandingZone, OrganizationGuardrails, OrganizationGuardrailsProps, RollOutTarget, ServiceControl, SnapshotSharing,
  VpcPublicAccessBlock,
} from '../../../src';
import { testRulePacks } from '../../nag/rule-packs';

const UNIT = 'ou-abcd-11112222';
const SHOP = 'https://intranet.example.com/exceptions';
const DECLARATIVE = [
  DeclarativeControl.instanceMetadata(), DeclarativeControl.publicImages(), DeclarativeControl.publicSnapshots(), DeclarativeControl.serialConsole(),
  DeclarativeControl.vpcPublicAccess(VpcPublicAccessBlock.INGRESS), DeclarativeControl.allowedImages(['amazon', '111122223333']), DeclarativeControl.errorMessage(SHOP),
  DeclarativeControl.s3PublicAccess(), DeclarativeControl.aiServices(),
];
const DETECTION = [DetectionControl.securityHub(), DetectionControl.guardDuty(), DetectionControl.inspector()];

const stackIn = (app = new App(), props: StackProps = {}) => new Stack(app, 'account-baseline-guardrails', { synthesizer: new CallerCredentialsSynthesizer(), ...props });
const guardrails = (props: Partial<OrganizationGuardrailsProps>, stack = stackIn(), id = 'Guardrails') => new OrganizationGuardrails(stack, id, { targets: [UNIT], ...props });
const templateOf = (made: OrganizationGuardrails) => (made.node.root as App).synth().getStackByName('account-baseline-guardrails').template;
const policiesOf = (made: OrganizationGuardrails) => Object.values<any>(templateOf(made).Resources).filter(({ Type }) => Type === 'AWS::Organizations::Policy').map(({ Properties }) => Properties);
const contentOf = (type: string, props: Partial<OrganizationGuardrailsProps>) => (
  policiesOf(guardrails(props)).find(({ Type }) => Type === type)!.Content
);
const rollOut = (stack: Stack, props: Partial<BaselineRollOutProps> = {}) => new BaselineRollOut(stack, 'RollOut', { targets: [RollOutTarget.unit(UNIT)], region: 'eu-central-1', ...props });

describe('every control at once', () => {
  const made = guardrails({ serviceControls: [ServiceControl.leaveOrganization()], declarativeControls: DECLARATIVE, detectionControls: DETECTION });
  const policies = policiesOf(made);

  test('makes one policy for each policy type, beside those of principals, and no other', () => {
    expect(policies.map(({ Name, Type, TargetIds }) => [Name, Type, TargetIds])).toEqual([
      ['account-baseline-services-1', 'SERVICE_CONTROL_POLICY', [UNIT]],
      ['account-baseline-ec2', 'DECLARATIVE_POLICY_EC2', [UNIT]],
      ['account-baseline-s3', 'S3_POLICY', [UNIT]],
      ['account-baseline-ai-services', 'AISERVICES_OPT_OUT_POLICY', [UNIT]],
      ['account-baseline-security-hub', 'SECURITYHUB_POLICY', [UNIT]],
      ['account-baseline-guardduty', 'GUARDDUTY_POLICY', [UNIT]],
      ['account-baseline-inspector', 'INSPECTOR_POLICY', [UNIT]],
    ]);
    expect([made.declarativePolicyIds.length, made.detectionPolicyIds.length]).toEqual([3, 3]);
  });

  test('sizes are those of the output', () => {
    const [, ...sizes] = policies.map(({ Content }) => JSON.stringify(Content).length);
    const [{ Value }] = Object.values<any>(templateOf(made).Outputs);
    expect(Value).toContain(`EC2 policy: ${sizes[0]} of 10000 characters, 1 of 10 places`);
    expect(Value).toContain(`AI services opt-out policy: ${sizes[2]} of 2500 characters, 1 of 5 places`);
  });

  test('AWS Organizations changes one policy at a time', () => {
    const { Resources } = templateOf(made);
    const ids = Object.keys(Resources);
    expect(ids.map((id) => Resources[id].DependsOn)).toEqual([undefined, ...ids.slice(0, -1).map((id) => [id])]);
  });
});

describe('an account', () => {
  const ec2Policy = effectivePolicy(contentOf('DECLARATIVE_POLICY_EC2', { declarativeControls: DECLARATIVE })).ec2_attributes;

  test('launches instances with IMDSv2 by default, and containers on them reach it', () => {
    expect(ec2Policy.instance_metadata_defaults).toEqual({ http_tokens: 'required', http_put_response_hop_limit: '2' });
  });

  test('makes neither an AMI nor a snapshot public', () => {
    expect([ec2Policy.image_block_public_access, ec2Policy.snapshot_block_public_access]).toEqual([{ state: 'block_new_sharing' }, { state: 'block_all_sharing' }]);
    const kept = contentOf('DECLARATIVE_POLICY_EC2', { declarativeControls: [DeclarativeControl.publicSnapshots(SnapshotSharing.BLOCK_NEW)] });
    expect(effectivePolicy(kept)).toEqual({ ec2_attributes: { snapshot_block_public_access: { state: 'block_new_sharing' } } });
  });

  test('has no serial console', () => expect(ec2Policy.serial_console_access).toEqual({ status: 'disabled' }));

  test('is not reached from the internet, except where it may make an exception', () => {
    expect(ec2Policy.vpc_block_public_access).toEqual({ internet_gateway_block: { mode: 'block_ingress', exclusions_allowed: 'enabled' } });
    const closed = contentOf('DECLARATIVE_POLICY_EC2', { declarativeControls: [DeclarativeControl.vpcPublicAccess(VpcPublicAccessBlock.BIDIRECTIONAL, false)] });
    expect(effectivePolicy(closed).ec2_attributes.vpc_block_public_access.internet_gateway_block).toEqual({ mode: 'block_bidirectional', exclusions_allowed: 'disabled' });
  });

  test('launches only allowed images, or is told which are not', () => {
    const criteria = { criteria_1: { allowed_image_providers: ['amazon', '111122223333'] } };
    expect(ec2Policy.allowed_images_settings).toEqual({ state: 'enabled', image_criteria: criteria });
    const audit = contentOf('DECLARATIVE_POLICY_EC2', { declarativeControls: [DeclarativeControl.allowedImages(['amazon'], true)] });
    expect(effectivePolicy(audit).ec2_attributes.allowed_images_settings.state).toBe('audit_mode');
  });

  test('reads where to ask for an exception', () => expect(ec2Policy.exception_message).toBe(SHOP));

  test('has nothing public in S3', () => {
    expect(effectivePolicy(contentOf('S3_POLICY', { declarativeControls: DECLARATIVE }))).toEqual({ s3_attributes: { public_access_block_configuration: 'all' } });
  });

  test('gives no AI service its content, whatever it is called', () => {
    expect(effectivePolicy(contentOf('AISERVICES_OPT_OUT_POLICY', { declarativeControls: DECLARATIVE }))).toEqual({ services: { default: { opt_out_policy: 'optOut' } } });
  });

  test('of a unit with a policy of its own gets that, and the rest from above', () => {
    const above = contentOf('DECLARATIVE_POLICY_EC2', { declarativeControls: DECLARATIVE });
    const own = contentOf('DECLARATIVE_POLICY_EC2', { declarativeControls: [DeclarativeControl.instanceMetadata(1)] });
    expect(effectivePolicy(above, own).ec2_attributes).toEqual({ ...ec2Policy, instance_metadata_defaults: { http_tokens: 'required', http_put_response_hop_limit: '1' } });
  });
});

describe('a detection service', () => {
  const REGIONS = ['us-east-1', 'eu-central-1', 'xx-future-1'];
  const securityHub = (props: Parameters<typeof DetectionControl.securityHub>[0]) => effectivePolicy(contentOf('SECURITYHUB_POLICY', { detectionControls: [DetectionControl.securityHub(props)] })).securityhub;
  const inspector = (props: Parameters<typeof DetectionControl.inspector>[0]) => effectivePolicy(contentOf('INSPECTOR_POLICY', { detectionControls: [DetectionControl.inspector(props)] })).inspector.enablement;
  const guardDuty = (...detectionControls: DetectionControl[]) => effectivePolicy(contentOf('GUARDDUTY_POLICY', { detectionControls }));

  test('is on in every region, future ones included', () => {
    expect(regionsOn(securityHub({}), REGIONS)).toEqual(REGIONS);
    expect(Object.values<any>(inspector({})).map((scan) => regionsOn(scan, REGIONS))).toEqual([REGIONS, REGIONS, REGIONS]);
    expect(REGIONS.map((region) => guardDutyIn(guardDuty(DetectionControl.guardDuty()), region))).toEqual(REGIONS.map(() => ({ foundational: 'enabled' })));
  });

  test('is on in the regions that are given, and off in those that are excluded', () => {
    expect(regionsOn(securityHub({ regions: ['eu-central-1'] }), REGIONS)).toEqual(['eu-central-1']);
    expect(regionsOn(securityHub({ disabledRegions: ['us-east-1'] }), REGIONS)).toEqual(['eu-central-1', 'xx-future-1']);
    expect(regionsOn(inspector({ regions: ['eu-central-1'], disabledRegions: ['us-east-1'] }).ec2_scanning, REGIONS)).toEqual(['eu-central-1']);
    const policy = guardDuty(DetectionControl.guardDuty({ regions: ['eu-central-1'], disabledRegions: ['us-east-1'] }));
    expect(REGIONS.map((region) => guardDutyIn(policy, region))).toEqual([{ foundational: 'disabled' }, { foundational: 'enabled' }, {}]);
  });

  test('has both lists of regions, which AWS requires, for each scan', () => {
    const scans = inspector({ scans: [InspectorScan.LAMBDA, InspectorScan.LAMBDA_CODE] });
    expect(scans).toEqual({
      lambda_standard_scanning: {
        enable_in_regions: ['ALL_SUPPORTED'], disable_in_regions: [], lambda_code_scanning: { enable_in_regions: ['ALL_SUPPORTED'], disable_in_regions: [] },
      },
    });
  });

  test('scans instances, images and functions by default', () => expect(Object.keys(inspector({}))).toEqual(['ec2_scanning', 'ecr_scanning', 'lambda_standard_scanning']));

  test('of threats has the features that are given, each beside the foundation', () => {
    const policy = guardDuty(DetectionControl.guardDuty({ features: Object.values(GuardDutyFeature) }));
    expect(Object.entries(guardDutyIn(policy, 'us-east-1'))).toEqual(['foundational', ...Object.values(GuardDutyFeature)].map((feature) => [feature, 'enabled']));
  });

  test('of threats has what a second control says in its regions, in place of what the first one says', () => {
    const policy = guardDuty(DetectionControl.guardDuty({ features: [GuardDutyFeature.S3] }), DetectionControl.guardDuty({ regions: ['us-east-1'], features: [GuardDutyFeature.RDS_LOGINS] }));
    expect(guardDutyIn(policy, 'eu-central-1')).toEqual({ foundational: 'enabled', s3_data_events: 'enabled' });
    expect(guardDutyIn(policy, 'us-east-1')).toEqual({ foundational: 'enabled', rds_login_events: 'enabled' });
  });
});

test('a landing zone keeps a place for its own EC2 policy, and no other policy is made for it', () => {
  const declarativeControls = [DeclarativeControl.publicImages(), DeclarativeControl.aiServices()];
  const made = (landingZone: LandingZone) => guardrails({ landingZone, declarativeControls, detectionControls: [DetectionControl.securityHub()] });
  for (const [landingZone, places] of [[LandingZone.NONE, 10], [LandingZone.CONTROL_TOWER, 9], [LandingZone.LANDING_ZONE_ACCELERATOR, 9]] as const) {
    const { Outputs, Resources } = templateOf(made(landingZone));
    expect(Object.values<any>(Outputs)[0].Value).toMatch(new RegExp(`EC2 policy: \\d+ of 10000 characters, 1 of ${places} places; .* 1 of 5 places; .* 1 of 10 places$`));
    expect(Object.values<any>(Resources).map(({ Properties }) => Properties.Type)).toEqual(['DECLARATIVE_POLICY_EC2', 'AISERVICES_OPT_OUT_POLICY', 'SECURITYHUB_POLICY']);
  }
});

test('the management account may be a target, since these policies hold for it', () => {
  const stack = stackIn(new App(), { env: { account: '111122223333' } });
  expect(policiesOf(guardrails({ targets: ['111122223333'], declarativeControls: [DeclarativeControl.publicImages()] }, stack))).toHaveLength(1);
});

test('values, regions and targets may be tokens', () => {
  const stack = stackIn();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const number = new CfnParameter(stack, 'Hops', { type: 'Number' }).valueAsNumber;
  const made = guardrails({
    targets: [text],
    declarativeControls: [DeclarativeControl.instanceMetadata(number), DeclarativeControl.allowedImages([text]), DeclarativeControl.errorMessage(text), DeclarativeControl.of({ name: 'own', content: { services: { lex: { opt_out_policy: { '@@assign': text } } } } })],
    detectionControls: [DetectionControl.securityHub({ regions: [text] })],
  }, stack);
  const [compute, services, hub] = policiesOf(made);
  expect(compute.TargetIds).toEqual([{ Ref: 'Text' }]);
  expect(compute.Content.ec2_attributes.instance_metadata_defaults.http_put_response_hop_limit).toEqual({ '@@assign': { Ref: 'Hops' } });
  expect(services.Content.services.lex.opt_out_policy).toEqual({ '@@assign': { Ref: 'Text' } });
  expect(hub.Content.securityhub.enable_in_regions).toEqual({ '@@assign': [{ Ref: 'Text' }] });
});

test('settings of one\'s own join those of the library, with what policies below may change', () => {
  const none = { '@@operators_allowed_for_child_policies': ['@@none'] };
  const own = DeclarativeControl.of({ name: 'encryption', content: { ec2_attributes: { ...none, vpc_encryption_control: { mode: { '@@assign': 'monitor' } } } } });
  expect(contentOf('DECLARATIVE_POLICY_EC2', { declarativeControls: [DeclarativeControl.serialConsole(), own] })).toEqual({
    ec2_attributes: { serial_console_access: { status: { '@@assign': 'disabled' } }, ...none, vpc_encryption_control: { mode: { '@@assign': 'monitor' } } },
  });
});

describe('a roll-out that hardens the same accounts', () => {
  const beside = (declarativeControls: DeclarativeControl[], props: Partial<BaselineRollOutProps>, targets = [UNIT]) => () => {
    const stack = stackIn();
    guardrails({ targets, declarativeControls }, stack);
    rollOut(stack, props);
    (stack.node.root as App).synth();
  };
  const ALL = { baseline: { accountHardening: AccountHardening.ALL } };

  test('counts as done where the policies are as strict', () => {
    const strict = [DeclarativeControl.instanceMetadata(), DeclarativeControl.publicImages(), DeclarativeControl.s3PublicAccess()];
    expect(beside(strict, ALL)).not.toThrow();
    expect(beside([DeclarativeControl.instanceMetadata(1)], { everyRegion: { regions: ['eu-central-1'], hardening: {} } })).not.toThrow();
  });

  test('passes where it leaves the setting to the policy, or reaches other accounts', () => {
    expect(beside([DeclarativeControl.publicSnapshots()], { baseline: { accountHardening: { snapshotPublicAccessBlock: false } } })).not.toThrow();
    expect(beside([DeclarativeControl.publicSnapshots()], ALL, ['ou-abcd-99998888'])).not.toThrow();
    expect(beside([DeclarativeControl.publicSnapshots()], {})).not.toThrow();
  });

  test('that is refused leaves the region of the roll-out to everyRegion', () => {
    const everyRegion = { regions: ['eu-central-1'], hardening: { snapshotPublicAccessBlock: false } };
    expect(beside([DeclarativeControl.publicSnapshots()], { ...ALL, everyRegion })).not.toThrow();
    expect(beside([DeclarativeControl.publicSnapshots()], { ...ALL, everyRegion: { ...everyRegion, regions: ['us-east-1'] } })).toThrow(/RollOut \(baseline.accountHardening.snapshotPublicAccessBlock\) sets it/);
  });
});

describe('a construct of the app in an account of the targets', () => {
  const inAccount = (targets: string[], make: (stack: Stack) => unknown) => () => {
    const app = new App();
    const declarativeControls = [DeclarativeControl.publicSnapshots(), DeclarativeControl.vpcPublicAccess(VpcPublicAccessBlock.INGRESS)];
    guardrails({ targets, declarativeControls }, stackIn(app));
    make(new Stack(app, 'Member', { env: { account: '444455556666', region: 'eu-central-1' } }));
    app.synth();
  };
  test('does not set what a policy of the account or of the root manages', () => {
    expect(inAccount(['444455556666'], (stack) => new AccountHardening(stack, 'Hardening'))).toThrow(/`declarativeControls` 'ec2_attributes.snapshot_block_public_access.state': Member\/Hardening\/SnapshotPublicAccessBlock sets it/);
    expect(inAccount(['r-abcd'], (stack) => new ec2.CfnVPCBlockPublicAccessOptions(stack, 'Block', { internetGatewayBlockMode: 'block-ingress' }))).toThrow(/internet_gateway_block.mode': Member\/Block sets it/);
  });
  test('passes in accounts of other targets', () => {
    expect(inAccount([UNIT], (stack) => new AccountHardening(stack, 'Hardening'))).not.toThrow();
  });
});

describe('of cdk-nag', () => {
  testRulePacks(() => {
    const stack = stackIn();
    guardrails({ declarativeControls: DECLARATIVE, detectionControls: DETECTION }, stack);
    return stack;
  });
});
