import { check, Control, control, evidence, full, inPart, manual, part, proof } from '../control';
import * as measures from '../measures';

const RULE = 'it is an EventBridge rule; scanners that look for a metric filter and an alarm report it';

/** CIS AWS Foundations Benchmark 7.0.0: chapter 2 in full, and what the baseline answers of the others. */
export const CIS_7: Control[] = [
  control('2.1.1', 'The organization manages the root user of its member accounts centrally',
    full('OrganizationSettings', 'with `rootCredentialsManagement` and `rootSessions`'), full('CentralRootRole')),
  control('2.1.2', 'Policies of the organization limit what its accounts can do', full('OrganizationGuardrails')),
  control('2.1.3', 'The management account runs no workloads', manual('UNITS')),
  control('2.1.4', 'Organizational units separate environments and sensitivity', manual('UNITS')),
  control('2.1.5', 'A delegated administrator manages the policies of the organization', part('OrganizationGuardrails', 'its own policies, with `callAs`'), manual('UNITS')),
  control('2.1.6', 'Delegated administrators manage the services of the organization',
    full('OrganizationSettings', 'with `delegatedAdministrators`'), part('BaselineRollOut', 'only StackSets, with `callAs`'), manual('UNITS')),
  control('2.2', 'The contact details of the account are current', manual('CONTACT_DETAILS')),
  control('2.3', 'The account has a security contact', full('AlternateContact'), proof('SETTINGS')),
  control('2.4', 'Root has no access key', measures.ROOT_KEYS),
  control('2.5', 'Root has MFA', measures.ROOT_MFA),
  control('2.6', 'Root has MFA in hardware', measures.ROOT_HARDWARE_MFA),
  control('2.7', 'Root is not used for daily work', measures.ROOT_USE),
  control('2.8', 'Passwords have at least 14 characters', measures.PASSWORD_LENGTH),
  control('2.9', 'The last 24 passwords cannot be used again', measures.PASSWORD_REUSE),
  control('2.10', 'Users with a console password have MFA', measures.USER_MFA),
  control('2.11', 'Credentials that are unused for 45 days are turned off', measures.UNUSED_CREDENTIALS),
  control('2.12', 'Access keys are replaced every 90 days', measures.KEY_AGE),
  control('2.13', 'Users get their permissions from groups', measures.GROUPS_ONLY),
  control('2.14', 'No attached policy allows everything', measures.NO_FULL_ADMINISTRATION),
  control('2.15', 'A role exists for cases with AWS Support', inPart([check('SUPPORT_ROLE')], 'it passes with a group, too'), measures.SUPPORT),
  control('2.16', 'EC2 instances use roles', measures.INSTANCE_ROLES),
  control('2.17', 'IAM holds no expired certificates', measures.CERTIFICATES),
  control('2.18', 'Each region has an external access analyzer', measures.EXTERNAL_ACCESS),
  control('2.19', 'People are managed in one place, by federation or an organization',
    inPart(measures.FEDERATION, 'IAM users remain possible'), manual('FEDERATE')),
  control('2.20', 'AWSCloudShellFullAccess is restricted', full('JobFunctionGroup', 'no job function has it'), check('CLOUDSHELL_FULL_ACCESS')),
  control('2.21', 'No resource policy allows every principal',
    part('BaselineRole', 'only its own trust policy is checked'), part('OrganizationGuardrails', 'strangers are denied; the policies remain'), evidence('ExternalAccessAnalyzer'), proof('TRUSTS'), manual('EXTERNAL_ACCESS')),
  control('3.1.4', 'S3 blocks public access', full('S3PublicAccessBlock'), part('OrganizationGuardrails', 'with `DeclarativeControl.s3PublicAccess`'), proof('SETTINGS')),
  control('4.1', 'A trail logs all regions', measures.TRAIL),
  control('4.2', 'The trail validates its log files', measures.TRAIL),
  control('4.5', 'A KMS key encrypts the log of the trail', full('AuditTrail', 'with `encryptionKey`')),
  control('5.1', 'Denied API calls raise an alert', measures.CIS_ALARM),
  control('5.2', 'Sign-ins without MFA raise an alert', measures.CIS_ALARM),
  control('5.3', 'Use of root raises an alert', measures.CIS_ALARM, part('RootActivityAlert', RULE)),
  control('5.4', 'Changes of IAM policies raise an alert', measures.CIS_ALARM, part('IdentityChangeAlert', RULE)),
  control('5.5', 'Changes of trails raise an alert', measures.CIS_ALARM, part('IdentityChangeAlert', RULE)),
  control('5.6', 'Failed sign-ins raise an alert', measures.CIS_ALARM),
  control('5.7', 'Removals of KMS keys raise an alert', measures.CIS_ALARM),
  control('5.8', 'Changes of bucket policies raise an alert', measures.CIS_ALARM),
  control('5.9', 'Changes of AWS Config raise an alert', measures.CIS_ALARM),
  control('5.10', 'Changes of security groups raise an alert', measures.CIS_ALARM),
  control('5.11', 'Changes of network ACLs raise an alert', measures.CIS_ALARM),
  control('5.12', 'Changes of gateways raise an alert', measures.CIS_ALARM),
  control('5.13', 'Changes of route tables raise an alert', measures.CIS_ALARM),
  control('5.14', 'Changes of VPCs raise an alert', measures.CIS_ALARM),
  control('5.15', 'Changes of the organization raise an alert', part('IdentityChangeAlert', RULE)),
  control('5.16', 'Security Hub is enabled', full('SecurityHubCentralConfiguration', 'in the accounts of its targets'), full('SecurityHubCspm', 'in the region of its stack')),
  control('6.1.1', 'New EBS volumes are encrypted, in every region', full('EbsDefaultEncryption', 'with `regions`'), check('EBS_DEFAULT_ENCRYPTION'), proof('SETTINGS')),
  control('6.7', 'EC2 instances require IMDSv2',
    part('InstanceMetadataDefaults', 'existing instances stay as they are'), check('INSTANCE_METADATA_DEFAULTS', 'it does not read the instances'), part('Ec2InstanceRole', 'only its own credentials require it'), proof('INSTANCES')),
];

/** The identifiers of 5.0.0, each with that of 7.0.0. */
const IN_CIS_5 = `
  1.1=2.2 1.2=2.3 1.3=2.4 1.4=2.5 1.5=2.6 1.6=2.7 1.7=2.8 1.8=2.9 1.9=2.10 1.11=2.11 1.13=2.12 1.14=2.13 1.15=2.14 1.16=2.15
  1.17=2.16 1.18=2.17 1.19=2.18 1.20=2.19 1.21=2.20 2.1.4=3.1.4 3.1=4.1 3.2=4.2 3.5=4.5 4.1=5.1 4.2=5.2 4.6=5.6 4.7=5.7 4.8=5.8 4.9=5.9
  4.10=5.10 4.11=5.11 4.12=5.12 4.13=5.13 4.14=5.14 4.3=5.3 4.4=5.4 4.5=5.5 4.15=5.15 4.16=5.16 5.1.1=6.1.1
  5.7=6.7`;

/** The identifiers of 3.0.0, each with that of 7.0.0. */
const IN_CIS_3 = `
  1.1=2.2 1.2=2.3 1.4=2.4 1.5=2.5 1.6=2.6 1.7=2.7 1.8=2.8 1.9=2.9 1.10=2.10 1.12=2.11 1.14=2.12 1.15=2.13 1.16=2.14 1.17=2.15
  1.18=2.16 1.19=2.17 1.20=2.18 1.21=2.19 1.22=2.20 2.1.4=3.1.4 2.2.1=6.1.1 3.1=4.1 3.2=4.2 3.5=4.5 4.1=5.1 4.2=5.2 4.6=5.6 4.7=5.7 4.8=5.8 4.9=5.9
  4.10=5.10 4.11=5.11 4.12=5.12 4.13=5.13 4.14=5.14 4.3=5.3 4.4=5.4 4.5=5.5 4.15=5.15 4.16=5.16
  5.6=6.7`;

const NO_KEY_AT_SETUP = [full('BaselineUser', 'it creates no access key'), proof('MFA')];
const ONE_KEY = [part('ProgramUser', 'it creates one key; a person can create a second one'), evidence('CredentialReport')];

/** CIS AWS Foundations Benchmark 5.0.0. */
export const CIS_5: Control[] = [
  ...of(IN_CIS_5),
  control('1.10', 'Users with a console password get no access key at the beginning', NO_KEY_AT_SETUP),
  control('1.12', 'A user has one active access key', ONE_KEY),
];

/** CIS AWS Foundations Benchmark 3.0.0. */
export const CIS_3: Control[] = [
  ...of(IN_CIS_3),
  control('1.3', 'The account has security questions'),
  control('1.11', 'Users with a console password get no access key at the beginning', NO_KEY_AT_SETUP),
  control('1.13', 'A user has one active access key', ONE_KEY),
];

function of(pairs: string): Control[] {
  return pairs.trim().split(/\s+/).map((pair) => {
    const [id, inNewest] = pair.split('=');
    return { ...CIS_7.find((each) => each.id === inNewest)!, id };
  });
}
