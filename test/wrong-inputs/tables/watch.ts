import { Duration, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lib from '../../../src';
import { inRegions, refused, refusedAlone, warned, wrong, WrongInput } from '../wrong-input';

const { CredentialReportAction: Action, ExternalAccessExpected: Expected, OnFinding, SecurityCheck: Check, TrailSource } = lib;

const watch = (props: object) => wrong(lib.AccountWatch, props);
const credentials = (props: object) => wrong(lib.CredentialWatch, props);
const report = (credentialReport: object, emailAddresses?: string[]) => credentials({ credentialReport, emailAddresses });
const trail = TrailSource.ofOrganization();
const { MonthlyBudget } = lib;
const spend = (props: object) => wrong(lib.SpendAlerts, { monthlyBudget: MonthlyBudget.usDollars(100), emailAddresses: ['a@example.com'], ...props });
const CHANNEL = { workspaceId: 'T01234ABCDE', channelId: 'C01234ABCDE' };
const findings = (props: object) => wrong(lib.SecurityHubFindingAlerts, { emailAddresses: ['a@example.com'], ...props });
const numbers = (length: number) => Array.from({ length }, (_, index) => index + 1);
const BUCKET = 'arn:aws:s3:::reports';

/** Both watches and their parts. */
export const WATCH: WrongInput[] = [
  ['an address without a domain', watch({ emailAddresses: ['security'] }), refused('emailAddresses', "'security'", 'it must be one email address')],
  ['one address twice', watch({ emailAddresses: ['a@example.com', 'A@example.com'] }), refused('emailAddresses', "'A@example.com'", 'each address is listed once')],
  ['two addresses in one text', credentials({ emailAddresses: ['a@example.com, b@example.com'] }), refused('emailAddresses', "'a@example.com, b@example.com'", 'it must be one email address')],
  ['two watches in one stack', (stack, app) => [new lib.AccountWatch(stack, 'First'), watch({})(stack, app)], refused('scope', "'Stack'", 'the stack already has an account watch at Stack/First')],
  ['two credential watches in one stack', (stack, app) => [new lib.CredentialWatch(stack, 'First'), credentials({})(stack, app)], refused('scope', "'Stack'", 'the stack already has a credential watch at Stack/First')],
  ['one check twice', watch({ securityStatus: { checks: [{ check: Check.ROOT_MFA, onFinding: OnFinding.FAIL }, { check: Check.ROOT_MFA, onFinding: OnFinding.WARN }] } }), refused('securityStatus.checks[1].check', "'ROOT_MFA'", 'a check is listed once')],
  ['a check that is none', watch({ securityStatus: { checks: [{ check: 'ROOT', onFinding: 'FAIL' }] } }), refused('securityStatus.checks[0].check', "'ROOT'", 'it must be one of')],
  ['a check without what to do', watch({ securityStatus: { checks: [{ check: Check.ROOT_MFA }] } }), refused('securityStatus.checks[0].onFinding', 'undefined', 'it must be given')],
  ['unused access after half a day', watch({ externalAccess: { unusedAccessAge: Duration.hours(12) } }), refused('externalAccess.unusedAccessAge', "'12 hours'", 'it must last from 1 day to 365 days')],
  ['a list for the regions of the analyzers', watch({ externalAccess: { regions: ['us-east-1'] } }), refused('externalAccess.regions', '["us-east-1"]', 'HardenedRegions.ALL_ENABLED')],
  ['analyzers in other regions than that of the stack', inRegions((stack) => new lib.ExternalAccessAnalyzer(stack, 'Wrong', { regions: lib.HardenedRegions.of('us-east-1') })), refused('regions', '["us-east-1"]', 'the region of the stack, eu-west-1, always has the setting')],
  ['access expected by no account', () => Expected.byAccount(BUCKET, '1234'), refusedAlone('accountId', "'1234'", '12 digits')],
  ['access expected by no organization', () => Expected.byOrganization(BUCKET, 'o-1'), refusedAlone('organizationId', "'o-1'", 'o- and 10 to 32')],
  ['access expected to no resource', () => Expected.byAccount('reports', '111122223333'), refusedAlone('resourceArn', "'reports'", 'ARN')],
  ['root activity without a trail', watch({ rootActivity: {} }), warned('noAuditTrail', 'trail')],
  ['identity changes without a trail', watch({ identityChanges: {} }), warned('noAuditTrail', 'trail')],
  ['a drift guard without a trail', credentials({ driftGuard: {} }), warned('noAuditTrail', 'trail')],
  ['identity changes outside of their region', (_, app) => new lib.AccountWatch(new Stack(app, 'West', { env: { region: 'eu-west-1' } }), 'Wrong', { trail }), refused('region', "'eu-west-1'", 'us-east-1', 'events-in-other-region')],
  ['a drift guard outside of its region', (_, app) => new lib.CredentialWatch(new Stack(app, 'West', { env: { region: 'eu-west-1' } }), 'Wrong', { trail, driftGuard: {} }), refused('region', "'eu-west-1'", 'us-east-1', 'events-in-other-region')],
  ['a trail that is no ARN', () => TrailSource.fromTrailArn('trail'), refusedAlone('trailArn', "'trail'", 'it must be the ARN of a trail')],
  ['a name of a trail with a space', watch({ auditTrail: { trailName: 'a trail' } }), refused('auditTrail.trailName', "'a trail'", 'letters')],
  ['a bucket with an uppercase letter', watch({ auditTrail: { bucketName: 'Trail' } }), refused('auditTrail.bucketName', "'Trail'", 'lowercase letters')],
  ['a bucket that nothing protects', watch({ auditTrail: { bucketName: 'trail-of-mine' } }), refused('auditTrail.bucketName', "'trail-of-mine'", 'it must begin with account-baseline-', 'name-unprotected')],
  ['a trail that is kept for a week', watch({ auditTrail: { retention: Duration.days(7) } }), refused('auditTrail.retention', "'7 days'", 'it must last from 90 days')],
  ['the trail of no organization', watch({ auditTrail: { organizationId: 'r-abcd' } }), refused('auditTrail.organizationId', "'r-abcd'", 'an organization ID is o- and 10 to 32')],
  ['an organization that is a number', wrong(lib.AuditTrail, { organizationId: 1234 }), refused('organizationId', '1234', 'it must be text')],
  ['alarms without a topic', wrong(lib.AuditTrail, { cisAlarms: {} }), refused('cisAlarms.topic', 'undefined', 'Pass one, such as an AlertTopic')],
  ['alarms that are switched on', watch({ auditTrail: { cisAlarms: true } }), refused('auditTrail.cisAlarms', 'true', 'it must be an object')],
  ['a typo in the options of alarms', watch({ auditTrail: { cisAlarms: { topics: [] } } }), refused('auditTrail.cisAlarms.topics', '[]', 'the nearest is topic')],
  ['more expected roles than a rule takes', watch({ trail, identityChanges: { expectedRoles: Array.from({ length: 60 }, (_, n) => iam.Role.fromRoleName(new Stack(), `Role${n}`, `role-${n}`)) } }), refused('identityChanges.expectedRoles', "'60 roles'", 'a rule has room for')],
  ['DEACTIVATE without an address', report({ action: Action.DEACTIVATE }), refused('credentialReport.action', "'DEACTIVATE'", 'subscribe to the topic', 'deactivation-unannounced')],
  ['exemptions where nothing is deactivated', report({ exemptPaths: ['/break-glass/'] }), refused('credentialReport.exemptPaths', '["/break-glass/"]', 'it is only for CredentialReportAction.DEACTIVATE')],
  ['an exempt path without its slash', report({ action: Action.DEACTIVATE, exemptPaths: ['break-glass'] }, ['a@example.com']), refused('credentialReport.exemptPaths', "'break-glass'", 'begins and ends with /')],
  ['an exempt tag with a wildcard', report({ action: Action.DEACTIVATE, exemptTag: 'exempt*' }, ['a@example.com']), refused('credentialReport.exemptTag', "'exempt*'", '1 to 128 letters')],
  ['keys that are old at once', report({ maxKeyAge: Duration.hours(12) }), refused('credentialReport.maxKeyAge', "'12 hours'", 'it must last from 1 day')],
  ['a warning after the threshold', report({ maxKeyAge: Duration.days(20), warningBefore: Duration.days(25) }), refused('credentialReport.warningBefore', "'25 days'", 'it must be less than the shortest threshold')],
  ['an owner without an address', report({ owners: { alice: 'alice' } }, ['a@example.com']), refused('credentialReport.owners', "'alice'", 'address such as alice@example.com')],
  ['an owner that is no user', report({ owners: { 'a b': 'a@example.com' } }, ['a@example.com']), refused('credentialReport.owners', "'a b'", 'letters, digits')],
  ['permissions unused for two years', credentials({ accessAdvisor: { unusedAfter: Duration.days(730) } }), refused('accessAdvisor.unusedAfter', "'730 days'", 'it must last from 1 day to 400 days')],
  ['a path of the advisor without its slash', credentials({ accessAdvisor: { path: 'people' } }), refused('accessAdvisor.path', "'people'", 'begins and ends with /')],
  ['a region of the settings that is none', credentials({ trail, driftGuard: { settingsRegion: 'Frankfurt' } }), refused('driftGuard.settingsRegion', "'Frankfurt'", 'it must be a region')],
  ['a guard that restores nothing', credentials({ trail, driftGuard: { response: lib.DriftResponse.SELF_HEAL } }), refused('driftGuard.settings', '[]', 'needs the constructs whose values it restores')],
  ['a setting of the guard that is none', credentials({ trail, driftGuard: { settings: ['password-policy'] } }), refused('driftGuard.settings', '["password-policy"]', 'its entry 0 must be an AccountAlias, a PasswordPolicy or a setting with `regions`')],
  ['a response of the guard that is none', credentials({ trail, driftGuard: { response: 'RESTORE' } }), refused('driftGuard.response', "'RESTORE'", 'it must be one of')],
  ['a name of a topic with a space', wrong(lib.AlertTopic, { topicName: 'account-baseline-a topic' }), refused('topicName', "'account-baseline-a topic'", '1 to 256 letters')],
  ['a topic that nothing protects', wrong(lib.AlertTopic, { topicName: 'alerts' }), refused('topicName', "'alerts'", 'it must begin with account-baseline-', 'name-unprotected')],
  ['a budget of 0', () => MonthlyBudget.usDollars(0), refusedAlone('amount', '0', 'it must be a number above 0. For an email on any spend, use MonthlyBudget.ZERO_SPEND')],
  ['a negative budget', () => MonthlyBudget.usDollars(-5), refusedAlone('amount', '-5', 'it must be a number above 0')],
  ['a budget that is text', () => MonthlyBudget.usDollars('100' as any), refusedAlone('amount', "'100'", 'it must be a number above 0')],
  ['a budget that is no number', () => MonthlyBudget.usDollars(NaN), refusedAlone('amount', 'null', 'it must be a number above 0')],
  ['a budget in an unknown currency', () => MonthlyBudget.of(100, 'EUR' as any), refusedAlone('currency', "'EUR'", 'it must be one of USD, CNY')],
  ['spend alerts without a budget', wrong(lib.SpendAlerts, { emailAddresses: ['a@example.com'] }), refused('monthlyBudget', 'undefined', 'it must be given')],
  ['a budget that is only a number', spend({ monthlyBudget: 100 }), refused('monthlyBudget', '100', 'it must be a MonthlyBudget')],
  ['a threshold of 0', spend({ actualThresholds: [0] }), refused('actualThresholds', '0', 'from 0.1 to 1000000')],
  ['a threshold over the most', spend({ forecastThresholds: [1_000_001] }), refused('forecastThresholds', '1000001', 'from 0.1 to 1000000')],
  ['a threshold that is no number', spend({ forecastThresholds: [NaN] }), refused('forecastThresholds', 'null', 'from 0.1 to 1000000')],
  ['one threshold twice', spend({ actualThresholds: [80, 80] }), refused('actualThresholds[1]', '80', 'it is listed twice')],
  ['11 thresholds', spend({ actualThresholds: numbers(10) }), refused('actualThresholds', '[1,2,3,4,5,6,7,8,9,10]', 'at most 10 thresholds, with those of the forecast, and these are 11')],
  ['no threshold', spend({ actualThresholds: [], forecastThresholds: [] }), refused('actualThresholds', '[]', 'no threshold is left')],
  ['a threshold of zero spend', spend({ monthlyBudget: MonthlyBudget.ZERO_SPEND, forecastThresholds: [100] }), refused('forecastThresholds', '[100]', 'one threshold of its own')],
  ['a budget that notifies no address', spend({ emailAddresses: [] }), refused('emailAddresses', '[]', 'at least one address')],
  ['a budget that notifies 11 addresses', spend({ emailAddresses: numbers(11).map((n) => `a${n}@example.com`) }), refused('emailAddresses', /\[.*"a11@example.com"\]/, 'at most 10 addresses')],
  ['a budget that notifies one address twice', spend({ emailAddresses: ['a@example.com', 'A@example.com'] }), refused('emailAddresses', "'A@example.com'", 'each address is listed once')],
  ['a budget that notifies no email address', spend({ emailAddresses: ['finance'] }), refused('emailAddresses', "'finance'", 'it must be one email address')],
  ['an anomaly with a negative impact', spend({ anomalies: { minimumImpact: -1 } }), refused('anomalies.minimumImpact', '-1', 'at least 0')],
  ['an anomaly monitor that is no ARN', spend({ anomalies: { monitorArn: 'Default-Services-Monitor' } }), refused('anomalies.monitorArn', "'Default-Services-Monitor'", 'ARN of an anomaly monitor')],
  ['a typo in the options of anomalies', spend({ anomalies: { minimalImpact: 5 } }), refused('anomalies.minimalImpact', '5', 'the nearest is minimumImpact')],
  ['spend alerts in a region without budgets', (_, app) => spend({})(new Stack(app, 'Gov', { env: { region: 'us-gov-west-1' } }), app), refused('region', "'us-gov-west-1'", 'CloudFormation has budgets in USD in us-east-1')],
  ['spend alerts of a watch that notifies nobody', watch({ spendAlerts: { monthlyBudget: MonthlyBudget.ZERO_SPEND } }), refused('spendAlerts', '{"monthlyBudget":"MonthlyBudget"}', 'Add emailAddresses')],
  ['alerts on findings that notify nobody', wrong(lib.SecurityHubFindingAlerts), refused('emailAddresses', 'undefined', 'nobody would be notified, although findings would become NOTIFIED')],
  ['alerts on findings for an empty list of addresses', findings({ emailAddresses: [] }), refused('emailAddresses', '[]', 'nobody would be notified')],
  ['alerts on findings for a topic and an address', wrong(lib.SecurityHubFindingAlerts, (stack: Stack) => ({ topic: new lib.AlertTopic(stack, 'Topic'), emailAddresses: ['a@example.com'] })), refused('emailAddresses', '["a@example.com"]', 'topic has its own subscriptions')],
  ['alerts on findings for an address without a domain', findings({ emailAddresses: ['security'] }), refused('emailAddresses', "'security'", 'it must be one email address')],
  ['a severity in lowercase letters', findings({ minimumSeverity: 'high' }), refused('minimumSeverity', "'high'", 'it must be one of INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL; the nearest is HIGH')],
  ['a severity that is a token', findings({ minimumSeverity: Fn.ref('Severity') }), refused('minimumSeverity', /.+/, 'it must be known at synth')],
  ['a workspace by its name', findings({ slackChannels: [{ ...CHANNEL, workspaceId: 'example' }] }), refused('slackChannels[0].workspaceId', "'example'", 'the ID of a workspace is T and capital letters and digits')],
  ['a channel by its name', findings({ slackChannels: [CHANNEL, { ...CHANNEL, channelId: '#security' }] }), refused('slackChannels[1].channelId', "'#security'", 'the ID of a channel is C or G')],
  ['a person as a channel', findings({ slackChannels: [{ ...CHANNEL, channelId: 'U01234ABCDE' }] }), refused('slackChannels[0].channelId', "'U01234ABCDE'", 'the ID of a channel is C or G')],
  ['a channel without a workspace', findings({ slackChannels: [{ channelId: 'C01234ABCDE' }] }), refused('slackChannels[0].workspaceId', 'undefined', 'it must be given')],
  ['a channel with a typo', findings({ slackChannels: [{ ...CHANNEL, chanelId: 'C01234ABCDE' }] }), refused('slackChannels[0].chanelId', "'C01234ABCDE'", 'the nearest is channelId')],
  ['a channel that is text', findings({ slackChannels: ['C01234ABCDE'] }), refused('slackChannels', '["C01234ABCDE"]', 'its entry 0 must be an object')],
  ['a channel twice', findings({ slackChannels: [CHANNEL, CHANNEL] }), refused('slackChannels[1]', "'C01234ABCDE'", 'it is listed twice')],
  ['a channel in a region of China', (_, app) => findings({ slackChannels: [CHANNEL] })(new Stack(app, 'China', { env: { region: 'cn-north-1' } }), app), refused('slackChannels', /\[.*\]/, 'does not exist in the partition aws-cn')],
  ['alerts on findings twice in a stack', (stack, app) => [new lib.SecurityHubFindingAlerts(stack, 'First', { emailAddresses: ['a@example.com'] }), findings({})(stack, app)], refused('scope', "'Stack'", 'the stack already has alerts on findings of Security Hub at Stack/First')],
];
