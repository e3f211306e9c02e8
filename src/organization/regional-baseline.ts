import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { EveryRegionOptions } from './every-region-options';
import { AccountHardening, AccountHardeningProps } from '../account/account-hardening';
import { REGIONAL_HARDENING_KEYS } from '../account/account-setting-keys';
import { RegionalHardeningOptions } from '../account/regional-hardening-options';
import { settingRemovalPolicy } from '../account/setting-removal-policy';
import { SecureAccountBaselineProps } from '../baseline/secure-account-baseline-props';
import { Guardrail } from '../permissions/guardrail';
import { actionsOf, deny } from '../permissions/policies/deny';
import { guardrailIn } from '../permissions/stack-guardrail';
import { invalid } from '../private/errors';
import { flag, requireKnownKeys } from '../private/known-keys';
import { inProperty } from '../private/written-properties';
import { ExternalAccessAnalyzer } from '../watch/external-access/external-access-analyzer';

/** Creates in a stack what a region has of its own. Nothing of it has a name in IAM, which all regions share. */
export function createRegional(stack: Stack, options: EveryRegionOptions, baseline: SecureAccountBaselineProps): void {
  const { hardening, externalAccess, vpcPublicAccessBlock } = options;
  const { onExisting, settingsRemovalPolicy } = baseline;
  if (hardening) {
    inProperty('hardening', () => {
      requireKnownKeys(hardening, REGIONAL_HARDENING_KEYS);
      return new AccountHardening(stack, 'Hardening', { ...hardening, s3PublicAccessBlock: false, onExisting, removalPolicy: settingsRemovalPolicy });
    });
  }
  if (externalAccess) new ExternalAccessAnalyzer(stack, 'ExternalAccess');
  if (vpcPublicAccessBlock) {
    const block = new ec2.CfnVPCBlockPublicAccessOptions(stack, 'VpcPublicAccessBlock', { internetGatewayBlockMode: vpcPublicAccessBlock });
    block.applyRemovalPolicy(settingRemovalPolicy(settingsRemovalPolicy));
  }
}

/** The hardening of an account whose home region gets its regional settings from `everyRegion`. */
export function withoutRegional(hardening: AccountHardeningProps): AccountHardeningProps {
  for (const key of Object.keys(REGIONAL_HARDENING_KEYS) as (keyof RegionalHardeningOptions)[]) {
    if (hardening[key] === undefined) continue;
    throw invalid(key, hardening[key], `everyRegion.hardening sets it in the region of the roll-out too. Move it to everyRegion.hardening.${key}`);
  }
  const off = Object.keys(REGIONAL_HARDENING_KEYS).filter((key) => REGIONAL_HARDENING_KEYS[key as keyof RegionalHardeningOptions] === flag);
  return { ...hardening, ...Object.fromEntries(off.map((key) => [key, false])) };
}

/** Keeps the job functions of a stack from lifting the block of VPCs and from excluding one. Guardrails without the block do not pay for it. */
export function protectVpcPublicAccessBlock(stack: Stack): void {
  const guardrail = guardrailIn(stack);
  if (guardrail instanceof Guardrail) guardrail.addStatements(deny('VpcBlock', { actions: actionsOf('ec2', ['*teVpcB*', 'M*VpcB*']), resources: ['*'] }));
}
