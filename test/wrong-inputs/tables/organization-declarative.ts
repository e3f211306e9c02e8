import { App, Lazy, Stack } from 'aws-cdk-lib';
import * as lib from '../../../src';
import { refused, refusedAlone, untyped, wrong, Write, WrongInput } from '../wrong-input';

const { AccountHardening, DeclarativeControl, DetectionControl, GuardDutyFeature, InspectorScan, LandingZone } = lib;
const { RollOutTarget, ServiceControl, SnapshotSharing, VpcPublicAccessBlock } = lib;
const UNIT = 'ou-abcd-11112222';
const guardrails = (props: object): Write => wrong(lib.OrganizationGuardrails, { targets: [UNIT], ...props });
const own = (content: object, name = 'own') => DeclarativeControl.of({ name, content });
const ofEc2 = (attributes: object, name = 'own') => own({ ec2_attributes: attributes }, name);
const detection = (content: object) => DetectionControl.of({ name: 'own', content });
const assigned = (value: unknown) => ({ '@@assign': value });
const state = (value: string) => ({ state: assigned(value) });
const named = (...props: object[]): Write => (stack) => props.forEach((each, index) => (
  new lib.OrganizationGuardrails(stack, `Number${index + 1}`, untyped({ targets: [UNIT], policyName: `account-baseline-${index + 1}`, ...each }))
));
const beside = (control: lib.DeclarativeControl, rollOut: object): Write => (stack) => {
  new lib.OrganizationGuardrails(stack, 'Guardrails', { targets: [UNIT], declarativeControls: [control] });
  new lib.BaselineRollOut(stack, 'RollOut', untyped({ targets: [RollOutTarget.unit(UNIT)], region: 'eu-central-1', ...rollOut }));
};
const HARDENED = { baseline: { accountHardening: AccountHardening.ALL } };
const everyRegion = (options: object) => ({ everyRegion: { regions: ['us-east-1'], ...options } });
const optOuts = (length: number) => Object.fromEntries(Array.from({ length }, (_, index) => [`service${index}`, { opt_out_policy: assigned('optOut') }]));

/** The declarative and detection policies of an organization. */
export const ORGANIZATION_DECLARATIVE: WrongInput[] = [
  ['something else than a declarative control', guardrails({ declarativeControls: [ServiceControl.purchases()] }), refused('declarativeControls', '["ServiceControl"]', 'its entry 0 must be a DeclarativeControl')],
  ['something else than a detection control', guardrails({ detectionControls: [DeclarativeControl.aiServices()] }), refused('detectionControls', '["DeclarativeControl"]', 'its entry 0 must be a DetectionControl')],
  ['a declarative control twice', guardrails({ declarativeControls: [DeclarativeControl.publicImages(), DeclarativeControl.publicImages()] }), refused('declarativeControls[1]', "'publicImages'", 'listed twice')],
  ['a detection control twice', guardrails({ detectionControls: [DetectionControl.guardDuty(), DetectionControl.guardDuty({ features: [GuardDutyFeature.S3] })] }), refused('detectionControls[1]', "'guardDuty'", 'listed twice')],
  ['two declarative controls that contradict', guardrails({ declarativeControls: [DeclarativeControl.publicImages(), ofEc2({ image_block_public_access: state('unblocked') })] }), refused('declarativeControls[1]', "'ec2_attributes.image_block_public_access.state'", '{"@@assign":"block_new_sharing"}, which contradicts {"@@assign":"unblocked"}', 'declarative-policy-conflict')],
  ['two declarative controls that set the same', guardrails({ declarativeControls: [DeclarativeControl.publicImages(), ofEc2({ image_block_public_access: state('block_new_sharing') })] }), refused('declarativeControls[1]', "'ec2_attributes.image_block_public_access.state'", 'publicImages sets it to the same value', 'declarative-policy-conflict')],
  ['two detection controls for one region', guardrails({ detectionControls: [DetectionControl.guardDuty({ regions: ['us-east-1'] }), DetectionControl.guardDuty({ disabledRegions: ['us-east-1'] })] }), refused('detectionControls[1]', "'guardduty.enablement.us-east-1.foundational.status'", 'which contradicts', 'declarative-policy-conflict')],
  ['two guardrails with one declarative setting on one target', named({ declarativeControls: [DeclarativeControl.publicImages()] }, { declarativeControls: [ofEc2({ image_block_public_access: state('unblocked') })] }), refused('declarativeControls', "'ec2_attributes.image_block_public_access.state'", `Number1 sets it for ${UNIT} already`, 'declarative-policy-conflict')],
  ['more policies of a type than a target has places for', named(...Array.from({ length: 6 }, (_, index) => ({ declarativeControls: [own({ services: { [`service${index}`]: { opt_out_policy: assigned('optOut') } } })] }))), refused('declarativeControls', "'6 policies'", 'has room for 5')],
  ['a declarative policy over its size', guardrails({ declarativeControls: [own({ services: optOuts(50) })] }), refused('declarativeControls', /'\d+ characters'/, 'of up to 2500')],
  ['a message without a control that refuses something', guardrails({ declarativeControls: [DeclarativeControl.errorMessage('ask us'), DeclarativeControl.aiServices()] }), refused('declarativeControls', "'errorMessage'", 'there is none')],
  ['an empty message', () => DeclarativeControl.errorMessage(' '), refusedAlone('message', "' '", 'it must be text')],
  ['a hop limit of 0', () => DeclarativeControl.instanceMetadata(0), refusedAlone('hopLimit', '0', 'a whole number from 1 to 64')],
  ['a block of snapshots that does not exist', () => DeclarativeControl.publicSnapshots(untyped('unblocked')), refusedAlone('sharing', "'unblocked'", Object.values(SnapshotSharing).join(', '))],
  ['a block of VPCs that does not exist', () => DeclarativeControl.vpcPublicAccess(untyped('off')), refusedAlone('block', "'off'", Object.values(VpcPublicAccessBlock).join(', '))],
  ['exclusions that are no flag', () => DeclarativeControl.vpcPublicAccess(VpcPublicAccessBlock.INGRESS, untyped('disabled')), refusedAlone('exclusionsAllowed', "'disabled'", 'true or false')],
  ['no provider of images', () => DeclarativeControl.allowedImages([]), refusedAlone('providers', '[]', 'it is empty')],
  ['a provider of images with a hyphen', () => DeclarativeControl.allowedImages(['aws-marketplace']), refusedAlone('providers[0]', "'aws-marketplace'", 'aws_marketplace')],
  ['a provider of images twice', () => DeclarativeControl.allowedImages(['amazon', 'amazon']), refusedAlone('providers[1]', "'amazon'", 'listed twice')],
  ['a content of no type', () => own({ backup: assigned('x') }), refusedAlone('content', '["backup"]', 'ec2_attributes, s3_attributes, services')],
  ['a content of two types', () => own({ ec2_attributes: { a: assigned(1) }, s3_attributes: { b: assigned(2) } }), refusedAlone('content', '["ec2_attributes","s3_attributes"]', 'it must have one key')],
  ['a content of a detection service as a declarative control', () => own({ guardduty: { enablement: assigned({}) } }), refusedAlone('content', '["guardduty"]', 'it must have one key')],
  ['a content that is a token', () => own(untyped(Lazy.any({ produce: () => ({}) }))), refusedAlone('content', /.+/, 'must be known at synth')],
  ['a value without an operator', () => ofEc2({ serial_console_access: { status: 'disabled' } }), refusedAlone('content.ec2_attributes.serial_console_access.status', "'disabled'", 'below an inheritance operator')],
  ['an operator that does not exist', () => ofEc2({ serial_console_access: { status: { '@@set': 'disabled' } } }), refusedAlone('content.ec2_attributes.serial_console_access.status.@@set', "'disabled'", '@@assign, @@append, @@remove')],
  ['an operator without a value', () => ofEc2({ serial_console_access: { status: assigned(undefined) } }), refusedAlone('content.ec2_attributes.serial_console_access.status.@@assign', 'undefined', 'it has no value')],
  ['a content that sets nothing', () => ofEc2({ serial_console_access: {} }), refusedAlone('content.ec2_attributes.serial_console_access', '{}', 'it sets nothing')],
  ['a name of settings in words', () => own({ services: optOuts(1) }, 'my own'), refusedAlone('name', "'my own'", 'letters and digits')],
  ['a region of Security Hub by its name', () => DetectionControl.securityHub({ regions: ['Frankfurt'] }), refusedAlone('regions[0]', "'Frankfurt'", 'such as eu-central-1')],
  ['Security Hub in no region', () => DetectionControl.securityHub({ regions: [] }), refusedAlone('regions', '[]', 'it is empty')],
  ['a region of Inspector twice', () => DetectionControl.inspector({ regions: ['us-east-1', 'us-east-1'] }), refusedAlone('regions[1]', "'us-east-1'", 'listed twice')],
  ['a region that is both on and off', () => DetectionControl.guardDuty({ regions: ['eu-west-1', 'us-east-1'], disabledRegions: ['us-east-1'] }), refusedAlone('disabledRegions[0]', "'us-east-1'", 'the service is on')],
  ['a region of GuardDuty that only the deployment knows', () => DetectionControl.guardDuty({ regions: [Lazy.string({ produce: () => 'us-east-1' })] }), refusedAlone('regions', /.+/, 'must be known at synth')],
  ['a feature of GuardDuty that does not exist', () => DetectionControl.guardDuty({ features: [untyped('s3_data_event')] }), refusedAlone('features', '["s3_data_event"]', 'its entry 0 must be one of')],
  ['a feature of GuardDuty twice', () => DetectionControl.guardDuty({ features: [GuardDutyFeature.S3, GuardDutyFeature.S3] }), refusedAlone('features[1]', "'s3_data_events'", 'listed twice')],
  ['a misspelled property of GuardDuty', () => DetectionControl.guardDuty(untyped({ feature: [] })), refusedAlone('feature', '[]', 'the nearest is features')],
  ['Inspector without a scan', () => DetectionControl.inspector({ scans: [] }), refusedAlone('scans', '[]', 'it is empty')],
  ['code of functions that are not scanned', () => DetectionControl.inspector({ scans: [InspectorScan.LAMBDA_CODE] }), refusedAlone('scans', '["lambda_code_scanning"]', 'a part of lambda_standard_scanning')],
  ['a feature of GuardDuty without the foundation', () => detection({ guardduty: { enablement: { default: { s3_data_events: { status: assigned('enabled') } } } } }), refusedAlone('content.guardduty.enablement.default', "'s3_data_events'", 'only beside foundational')],
  ['a block of S3 beside Landing Zone Accelerator', guardrails({ landingZone: LandingZone.LANDING_ZONE_ACCELERATOR, declarativeControls: [DeclarativeControl.s3PublicAccess()] }), refused('declarativeControls[0]', "'s3PublicAccess'", 's3PublicAccessBlock of its security-config.yaml')],
  ['GuardDuty beside Landing Zone Accelerator', guardrails({ landingZone: LandingZone.LANDING_ZONE_ACCELERATOR, detectionControls: [DetectionControl.guardDuty()] }), refused('detectionControls[0]', "'guardDuty'", 'centralSecurityServices')],
  ['the management account under declarative and other controls', (_, app: App) => guardrails({ targets: ['111122223333'], declarativeControls: [DeclarativeControl.publicImages()], serviceControls: [ServiceControl.purchases()] })(new Stack(app, 'Management', { env: { account: '111122223333' } }), app), refused('targets[0]', "'111122223333'", 'no service control or resource control policy limits', 'management-account-not-limited')],
  ['a roll-out that blocks snapshots where a policy does', beside(DeclarativeControl.publicSnapshots(), HARDENED), refused('declarativeControls', "'ec2_attributes.snapshot_block_public_access.state'", 'RollOut (baseline.accountHardening.snapshotPublicAccessBlock) sets it', 'declarative-policy-conflict')],
  ['a roll-out that blocks VPCs where a policy does', beside(DeclarativeControl.vpcPublicAccess(VpcPublicAccessBlock.INGRESS), everyRegion({ vpcPublicAccessBlock: VpcPublicAccessBlock.INGRESS })), refused('declarativeControls', "'ec2_attributes.vpc_block_public_access.internet_gateway_block.mode'", 'RollOut (everyRegion.vpcPublicAccessBlock) sets it', 'declarative-policy-conflict')],
  ['a policy that lets images be public where a roll-out blocks them', beside(ofEc2({ image_block_public_access: state('unblocked') }), HARDENED), refused('declarativeControls', "'ec2_attributes.image_block_public_access.state'", 'the EC2 policy assigns "unblocked"', 'declarative-policy-conflict')],
  ['a policy with more hops than those of a roll-out', beside(DeclarativeControl.instanceMetadata(3), everyRegion({ hardening: { instanceMetadataHopLimit: 2 } })), refused('declarativeControls', "'ec2_attributes.instance_metadata_defaults.http_put_response_hop_limit'", 'RollOut (everyRegion.hardening.instanceMetadataDefaults) sets it', 'declarative-policy-conflict')],
  ['a policy with IMDSv1 where a roll-out requires IMDSv2', beside(ofEc2({ instance_metadata_defaults: { http_tokens: assigned('optional') } }), HARDENED), refused('declarativeControls', "'ec2_attributes.instance_metadata_defaults.http_tokens'", 'assigns "optional"', 'declarative-policy-conflict')],
  ['a policy that unblocks S3 where a roll-out blocks it', beside(own({ s3_attributes: { public_access_block_configuration: assigned('none') } }), HARDENED), refused('declarativeControls', "'s3_attributes.public_access_block_configuration'", 'RollOut (baseline.accountHardening.s3PublicAccessBlock) sets it', 'declarative-policy-conflict')],
];
