import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as lib from '../../../src';
import { baseline, existing, refused, wrong, WrongInput } from '../wrong-input';

const { BaselinePart: Part, CredentialWatchPart, JobFunction: Job, WatchPart } = lib;
const role = () => iam.Role.fromRoleName(new Stack(), 'Role', 'Role');
const mfa = () => lib.MfaEnforcement.fromMfaEnforcementName(new Stack(), 'Mfa', 'Mfa');
const password = () => lib.PasswordPolicy.fromPasswordPolicyAttributes(new Stack(), 'Password', { minimumLength: 14 });
const watch = (props: object) => wrong(lib.AccountWatch, props);
const credentials = (props: object) => wrong(lib.CredentialWatch, props);
const trail = lib.TrailSource.ofOrganization();
const group = (props: object) => baseline({ groups: [{ jobFunction: Job.ADMINISTRATOR, ...props }] });
const ofExisting = (props: object) => baseline({ groups: [{ jobFunction: Job.BILLING, existing: existing(Job.BILLING), ...props }] });

const users = [{ userName: 'alice', jobFunctions: [Job.BILLING] }];
const OMITTED = 'omit leaves out';
const NEW_GROUP = 'it describes a new group';

/** Properties of which one would be ignored because of another one. */
export const CONTRADICTIONS: WrongInput[] = [
  ['a password policy left out and given', baseline({ omit: [Part.PASSWORD_POLICY], passwordPolicy: { minimumLength: 20 } }), refused('passwordPolicy', '{"minimumLength":20}', OMITTED)],
  ['a password policy left out and replaced', baseline({ omit: [Part.PASSWORD_POLICY], replace: { passwordPolicy: password() } }), refused('replace.passwordPolicy', /.+/, OMITTED)],
  ['a password policy replaced and given', baseline({ passwordPolicy: {}, replace: { passwordPolicy: password() } }), refused('passwordPolicy', '{}', 'replace.passwordPolicy takes the place')],
  ['MFA enforcement left out and given', baseline({ omit: [Part.MFA_ENFORCEMENT], mfaEnforcement: {} }), refused('mfaEnforcement', '{}', OMITTED)],
  ['MFA enforcement left out and replaced', baseline({ omit: [Part.MFA_ENFORCEMENT], replace: { mfaEnforcement: mfa() } }), refused('replace.mfaEnforcement', /.+/, OMITTED)],
  ['MFA enforcement replaced and given', baseline({ mfaEnforcement: {}, replace: { mfaEnforcement: mfa() } }), refused('mfaEnforcement', '{}', 'replace.mfaEnforcement takes the place')],
  ['groups left out and given', baseline({ omit: [Part.GROUPS], groups: [{ jobFunction: Job.BILLING }] }), refused('groups', /\[.*\]/, OMITTED)],
  ['groups left out, and users', baseline({ omit: [Part.GROUPS], users }), refused('users', /\[.*\]/, OMITTED)],
  ['groups left out, and MFA enforcement', baseline({ omit: [Part.GROUPS], mfaEnforcement: {} }), refused('mfaEnforcement', '{}', OMITTED)],
  ['the instance role left out and given', baseline({ omit: [Part.INSTANCE_ROLE], instanceRole: {} }), refused('instanceRole', '{}', OMITTED)],
  ['the instance role left out and replaced', baseline({ omit: [Part.INSTANCE_ROLE], replace: { instanceRole: role() } }), refused('replace.instanceRole', /.+/, OMITTED)],
  ['the instance role replaced and given', baseline({ instanceRole: {}, replace: { instanceRole: role() } }), refused('instanceRole', '{}', 'replace.instanceRole takes the place')],
  ['the support role left out and given', baseline({ omit: [Part.SUPPORT_ROLE], roles: { support: {} } }), refused('roles.support', '{}', OMITTED)],
  ['the support role left out and replaced', baseline({ omit: [Part.SUPPORT_ROLE], replace: { supportRole: role() } }), refused('replace.supportRole', /.+/, OMITTED)],
  ['the support role replaced and given', baseline({ roles: { support: {} }, replace: { supportRole: role() } }), refused('roles.support', '{}', 'replace.supportRole takes the place')],
  ['a removal policy of no setting', baseline({ omit: [Part.PASSWORD_POLICY], settingsRemovalPolicy: 'destroy' }), refused('settingsRemovalPolicy', "'destroy'", 'the baseline has no account-wide setting')],
  ['onExisting of no setting', baseline({ omit: [Part.PASSWORD_POLICY], onExisting: lib.OnExisting.ADOPT }), refused('onExisting', "'ADOPT'", 'the baseline has no account-wide setting')],
  ['one part left out twice', baseline({ omit: [Part.SUPPORT_ROLE, Part.SUPPORT_ROLE] }), refused('omit[1]', "'SUPPORT_ROLE'", 'it is listed twice')],
  ['a name for an existing group', ofExisting({ groupName: 'B' }), refused('groups[0].groupName', "'B'", NEW_GROUP)],
  ['access for an existing group', ofExisting({ access: lib.JobFunctionAccess.DIRECT }), refused('groups[0].access', "'DIRECT'", NEW_GROUP)],
  ['a role for an existing group', ofExisting({ role: role() }), refused('groups[0].role', /.+/, NEW_GROUP)],
  ['role options for an existing group', ofExisting({ roleOptions: {} }), refused('groups[0].roleOptions', '{}', NEW_GROUP)],
  ['MFA enforcement for existing groups only', baseline({ mfaEnforcement: {}, groups: [{ jobFunction: Job.BILLING, existing: existing(Job.BILLING) }] }), refused('mfaEnforcement', '{}', 'every group is an existing one')],
  ['a role and role options', group({ role: role(), roleOptions: {} }), refused('groups[0].roleOptions', '[]', 'they are for a role that the group creates')],
  ['direct access and a role', group({ access: lib.JobFunctionAccess.DIRECT, role: role() }), refused('groups[0].role', /.+/, 'carry the permissions and assume no role')],
  ['direct access and role options', group({ access: lib.JobFunctionAccess.DIRECT, roleOptions: {} }), refused('groups[0].roleOptions', '[]', 'carry the permissions and assume no role')],
  ['the security status left out and given', watch({ omit: [WatchPart.SECURITY_STATUS], securityStatus: {} }), refused('securityStatus', '{}', OMITTED)],
  ['external access left out and given', watch({ omit: [WatchPart.EXTERNAL_ACCESS], externalAccess: {} }), refused('externalAccess', '{}', OMITTED)],
  ['root activity left out and given', watch({ omit: [WatchPart.ROOT_ACTIVITY], rootActivity: {} }), refused('rootActivity', '{}', OMITTED)],
  ['identity changes left out and given', watch({ omit: [WatchPart.IDENTITY_CHANGES], identityChanges: {} }), refused('identityChanges', '{}', OMITTED)],
  ['a part of the watch left out twice', watch({ omit: [WatchPart.ROOT_ACTIVITY, WatchPart.ROOT_ACTIVITY] }), refused('omit[1]', "'ROOT_ACTIVITY'", 'it is listed twice')],
  ['a trail and a trail made here', watch({ trail, auditTrail: {} }), refused('auditTrail', '{}', 'there is a trail already')],
  ['a trail without an alert', watch({ trail, omit: [WatchPart.ROOT_ACTIVITY, WatchPart.IDENTITY_CHANGES] }), refused('trail', /.+/, 'it is for the alerts')],
  ['nothing to watch', watch({ omit: Object.values(WatchPart) }), refused('omit', /\[.*\]/, 'Keep a part, or remove the watch')],
  ['a topic and addresses', (stack, app) => watch({ topic: new sns.Topic(stack, 'Topic'), emailAddresses: ['a@example.com'] })(stack, app), refused('emailAddresses', '["a@example.com"]', 'topic has its own subscriptions')],
  ['the credential report left out and given', credentials({ omit: [CredentialWatchPart.CREDENTIAL_REPORT], credentialReport: {} }), refused('credentialReport', '{}', OMITTED)],
  ['the access advisor left out and given', credentials({ omit: [CredentialWatchPart.ACCESS_ADVISOR], accessAdvisor: {} }), refused('accessAdvisor', '{}', OMITTED)],
  ['no credential to watch', credentials({ omit: Object.values(CredentialWatchPart) }), refused('omit', /\[.*\]/, 'Keep a part, or remove the watch')],
  ['a trail without a drift guard', credentials({ trail }), refused('trail', /.+/, 'it is for driftGuard')],
];
