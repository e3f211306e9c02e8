import { App, Stack } from 'aws-cdk-lib';
import { decisionOfPowerUser } from '../../proof/engine/power-user';
import { LoadedTemplate, loadTemplate } from '../../proof/engine/template';
import { AccountHardening, SecureAccountBaseline } from '../../src';

const SSM_SETTING = 'arn:aws:ssm:eu-west-1:123456789012:servicesetting/ssm/documents/console/public-sharing-permission';
const CHANGES: [action: string, resource: string][] = [
  ['s3:PutAccountPublicAccessBlock', '*'],
  ['ec2:DisableEbsEncryptionByDefault', '*'],
  ['ec2:ModifyInstanceMetadataDefaults', '*'],
  ['ec2:DisableImageBlockPublicAccess', '*'],
  ['ec2:EnableSnapshotBlockPublicAccess', '*'],
  ['ec2:DisableSnapshotBlockPublicAccess', '*'],
  ['ssm:UpdateServiceSetting', SSM_SETTING],
  ['ssm:ResetServiceSetting', SSM_SETTING],
];

function account(hardening: boolean): LoadedTemplate {
  const stack = new Stack(new App(), 'Baseline');
  new SecureAccountBaseline(stack, 'Baseline', { accountHardening: hardening ? AccountHardening.ALL : undefined });
  return loadTemplate(stack);
}
const [hardened, plain] = [account(true), account(false)];

test.each(CHANGES)('a power user cannot undo the hardening by %s', async (action, resource) => {
  expect(await decisionOfPowerUser(hardened, action, resource)).toBe('Denied');
});

test.each(CHANGES)('without the hardening %s is not the guardrail\'s concern', async (action, resource) => {
  expect(await decisionOfPowerUser(plain, action, resource)).toBe('Allowed');
});

test.each([
  ['s3:GetAccountPublicAccessBlock', '*'], ['ec2:GetInstanceMetadataDefaults', '*'], ['ssm:GetServiceSetting', SSM_SETTING],
  ['ssm:UpdateServiceSetting', 'arn:aws:ssm:eu-west-1:123456789012:servicesetting/ssm/parameter-store/default-parameter-tier'],
])('%s on %s stays allowed', async (action, resource) => {
  expect(await decisionOfPowerUser(hardened, action, resource)).toBe('Allowed');
});
