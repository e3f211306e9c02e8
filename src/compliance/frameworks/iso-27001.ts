import { check, Control, control, evidence, full, inPart, manual, part, proof } from '../control';
import * as measures from '../measures';

const OF_AWS = 'only access to AWS, not to your applications and data stores';

/** ISO/IEC 27001:2022, annex A: the controls of identity and access in full, and what the baseline answers of others. */
export const ISO_27001: Control[] = [
  control('A.5.2', 'Roles and responsibilities are assigned', evidence('JobFunctionGroup'), manual('PROCEDURES')),
  control('A.5.3', 'Duties are separated', measures.JOB_FUNCTIONS, manual('PROCEDURES')),
  control('A.5.15', 'Rules control access', inPart(measures.LEAST_PRIVILEGE, OF_AWS), manual('PROCEDURES')),
  control('A.5.16', 'Identities are managed over their life', inPart(measures.INDIVIDUAL_IDENTITIES, OF_AWS), inPart(measures.FEDERATION, 'IAM users remain possible'), manual('LEAVERS')),
  control('A.5.17', 'Authentication information is managed', inPart(measures.PASSWORD_CHARACTERS, 'passwords of IAM users'), inPart(measures.KEY_AGE, 'access keys of IAM users')),
  control('A.5.18', 'Access rights are granted, reviewed and removed', full('BaselineUser'), full('JobFunctionGroup'), measures.ACCESS_REVIEW, manual('APPROVAL'), manual('LEAVERS')),
  control('A.5.19', 'Risks of suppliers are managed', part('BaselineRole', 'only the access of third parties to AWS'), evidence('ExternalAccessAnalyzer'), proof('TRUSTS'), manual('PROCEDURES')),
  control('A.5.23', 'Use of cloud services is managed', inPart(measures.HARDENING, 'only the settings of the account that have a construct'), evidence('BaselineRollOut'), manual('PROCEDURES')),
  control('A.5.24', 'Incidents are prepared for', evidence('BreakGlassRole'), full('AlternateContact', 'with the security contact'), manual('PROCEDURES')),
  control('A.5.25', 'Events are assessed', measures.CHANGE_ALERTS),
  control('A.5.28', 'Evidence is collected', inPart(measures.PROTECTED_LOG, 'management events; data events are not logged')),
  control('A.8.2', 'Privileged access is restricted', measures.ROLE_MFA, inPart(measures.LEAST_PRIVILEGE, OF_AWS), measures.ROOT_USE),
  control('A.8.3', 'Access to information is restricted', inPart(measures.JOB_FUNCTIONS, OF_AWS), inPart(measures.NO_PUBLIC_ACCESS, 'only public access')),
  control('A.8.4', 'Access to source code is restricted'),
  control('A.8.5', 'Authentication is secure', inPart(measures.USER_MFA, 'it reads users with a console password'), measures.ROLE_MFA, inPart(measures.ROOT_MFA, 'only root')),
  control('A.8.9', 'Configurations are managed', inPart(measures.HARDENING, 'only the settings of the account that have a construct'), evidence('SecurityHubCentralConfiguration'), evidence('SecurityHubCspm')),
  control('A.8.12', 'Leaks of data are prevented', inPart(measures.NO_PUBLIC_ACCESS, 'only public access')),
  control('A.8.15', 'Activities are logged', inPart(measures.TRAIL, 'management events; data events are not logged')),
  control('A.8.16', 'Systems are monitored', part('RootActivityAlert', 'only root'), part('IdentityChangeAlert', 'only identities and trails'), evidence('SecurityStatus'), evidence('SecurityHubFindingAlerts'), evidence('SpendAlerts', 'unusual spend'),
    manual('RESPONSE')),
  control('A.8.18', 'Utilities that override controls are restricted', full('Guardrail'), part('BreakGlassRole', 'its use is notified, not prevented'), proof('ESCALATION')),
  control('A.8.24', 'Cryptography is used', part('EbsDefaultEncryption', 'only new EBS volumes'), check('EBS_DEFAULT_ENCRYPTION', 'only new EBS volumes'), evidence('AuditTrail', 'its bucket is encrypted')),
  control('A.8.32', 'Changes are controlled', evidence('AccessChecks', 'with the access of each change in the pull request'), evidence('DriftGuard'), manual('APPROVAL')),
];
