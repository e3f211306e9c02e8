import {
  DisableImageBlockPublicAccessCommand, EC2Client, GetImageBlockPublicAccessStateCommand, GetInstanceMetadataDefaultsCommand,
} from '@aws-sdk/client-ec2';
import { App, Stack } from 'aws-cdk-lib';
import { stack as deploy } from './endpoint/clients';
import { Service } from './endpoint/organization/sdk-for-python';
import { TestOrganization } from './endpoint/organization/test-organization';
import { endpointForAll } from './started-endpoint';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { rootOf } from '../../local-endpoint/client/organization';
import {
  AccountHardening, AccountHardeningProps, CallerCredentialsSynthesizer, DeclarativeControl, DetectionControl, GuardDutyFeature, InspectorScan,
  OrganizationGuardrails, OrganizationGuardrailsProps, VpcPublicAccessBlock,
} from '../../src';

const TYPES = ['DECLARATIVE_POLICY_EC2', 'S3_POLICY', 'AISERVICES_OPT_OUT_POLICY', 'SECURITYHUB_POLICY', 'GUARDDUTY_POLICY', 'INSPECTOR_POLICY'];

let endpoint: LocalEndpoint;
let organization: TestOrganization;
let organizations: Service;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await TestOrganization.create(endpoint);
  organizations = organization.organizations;
  for (const PolicyType of TYPES) await organizations('EnablePolicyType', { RootId: organization.root, PolicyType });
});
afterAll(() => organization?.stop());

/** The resources of a stack with guardrails, by their ids. */
function resourcesOf(props: Record<string, OrganizationGuardrailsProps>): object {
  const made = new Stack(new App(), 'account-baseline-guardrails', { synthesizer: new CallerCredentialsSynthesizer() });
  for (const [name, each] of Object.entries(props)) new OrganizationGuardrails(made, name, { policyName: `account-baseline-${name}`, ...each });
  return (made.node.root as App).synth().getStackByName(made.stackName).template.Resources;
}

const refusal = (call: Promise<unknown>) => call.then(() => 'taken', ({ name, code, message }: any) => `${name} ${code} ${message}`);

const effective = async (TargetId: string) => Promise.all(TYPES.map(async (PolicyType) => (
  JSON.parse((await organizations('DescribeEffectivePolicy', { TargetId, PolicyType })).EffectivePolicy.PolicyContent)
)));

test('policies are deployed, change, reach the accounts below their targets, and go', async () => {
  const unit = await organization.unit();
  const [member, other] = [await organization.account(unit), await organization.account()];
  const everyone = {
    targets: [organization.root],
    declarativeControls: [
      DeclarativeControl.instanceMetadata(), DeclarativeControl.publicImages(), DeclarativeControl.publicSnapshots(),
      DeclarativeControl.serialConsole(), DeclarativeControl.allowedImages(['amazon', '111122223333']), DeclarativeControl.errorMessage('https://intranet.example.com'),
      DeclarativeControl.s3PublicAccess(), DeclarativeControl.aiServices(),
    ],
    detectionControls: [
      DetectionControl.securityHub({ disabledRegions: ['ap-east-1'] }),
      DetectionControl.guardDuty({ features: Object.values(GuardDutyFeature) }), DetectionControl.guardDuty({ regions: ['us-east-1'] }),
      DetectionControl.inspector({ scans: Object.values(InspectorScan) }),
    ],
  };
  const closed = {
    targets: [unit],
    declarativeControls: [DeclarativeControl.vpcPublicAccess(VpcPublicAccessBlock.INGRESS, false), DeclarativeControl.instanceMetadata(1)],
  };
  const compute = {
    instance_metadata_defaults: { http_tokens: 'required', http_put_response_hop_limit: '2' },
    image_block_public_access: { state: 'block_new_sharing' },
    snapshot_block_public_access: { state: 'block_all_sharing' },
    serial_console_access: { status: 'disabled' },
    allowed_images_settings: { state: 'enabled', image_criteria: { criteria_1: { allowed_image_providers: ['amazon', '111122223333'] } } },
    exception_message: 'https://intranet.example.com',
  };
  const everywhere = { enable_in_regions: ['ALL_SUPPORTED'], disable_in_regions: [] };
  const on = (...features: string[]) => Object.fromEntries(features.map((feature) => [feature, { status: 'enabled' }]));
  const others = [
    { s3_attributes: { public_access_block_configuration: 'all' } },
    { services: { default: { opt_out_policy: 'optOut' } } },
    { securityhub: { ...everywhere, disable_in_regions: ['ap-east-1'] } },
    { guardduty: { enablement: { 'default': on('foundational', ...Object.values(GuardDutyFeature)), 'us-east-1': on('foundational') } } },
    {
      inspector: {
        enablement: {
          ec2_scanning: everywhere,
          ecr_scanning: everywhere,
          lambda_standard_scanning: { ...everywhere, lambda_code_scanning: everywhere },
          code_repository_scanning: everywhere,
        },
      },
    },
  ];

  expect((await deploy(endpoint, 'create', 'guardrails', resourcesOf({ everyone, closed }))).reasons).toEqual([]);
  expect(await effective(other)).toEqual([{ ec2_attributes: compute }, ...others]);
  expect(await effective(member)).toEqual([{
    ec2_attributes: {
      ...compute, instance_metadata_defaults: { http_tokens: 'required', http_put_response_hop_limit: '1' }, vpc_block_public_access: { internet_gateway_block: { mode: 'block_ingress', exclusions_allowed: 'disabled' } },
    },
  }, ...others]);
  expect(await effective(endpoint.accountId)).toEqual(await effective(other));

  const opened = { ...closed, declarativeControls: [DeclarativeControl.vpcPublicAccess(VpcPublicAccessBlock.BIDIRECTIONAL)] };
  expect((await deploy(endpoint, 'update', 'guardrails', resourcesOf({ everyone, closed: opened }))).status).toBe('UPDATE_COMPLETE');
  expect((await effective(member))[0].ec2_attributes).toEqual({ ...compute, vpc_block_public_access: { internet_gateway_block: { mode: 'block_bidirectional', exclusions_allowed: 'enabled' } } });

  expect((await deploy(endpoint, 'delete', 'guardrails')).status).toBe('DELETE_COMPLETE');
  for (const PolicyType of TYPES) expect(await refusal(organizations('DescribeEffectivePolicy', { TargetId: member, PolicyType }))).toContain('EffectivePolicyNotFound');
}, 120_000);

test('a hardening counts as done where the policies are as strict, and CloudFormation cannot block snapshots that a policy blocks', async () => {
  const hardening = (props: AccountHardeningProps) => {
    const made = new Stack(new App(), 'account-baseline', { synthesizer: new CallerCredentialsSynthesizer(), env: { region: 'us-east-1' } });
    new AccountHardening(made, 'Hardening', { s3PublicAccessBlock: false, ebsDefaultEncryption: false, documentPublicSharingBlock: false, ...props });
    return (made.node.root as App).synth().getStackByName(made.stackName).template.Resources;
  };
  const message = 'ask at https://intranet.example.com';
  const declarativeControls = [
    DeclarativeControl.instanceMetadata(1), DeclarativeControl.publicImages(), DeclarativeControl.publicSnapshots(),
    DeclarativeControl.errorMessage(message),
  ];
  await deploy(endpoint, 'create', 'guardrails', resourcesOf({ everyone: { targets: [organization.root], declarativeControls } }));

  expect((await deploy(endpoint, 'create', 'hardening', hardening({ snapshotPublicAccessBlock: false }))).reasons).toEqual([]);
  const client = new EC2Client({ ...rootOf(endpoint, endpoint.accountId), region: 'us-east-1' });
  const metadata = (await client.send(new GetInstanceMetadataDefaultsCommand({}))).AccountLevel;
  expect(metadata).toEqual({ HttpTokens: 'required', HttpPutResponseHopLimit: 1, ManagedBy: 'declarative-policy' });
  const images = await client.send(new GetImageBlockPublicAccessStateCommand({}));
  expect([images.ImageBlockPublicAccessState, images.ManagedBy]).toEqual(['block-new-sharing', 'declarative-policy']);
  expect(await refusal(client.send(new DisableImageBlockPublicAccessCommand({})))).toContain(message);

  const failed = await deploy(endpoint, 'update', 'hardening', hardening({}));
  expect([failed.status, failed.reasons.join()]).toEqual(['UPDATE_ROLLBACK_COMPLETE', expect.stringContaining(message)]);
  expect((await deploy(endpoint, 'delete', 'hardening')).status).toBe('DELETE_COMPLETE');
  expect((await deploy(endpoint, 'delete', 'guardrails')).status).toBe('DELETE_COMPLETE');
}, 120_000);

const ec2 = (attributes: object) => ({ ec2_attributes: attributes });
const assigned = (value: unknown) => ({ '@@assign': value });
test.each<[string, string, object]>([
  ['an attribute that EC2 does not have', TYPES[0], ec2({ ebs_encryption: assigned('enabled') })],
  ['a value that the attribute does not take', TYPES[0], ec2({ image_block_public_access: { state: assigned('block_all_sharing') } })],
  ['a hop limit of 65', TYPES[0], ec2({ instance_metadata_defaults: { http_put_response_hop_limit: assigned('65') } })],
  ['an 11th criterion of images', TYPES[0], ec2({ allowed_images_settings: { image_criteria: { criteria_11: { allowed_image_providers: assigned(['amazon']) } } } })],
  ['a provider of images with a hyphen', TYPES[0], ec2({ allowed_images_settings: { image_criteria: { criteria_1: { allowed_image_providers: assigned(['aws-marketplace']) } } } })],
  ['a value without an operator', TYPES[0], ec2({ serial_console_access: { status: 'disabled' } })],
  ['an unknown operator for child policies', TYPES[0], ec2({ '@@operators_allowed_for_child_policies': ['@@some'], 'serial_console_access': { status: assigned('disabled') } })],
  ['the content of another type', TYPES[1], ec2({ serial_console_access: { status: assigned('disabled') } })],
  ['a part of the block of S3', TYPES[1], { s3_attributes: { public_access_block_configuration: assigned('acls') } }],
  ['an opt-out in capital letters', TYPES[2], { services: { default: { opt_out_policy: assigned('OPT_OUT') } } }],
  ['one list of regions without the other', TYPES[3], { securityhub: { enable_in_regions: assigned(['ALL_SUPPORTED']) } }],
  ['regions that are no list', TYPES[3], { securityhub: { enable_in_regions: assigned('us-east-1'), disable_in_regions: assigned([]) } }],
  ['a feature of GuardDuty without the foundation', TYPES[4], { guardduty: { enablement: { default: { s3_data_events: { status: assigned('enabled') } } } } }],
  ['GuardDuty in a region that is none', TYPES[4], { guardduty: { enablement: { Frankfurt: { foundational: { status: assigned('enabled') } } } } }],
  ['code scanning beside standard scanning', TYPES[5], { inspector: { enablement: { lambda_code_scanning: { enable_in_regions: assigned([]), disable_in_regions: assigned([]) } } } }],
])('%s is refused', async (Name, Type, content) => {
  expect(await refusal(organizations('CreatePolicy', { Name, Description: '', Type, Content: JSON.stringify(content) }))).toContain('MalformedPolicyDocument');
});
