import { ofRole, ofUser, servicesOf } from './contexts';
import { BASELINE_TYPES, deploymentNeeds } from './deployment';
import { Actor, inGlobalRegion, inRegion, Need, NO_RESOURCE } from './need';
import { NAME_PREFIX } from '../../../private/baseline-names';
import { BASELINE_PATH } from '../../../private/iam-names';
import { LandingZone } from '../../landing-zone';
import { RollOutCaller } from '../../roll-out-caller';
import { ACCELERATOR, CONTROL_TOWER, FUNCTIONS, STACK_SETS } from '../statements/principals';

/** What decides who must stay able to do what. */
export interface Circumstances {
  readonly deployers: readonly string[];
  readonly breakGlassRoles: readonly string[];
  readonly landingZone: LandingZone;
  readonly callAs?: RollOutCaller;
  readonly organizationId?: string;
  /** The types of the resources that roll-outs of the app put into the accounts, if there are roll-outs. */
  readonly resourceTypes: readonly string[];
  /** Whether they set more in the accounts than the baseline without properties. */
  readonly hardens: boolean;
}

const actions = (service: string, ...names: string[]): string[] => names.map((name) => `${service}:${name}`);
const identity = (kind: string, name: string) => `arn:aws:iam::*:${kind}${BASELINE_PATH}${name}`;

const SETTINGS: Need[] = [
  inGlobalRegion(actions('iam', 'CreateAccountAlias', 'DeleteAccountAlias', 'DeleteAccountPasswordPolicy', 'GetAccountPasswordPolicy', 'ListAccountAliases', 'UpdateAccountPasswordPolicy'), NO_RESOURCE),
  inRegion(actions('ssm', 'DeleteParameter', 'GetParameter', 'PutParameter'), `arn:aws:ssm:*:*:parameter${BASELINE_PATH}settings/x`),
  inRegion(actions('logs', 'CreateLogStream', 'PutLogEvents'), `arn:aws:logs:*:*:log-group:${NAME_PREFIX}account-settings:*`),
];

const HARDENING: Need[] = [
  inRegion(actions('ec2', 'DisableEbsEncryptionByDefault', 'EnableEbsEncryptionByDefault', 'EnableImageBlockPublicAccess', 'ModifyInstanceMetadataDefaults'), NO_RESOURCE),
  inRegion(actions('s3', 'GetAccountPublicAccessBlock', 'PutAccountPublicAccessBlock'), NO_RESOURCE),
];

const CONTROL_TOWER_NEEDS: Need[] = [
  inGlobalRegion(actions('iam', 'AttachRolePolicy', 'CreateRole', 'DeleteRole', 'DetachRolePolicy', 'PassRole', 'PutRolePolicy'), 'arn:aws:iam::*:role/aws-controltower-x'),
  inRegion(actions('cloudformation', 'CreateStack', 'DeleteStack', 'UpdateStack'), 'arn:aws:cloudformation:*:*:stack/StackSet-AWSControlTower-x/y'),
  inRegion(actions('config', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel', 'PutConfigurationRecorder', 'PutDeliveryChannel', 'StartConfigurationRecorder', 'StopConfigurationRecorder'), NO_RESOURCE),
  inRegion(actions('lambda', 'CreateFunction', 'DeleteFunction', 'UpdateFunctionCode'), 'arn:aws:lambda:*:*:function:aws-controltower-x'),
  inRegion(actions('sns', 'CreateTopic', 'DeleteTopic', 'Subscribe'), 'arn:aws:sns:*:*:aws-controltower-x'),
  inRegion(actions('events', 'DeleteRule', 'PutRule', 'PutTargets'), 'arn:aws:events:*:*:rule/aws-controltower-x'),
];

const ACCELERATOR_NEEDS: Need[] = [
  inGlobalRegion(actions('iam', 'AttachRolePolicy', 'CreateRole', 'DeleteRole', 'DetachRolePolicy', 'PassRole', 'PutRolePolicy'), 'arn:aws:iam::*:role/AWSAccelerator-x'),
  inRegion(actions('cloudformation', 'CreateChangeSet', 'CreateStack', 'DeleteStack', 'ExecuteChangeSet', 'UpdateStack'), 'arn:aws:cloudformation:*:*:stack/AWSAccelerator-x/y'),
  inRegion(actions('lambda', 'CreateFunction', 'DeleteFunction', 'InvokeFunction', 'UpdateFunctionCode'), 'arn:aws:lambda:*:*:function:AWSAccelerator-x'),
  inRegion(actions('ssm', 'GetParameter', 'PutParameter'), 'arn:aws:ssm:*:*:parameter/accelerator/x'),
];

/** What fixes an account in which all other access is lost: other identities, what runs, and what is exposed. */
const EMERGENCY: Need[] = [
  inGlobalRegion(actions('iam', 'AttachRolePolicy', 'DetachRolePolicy', 'GetRole', 'ListRoles', 'PutRolePolicy', 'UpdateAssumeRolePolicy'), 'arn:aws:iam::*:role/x'),
  inGlobalRegion(actions('iam', 'DeactivateMFADevice', 'DeleteAccessKey', 'ListUsers', 'UpdateAccessKey'), 'arn:aws:iam::*:user/x'),
  inRegion(actions('ec2', 'RevokeSecurityGroupIngress'), 'arn:aws:ec2:*:*:security-group/x'),
  inRegion(actions('ec2', 'StopInstances', 'TerminateInstances'), 'arn:aws:ec2:*:*:instance/x'),
  inRegion(actions('s3', 'DeleteBucketPolicy', 'PutBucketPolicy'), 'arn:aws:s3:::x'),
  inRegion(actions('kms', 'CancelKeyDeletion', 'PutKeyPolicy'), 'arn:aws:kms:*:*:key/x'),
  inRegion(actions('cloudtrail', 'LookupEvents'), NO_RESOURCE),
];

/** Of a delegated administrator, which the policies limit. */
const UNDO: Need[] = [
  inGlobalRegion(actions('organizations', 'AttachPolicy', 'DeletePolicy', 'DescribePolicy', 'DetachPolicy', 'ListTargetsForPolicy', 'UpdatePolicy'), 'arn:aws:organizations::*:policy/x', 'arn:aws:organizations::*:ou/x'),
  inRegion(actions('cloudformation', 'DeleteStack', 'UpdateStack'), 'arn:aws:cloudformation:*:*:stack/x/y'),
];

const ASSUME = actions('sts', 'AssumeRole');

/** The principals that the policies must not lock out. */
export function actorsOf({ deployers, breakGlassRoles, landingZone, callAs, organizationId, resourceTypes, hardens }: Circumstances): Actor[] {
  const role = (who: string, arn: string, purpose: string, needs: Need[]): Actor => ({ who: `${who} (${arn})`, purpose, context: ofRole(arn, organizationId), needs });
  const deployment = deploymentNeeds([...BASELINE_TYPES, ...resourceTypes]);
  const settings = [...SETTINGS, ...hardens ? HARDENING : []];
  const isTower = landingZone !== LandingZone.NONE;
  const isDelegated = callAs === RollOutCaller.DELEGATED_ADMINISTRATOR;
  return [
    role('the roles of StackSets', STACK_SETS, 'roll out the baseline', deployment),
    ...deployers.map((arn) => role('a deployer', arn, 'deploy the baseline', deployment)),
    ...FUNCTIONS.map((arn) => role('the function of the settings', arn, 'make settings of the account', settings)),
    ...servicesOf(organizationId).map((context) => ({ who: 'Lambda', purpose: 'run the functions of this library', isService: true, context, needs: [inRegion(ASSUME, identity('role', 'x'))] })),
    ...isTower ? [role('Control Tower', CONTROL_TOWER, 'govern the account', CONTROL_TOWER_NEEDS)] : [],
    ...landingZone === LandingZone.LANDING_ZONE_ACCELERATOR
      ? ACCELERATOR.map((arn) => role('Landing Zone Accelerator', arn, 'administer the account', ACCELERATOR_NEEDS)) : [],
    ...breakGlassRoles.map((arn) => role('emergency access', arn, 'fix the account', EMERGENCY)),
    ...breakGlassRoles.length > 0 ? [{
      who: 'users of emergency access',
      purpose: 'assume the role for emergency access',
      context: ofUser(identity('user', '*'), organizationId),
      needs: breakGlassRoles.map((arn) => inRegion(ASSUME, example(arn))),
    }] : [],
    ...isDelegated ? deployers.map((arn) => role('the role that deploys these policies', arn, 'undo them', UNDO)) : [],
  ];
}

/** One of the ARNs that a pattern of roles matches. */
function example(pattern: string): string {
  return pattern.replace(/^arn:\*:/, 'arn:aws:').replace(/(?<=role\/.*)[*?]/g, 'x');
}
