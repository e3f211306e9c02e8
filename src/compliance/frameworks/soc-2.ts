import { Control, control, evidence, full, inPart, manual, part, proof } from '../control';
import * as measures from '../measures';

const OF_AWS = 'only access to AWS, not to your applications and data stores';

/** SOC 2, Trust Services Criteria of 2017 with the points of focus of 2022: CC6 in full, and what the baseline answers of others. */
export const SOC_2: Control[] = [
  control('CC1.3', 'Structures, reporting lines and authorities exist', evidence('JobFunctionGroup'), manual('PROCEDURES')),
  control('CC4.1', 'Controls are evaluated', part('SecurityHubCentralConfiguration', 'only what its standards check'), part('SecurityHubCspm', 'only what its standards check'), part('SecurityStatus', 'only its checks'), evidence('AccessAdvisor'), manual('ACCESS_REVIEW')),
  control('CC5.2', 'Technology has general controls', inPart(measures.HARDENING, 'only the settings of the account that have a construct')),
  control('CC6.1', 'Logical access is secured', inPart(measures.JOB_FUNCTIONS, OF_AWS), inPart(measures.USER_MFA, OF_AWS), inPart(measures.PASSWORD_CHARACTERS, 'passwords of IAM users')),
  control('CC6.2', 'Users are registered before access, and removed after it', full('BaselineUser'), inPart(measures.UNUSED_CREDENTIALS, OF_AWS), manual('APPROVAL'), manual('LEAVERS')),
  control('CC6.3', 'Access follows roles, least privilege and separation of duties', inPart(measures.LEAST_PRIVILEGE, OF_AWS), measures.ACCESS_REVIEW),
  control('CC6.4', 'Physical access is restricted'),
  control('CC6.5', 'Assets are disposed of safely'),
  control('CC6.6', 'Threats from outside are kept out', inPart(measures.NO_PUBLIC_ACCESS, 'only public access; networks are not covered'), inPart(measures.TRUSTS, OF_AWS)),
  control('CC6.7', 'Transmission and movement of information are restricted', part('AuditTrail', 'only its bucket requires TLS'), inPart(measures.NO_PUBLIC_ACCESS, 'only public access')),
  control('CC6.8', 'Unauthorized software is prevented', part('Guardrail', 'it protects the functions and stacks of the baseline only'), proof('FUNCTIONS')),
  control('CC7.1', 'Vulnerable configurations are detected', part('SecurityHubCentralConfiguration', 'only what its standards check'), part('SecurityHubCspm', 'only what its standards check'), part('SecurityStatus', 'only its checks'), evidence('DriftGuard'), evidence('SecurityHubFindingAlerts')),
  control('CC7.2', 'Anomalies are monitored', part('RootActivityAlert', 'only root'), part('IdentityChangeAlert', 'only identities and trails'), evidence('ExternalAccessAnalyzer'), evidence('SpendAlerts', 'unusual spend'),
    manual('RESPONSE')),
  control('CC7.3', 'Events are evaluated', evidence('SecurityStatus'), evidence('SecurityHubFindingAlerts'), manual('RESPONSE')),
  control('CC7.4', 'Incidents are responded to', evidence('BreakGlassRole'), manual('RESPONSE')),
  control('CC8.1', 'Changes are authorized, tested and approved', part('DriftGuard', 'alias and password policy'), evidence('AccessChecks', 'with the access of each change in the pull request'), proof('SETTINGS'), manual('APPROVAL')),
];
