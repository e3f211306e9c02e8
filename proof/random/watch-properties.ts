import * as fc from 'fast-check';
import { mutated } from './mutations';
import { few, mostly, optional, stand, token } from './written';
import { CredentialAgeStandard, CredentialReportAction, CredentialWatchPart, DriftResponse, OnFinding, SecurityCheck, WatchPart } from '../../src';

const flag = mostly(fc.boolean(), 'true');
const days = (most: number) => mostly(fc.integer({ min: 1, max: most }).map((n) => stand('days', n)), stand('days', most + 1), stand('hours', 5), 90);
const emailAddresses = mostly(fc.constantFrom(['a@example.com'], ['a@example.com', 'b@example.com'], []), ['a'], ['a@example.com', 'A@example.com'], [token('text')]);
const trail = fc.constant(stand('trail'));
const roles = mostly(fc.uniqueArray(fc.constantFrom('Deploy', 'Glass', 'Pipeline').map((name) => stand('role', name)), { maxLength: 3 }), Array.from({ length: 80 }, (_, n) => stand('role', `Role${n}`)));

const securityStatus = few({
  onFinding: mostly(fc.constantFrom(...Object.values(OnFinding)), 'STOP'),
  checks: fc.array(optional({ check: fc.constantFrom(...Object.values(SecurityCheck)), onFinding: fc.constantFrom(...Object.values(OnFinding)) }, ['check', 'onFinding']), { maxLength: 4 }),
  securityHub: flag,
  revision: fc.constantFrom('1', ''),
});

/** Properties of an `AccountWatch`: valid, nearly valid and plainly wrong ones. */
export const accountWatchProperties = mutated(few({
  emailAddresses,
  omit: mostly(fc.uniqueArray(fc.constantFrom(...Object.values(WatchPart)), { minLength: 1, maxLength: 2 }), ['ALL']),
  securityStatus,
  externalAccess: few({ expectedAccess: fc.array(fc.constant(stand('expected')), { maxLength: 2 }), unusedAccessAge: days(365) }),
  trail,
  auditTrail: few({
    trailName: mostly(fc.constant('account-baseline-own'), 'own trail', 'own'),
    bucketName: mostly(fc.constant('account-baseline-own-bucket'), 'Bucket', 'own'),
    retention: days(3650),
    removalPolicy: mostly(fc.constantFrom('retain', 'destroy'), 'keep'),
  }, 2),
  rootActivity: few({ regional: flag }),
  identityChanges: few({ expectedRoles: roles, breakGlassRoles: roles, regional: flag }),
}, 4));

const credentialReport = few({
  owners: mostly(fc.constantFrom({ alice: 'a@example.com' }, {}), { alice: 'a' }),
  standard: mostly(fc.constantFrom(...Object.values(CredentialAgeStandard)), 'ISO'),
  unusedAfter: days(400),
  maxKeyAge: days(400),
  maxPasswordAge: days(400),
  warningBefore: days(30),
  action: mostly(fc.constantFrom(...Object.values(CredentialReportAction)), 'DELETE'),
  exemptPaths: mostly(fc.constantFrom(['/glass/'], []), ['glass']),
  exemptTag: mostly(fc.constant('keep'), 'keep*', ''),
  administratorGroups: mostly(fc.constantFrom(['Administrators'], []), ['a b']),
});

/** Properties of a `CredentialWatch`: valid, nearly valid and plainly wrong ones. */
export const credentialWatchProperties = mutated(few({
  emailAddresses,
  omit: mostly(fc.uniqueArray(fc.constantFrom(...Object.values(CredentialWatchPart)), { minLength: 1, maxLength: 1 }), ['ALL']),
  credentialReport,
  accessAdvisor: few({ unusedAfter: days(400), path: mostly(fc.constant('/people/'), 'people'), jobFunctions: fc.constantFrom([stand('job', 'BILLING')], []) }),
  driftGuard: few({ response: mostly(fc.constantFrom(...Object.values(DriftResponse)), 'RESTORE'), settingsRegion: mostly(fc.constant('eu-central-1'), 'Frankfurt') }),
  trail,
}, 4));
