import { RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { BaselineRollOutProps } from './baseline-roll-out-props';
import { EveryRegionOptions } from './every-region-options';
import { RollOutCaller } from './roll-out-caller';
import { RollOutTarget } from './roll-out-target';
import { requireStackSetName } from './stack-set-name';
import { VpcPublicAccessBlock } from './vpc-public-access-block';
import { refuseGiven } from '../private/contradictions';
import { invalid, requireOnce, requireWholeNumber, unsafe } from '../private/errors';
import { flag, instanceOf, KnownKeys, listOf, mandatory, number, object, oneOf, requireKnownKeys, text } from '../private/known-keys';
import { requireAccountId } from '../private/text/organization-ids';
import { requireRegionCode } from '../private/text/region-code';
import { inProperty } from '../private/written-properties';
import { ExternalAccessZone } from '../watch/external-access/external-access-zone';

const KEYS: KnownKeys<BaselineRollOutProps> = {
  baseline: object,
  targets: mandatory(listOf(instanceOf(RollOutTarget, 'a RollOutTarget, such as RollOutTarget.unit()'))),
  region: mandatory(text),
  everyRegion: object,
  watch: object,
  failureTolerance: number,
  maxConcurrency: number,
  callAs: oneOf(RollOutCaller),
  managementAccount: text,
  removalPolicy: oneOf(RemovalPolicy),
  stackSetName: text,
};

const EVERY_REGION_KEYS: KnownKeys<EveryRegionOptions> = {
  regions: mandatory(listOf(text)), hardening: object, externalAccess: flag, vpcPublicAccessBlock: oneOf(VpcPublicAccessBlock),
};

/** "StackSets quotas", AWS CloudFormation User Guide: organizational units of an operation. */
const UNITS = 50;
/** The accounts of an organization, by "Quotas for AWS Organizations", AWS Organizations User Guide, after an increase. */
const ACCOUNTS = 10_000;

/** Refuses what is wrong about the properties before anything is created. */
export function requireRollOutProps(stack: Stack, props: BaselineRollOutProps): void {
  requireKnownKeys(props, KEYS);
  requireRegion('region', props.region);
  requireAccountId('managementAccount', props.managementAccount);
  requireTargets(props, managementAccountOf(stack, props));
  requireWholeNumber('failureTolerance', props.failureTolerance, 0, ACCOUNTS);
  requireWholeNumber('maxConcurrency', props.maxConcurrency, 1, ACCOUNTS);
  requireStackSetName(props.stackSetName);
  requireBaseline(props);
  requireEveryRegion(props.everyRegion);
  requireWatch(props);
}

/** The management account, where it is known at synth. */
export function managementAccountOf(stack: Stack, { callAs, managementAccount }: BaselineRollOutProps): string | undefined {
  if (callAs === RollOutCaller.DELEGATED_ADMINISTRATOR) return managementAccount;
  const known = Token.isUnresolved(stack.account) ? managementAccount : stack.account;
  if (managementAccount !== undefined && !Token.isUnresolved(managementAccount) && known !== managementAccount) {
    throw invalid('managementAccount', managementAccount, `the stack is in the account ${known}, which deploys as the management account. `
      + 'Remove the property, or set callAs to DELEGATED_ADMINISTRATOR');
  }
  return known;
}

function requireRegion(property: string, region: string): void {
  requireRegionCode(property, region);
  if (!Token.isUnresolved(region) && region.startsWith('cn-')) {
    throw invalid(property, region, 'StackSets has no trusted access to organizations in China. Deploy a SecureAccountBaselineStack to each account');
  }
}

function requireTargets({ targets, removalPolicy }: BaselineRollOutProps, managementAccount?: string): void {
  if (Token.isUnresolved(targets)) throw invalid('targets', targets, 'they must be known at synth');
  if (targets.length === 0) throw invalid('targets', targets, 'it must list at least one target');
  if (new Set(targets.map(({ _unitId }) => _unitId)).size > UNITS) {
    throw invalid('targets', `${targets.length} targets`, `StackSets takes up to ${UNITS} units. Name the unit above them, or make another roll-out`);
  }
  for (const [index, target] of targets.entries()) {
    if (managementAccount !== undefined && target._accountIds?.includes(managementAccount)) {
      throw unsafe('management-account-not-reached', `targets[${index}]`, managementAccount, 'StackSets never reaches the management account. Deploy a SecureAccountBaselineStack to it');
    }
    const other = targets.findIndex((each, at) => at < index && each._overlaps(target));
    if (other >= 0) throw unsafe('roll-out-overlap', `targets[${index}]`, target._unitId, `it reaches accounts of targets[${other}] (${targets[other]._unitId}) again. Remove one of the two`);
  }
  const listing = targets.findIndex(({ _accountIds }) => _accountIds);
  if (listing < 0) return;
  if (targets.some(({ _accountIds }) => !_accountIds)) {
    throw invalid(`targets[${listing}]`, targets[listing]._accountIds,
      'accounts by their ids have no automatic deployment, and units have: a stack set has one or the other. Make another roll-out for the accounts');
  }
  refuseGiven({ removalPolicy }, 'it is for accounts that leave a unit, and the targets are accounts by their ids. Remove it');
}

function requireBaseline({ baseline = {}, targets }: BaselineRollOutProps): void {
  const { accountAlias, replace } = baseline;
  const isOneAccount = targets.length === 1 && targets[0]._accountIds?.length === 1;
  if (!isOneAccount) {
    refuseGiven({ 'baseline.accountAlias': accountAlias }, 'an alias belongs to one account, and the targets are many. Remove it, and give an AccountAlias to the account itself');
  }
  refuseGiven({ 'baseline.replace': replace }, 'constructs of this app stay in its own account. Remove it');
}

function requireEveryRegion(everyRegion: EveryRegionOptions | undefined): void {
  if (!everyRegion) return;
  inProperty('everyRegion', () => {
    requireKnownKeys(everyRegion, EVERY_REGION_KEYS);
    const { regions, hardening, externalAccess, vpcPublicAccessBlock } = everyRegion;
    if (regions.length === 0) throw invalid('regions', regions, 'it must list at least one region');
    regions.forEach((region, index) => requireRegion(`regions[${index}]`, region));
    requireOnce('regions', regions);
    if (hardening || externalAccess || vpcPublicAccessBlock) return;
    throw invalid('hardening', hardening, 'nothing is set in the regions. Pass {} for all settings, set externalAccess or vpcPublicAccessBlock, or remove everyRegion');
  });
}

function requireWatch({ watch, everyRegion, region: home }: BaselineRollOutProps): void {
  if (!watch) return;
  const { region = home, externalAccess, auditTrail } = watch;
  requireRegion('watch.region', region);
  if (everyRegion?.externalAccess && everyRegion.regions.includes(region)) {
    refuseGiven({ 'watch.externalAccess': externalAccess }, 'everyRegion makes the analyzer of this region. Remove one of the two');
  }
  if (auditTrail?.organizationId !== undefined) {
    throw invalid('watch.auditTrail.organizationId', auditTrail.organizationId, 'only the management account has the trail of its organization. Make it in the stack of that account');
  }
  if (everyRegion?.externalAccess) {
    refuseGiven({ 'watch.externalAccess.regions': externalAccess?.regions }, 'everyRegion makes the analyzers of its regions. Remove one of the two');
  }
  if (externalAccess?.zone === ExternalAccessZone.ORGANIZATION) {
    throw invalid('watch.externalAccess.zone', externalAccess.zone, 'a member account has an analyzer of itself. Make that of the organization in the stack of the management account');
  }
}
