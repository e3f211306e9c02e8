import * as fc from 'fast-check';
import { mutated } from './mutations';
import { few, mostly, optional, stand, token } from './written';
import { BaselinePart, JobFunction, JobFunctionAccess, MfaEnforcementMode, OnExisting, PasswordPolicyStandard } from '../../src';

const flag = mostly(fc.boolean(), 'true');
const days = (least: number, most: number) => mostly(fc.integer({ min: least, max: most }).map((n) => stand('days', n)), stand('days', most + 1), stand('hours', 5), 90);
const hours = (most: number) => mostly(fc.integer({ min: 1, max: most }).map((n) => stand('hours', n)), stand('days', 30), '1h');
const names = (...right: string[]) => mostly(fc.constantFrom(...right), 'a b', 'a/b', '', 'x'.repeat(140), token('text'));
const paths = mostly(fc.constantFrom('/account-baseline/', '/', '/people/'), 'people', '/people', token('text'));
const removalPolicy = mostly(fc.constantFrom('retain-on-update-or-delete', 'retain', 'destroy'), 'snapshot', 'keep');
const onExisting = mostly(fc.constantFrom(...Object.values(OnExisting)), 'adopt');
const setting = { onExisting, removalPolicy, serviceTimeout: hours(1) };

const builtIn = fc.constantFrom(...Object.entries(JobFunction).filter(([, value]) => value instanceof JobFunction).map(([name]) => stand('job', name)));
const own = fc.tuple(mostly(fc.constantFrom('Own', 'Release'), 'SupportRole', 'InstanceRole'), mostly(fc.integer({ min: 0, max: 4 }), 8, 9),
  mostly(fc.integer({ min: 1, max: 5 }), 200), fc.boolean()).map((of) => stand('ownJob', of));
const job = fc.oneof({ weight: 6, arbitrary: builtIn }, { weight: 1, arbitrary: own });

const passwordPolicy = few({
  ...setting,
  standard: mostly(fc.constantFrom(...Object.values(PasswordPolicyStandard)), 'ISO'),
  minimumLength: mostly(fc.integer({ min: 6, max: 128 }), 5, 129, 14.5, token('number')),
  requireNumbers: flag,
  requireSymbols: flag,
  allowUsersToChangePassword: flag,
  maxAge: days(1, 1095),
  rotation: flag,
  reusePrevention: mostly(fc.integer({ min: 1, max: 24 }), 0, 25),
  preventReuse: flag,
  hardExpiry: flag,
  acknowledgeBelowStandard: fc.constantFrom('legacy systems', ''),
});

const contact = optional({
  name: mostly(fc.constant('Security'), ''), title: fc.constant('Team'), emailAddress: mostly(fc.constant('a@example.com'), 'a'), phoneNumber: mostly(fc.constant('+1 555'), 'call'),
}, ['name', 'title', 'emailAddress', 'phoneNumber']);

const accountHardening = few({
  ...setting,
  s3PublicAccessBlock: flag,
  ebsDefaultEncryption: flag,
  instanceMetadataDefaults: flag,
  instanceMetadataHopLimit: mostly(fc.integer({ min: 1, max: 64 }), 0, 65),
  imagePublicAccessBlock: flag,
  snapshotPublicAccessBlock: flag,
  documentPublicSharingBlock: flag,
  billingContact: contact,
  securityContact: contact,
}, 5);

const roleOptions = few({
  roleName: names('Admins', 'Own', 'Support'), usersPath: paths, mfaMaxAge: hours(12), maxSessionDuration: hours(12),
}, 2);

const group = fc.tuple(job, fc.oneof(
  { weight: 6, arbitrary: few({ groupName: names('Team', 'team', 'Billing', 'Dev'), access: fc.constantFrom(...Object.values(JobFunctionAccess)), role: fc.constant(stand('role', 'Own')), roleOptions }, 1) },
  { weight: 1, arbitrary: fc.constant({ existing: true }) },
), fc.boolean()).map(([jobFunction, options, withMfa]): Record<string, unknown> => (
  'existing' in options ? { jobFunction, existing: stand('group', [jobFunction, withMfa]) } : { jobFunction, ...options }
));

const groups = mostly(fc.uniqueArray(group, { minLength: 1, maxLength: 5, selector: ({ jobFunction }) => JSON.stringify(jobFunction) }), []);

const user = (jobs: readonly unknown[]) => optional({
  userName: names('alice', 'bob', 'Alice', 'carol'),
  jobFunctions: mostly(fc.uniqueArray(fc.constantFrom(...jobs), { minLength: 1, maxLength: 2 }), [], [stand('job', 'SUPPORT')]),
  initialPassword: fc.constant(stand('secret')),
  path: mostly(fc.constant('/account-baseline/'), '/', 'people'),
}, ['userName', 'jobFunctions']);

const mfaEnforcement = few({
  mode: mostly(fc.constantFrom(...Object.values(MfaEnforcementMode)), 'OFF'),
  exemptedActions: mostly(fc.constantFrom(['codecommit:GitPull'], ['s3:GetObject', 'sqs:SendMessage'], []), ['iam:*'], ['x'], Array.from({ length: 500 }, (_, n) => `s3:GetObject${n}`)),
  allowFirstPasswordChange: flag,
  managedPolicyName: names('Mfa', 'Guard'),
  path: paths,
}, 2);

const guardrail = few({ cdkDeployWithAdministratorRights: flag, managedPolicyName: names('Guard', 'mfa'), path: paths }, 2);

const person = few({ roleName: names('Help', 'Administrator', 'help'), path: paths, maxSessionDuration: hours(12), description: fc.constant('For support cases') }, 2);

const instanceRole = few({
  sessionManager: flag,
  cloudWatchAgent: flag,
  logGroupPrefix: mostly(fc.constant('app'), 'aws/x', '*'),
  metricNamespaces: mostly(fc.constant(['App']), [], ['AWS/EC2']),
  allowImdsV1: flag,
  roleName: names('Instances', 'Administrator'),
  ownVpcOnly: flag,
}, 2);

const breakGlass = optional({
  userNames: mostly(fc.constantFrom(['glass-1', 'glass-2'], ['glass']), [], ['a', 'A'], ['a/b'], token('list')), roleName: names('Glass', 'Administrator'), usersPath: paths, mfaMaxAge: hours(1),
}, ['userNames']);

const replacements = few({
  mfaEnforcement: fc.constant(stand('mfa')), passwordPolicy: fc.constant(stand('passwordPolicy')), instanceRole: fc.constant(stand('role', 'Instances')), supportRole: fc.constant(stand('role', 'Support')),
}, 1);

const omit = mostly(fc.uniqueArray(fc.constantFrom(...Object.values(BaselinePart)), { minLength: 1, maxLength: 2 }), ['ALL'], ['GROUPS', 'GROUPS']);

const DEFAULT_JOBS = ['ADMINISTRATOR', 'POWER_USER', 'SECURITY_AUDITOR', 'BILLING'].map((name) => stand('job', name));

/** Groups, and users of their job functions. */
const people = fc.option(groups, { nil: undefined }).chain((written) => {
  const jobs = Array.isArray(written) && written.length > 0 ? written.map(({ jobFunction }) => jobFunction) : DEFAULT_JOBS;
  const users = fc.uniqueArray(user(jobs), { maxLength: 3, selector: ({ userName }) => JSON.stringify(userName) });
  return fc.option(users, { nil: undefined }).map((list) => ({ ...written !== undefined && { groups: written }, ...list && { users: list } }));
});

const others = few({
  accountAlias: names('example', 'my-team', 'Example'),
  passwordPolicy,
  accountHardening,
  onExisting,
  settingsRemovalPolicy: removalPolicy,
  mfaEnforcement,
  guardrail,
  instanceRole,
  roles: few({ support: person, securityAudit: person, breakGlass }, 2),
  replace: replacements,
  omit,
}, 4);

/** Properties of a `SecureAccountBaseline`: valid, nearly valid and plainly wrong ones. */
export const baselineProperties = mutated(fc.tuple(people, others).map(([ofPeople, rest]) => ({ ...ofPeople, ...rest })));
