import { Rule } from './rule';
import { AccountCheckName } from '../../src/account/contract/security-checks';

/** The checks of an account. The remediation of each is that of the reports. */
export const CHECK_RULES: Record<AccountCheckName, Omit<Rule, 'fix'>> = {
  ROOT_ACCESS_KEYS: {
    what: 'The root user has an access key.',
    why: 'A leaked key gives everything in the account, without MFA, and no policy of the account limits it.',
    acknowledge: 'Never: no task needs an access key of root.',
  },
  ROOT_MFA: {
    what: 'The root user signs in without MFA.',
    why: 'The password, or access to the email address that resets it, is enough to take over the account.',
    acknowledge: 'If the organization has removed the credentials of root in its member accounts.',
  },
  INDIVIDUAL_USERS: {
    what: 'The account has neither users nor an identity provider.',
    why: 'People share the root user or one identity, so that nobody knows who did what.',
    acknowledge: 'If people reach the account only through roles of another account.',
  },
  GROUP_PERMISSIONS: {
    what: 'Users exist, and no group with a policy gives them their permissions.',
    why: 'Each user has permissions of its own, which reviews overlook.',
    acknowledge: 'If the users belong to programs that a later migration replaces by roles.',
  },
  PASSWORD_POLICY: {
    what: 'The account has no password policy, or one that is weaker than the default of IAM.',
    why: 'Users choose passwords that an attacker guesses.',
    acknowledge: 'If no user of the account has a password.',
  },
  ROOT_SIGNING_CERTIFICATES: {
    what: 'The root user has an X.509 signing certificate.',
    why: 'An attacker with its private key acts as root, without MFA.',
    acknowledge: 'Never: no task needs a signing certificate of root.',
  },
  USER_MFA: {
    what: 'A user with a console password has no MFA device.',
    why: 'A stolen password is enough to sign in.',
    acknowledge: 'During the roll-out of MFA.',
  },
  USER_POLICIES: {
    what: 'A policy is attached to a user, or is inside of a user.',
    why: 'Reviews overlook permissions of single users.',
    acknowledge: 'If the users belong to programs that a later migration replaces by roles.',
  },
  UNUSED_ACCESS_KEYS: {
    what: 'An active access key was created more than a week ago and has never been used.',
    why: 'A key that nobody uses is lost without notice.',
    acknowledge: 'If keys are kept for an emergency, under lock.',
  },
  SUPPORT_ROLE: {
    what: 'No role and no group may open cases of AWS Support.',
    why: 'In an incident, only root or an administrator can ask AWS for help.',
    acknowledge: 'If cases are opened from another account.',
  },
  FULL_ADMINISTRATION: {
    what: 'A customer-managed policy that allows every action on every resource is attached.',
    why: 'Its carrier is an administrator, also where the name of the policy does not say so.',
    acknowledge: 'If the carrier is meant to be an administrator and requires MFA.',
  },
  CLOUDSHELL_FULL_ACCESS: {
    what: 'An identity carries `AWSCloudShellFullAccess`.',
    why: 'CloudShell uploads and downloads files, by which data leaves the account.',
    acknowledge: 'If people of the account may transfer its data.',
  },
  EXPIRED_CERTIFICATES: {
    what: 'IAM holds a server certificate that has expired.',
    why: 'A load balancer can be given it by mistake, and clients then refuse to connect.',
    acknowledge: 'If an old program still refers to it by name.',
  },
  EXTERNAL_ACCESS_ANALYZER: {
    what: 'The region has no external access analyzer.',
    why: 'Nobody learns that a bucket, a key or a role became accessible from outside of the account.',
    acknowledge: 'If an analyzer of the organization covers the account.',
  },
  EBS_DEFAULT_ENCRYPTION: {
    what: 'A region does not encrypt new EBS volumes by default.',
    why: 'A volume or a copy of a snapshot for which nobody asks for encryption is not encrypted.',
    acknowledge: 'If a policy denies volumes without encryption.',
  },
  INSTANCE_METADATA_DEFAULTS: {
    what: 'A region does not require IMDSv2 for new EC2 instances by default.',
    why: 'A flaw of a web application that forwards requests gives an attacker the credentials of the instance.',
    acknowledge: 'If a policy denies instances without IMDSv2.',
  },
  IMAGE_PUBLIC_ACCESS_BLOCK: {
    what: 'A region does not block that AMIs become public.',
    why: 'One wrong permission publishes the disks of an instance, with the secrets on them.',
    acknowledge: 'If the account publishes AMIs.',
  },
  SNAPSHOT_PUBLIC_ACCESS_BLOCK: {
    what: 'A region does not block public EBS snapshots.',
    why: 'One wrong permission publishes a disk, with the data on it.',
    acknowledge: 'If the account publishes snapshots.',
  },
  DOCUMENT_PUBLIC_SHARING_BLOCK: {
    what: 'A region does not block that Systems Manager documents become public.',
    why: 'One wrong permission publishes a document, with the names and commands in it.',
    acknowledge: 'If the account publishes documents.',
  },
  ANALYZER_IN_EVERY_REGION: {
    what: 'A region has no external access analyzer.',
    why: 'An analyzer sees only its region: nobody learns of a bucket, a key or a role elsewhere that is open to other accounts.',
    acknowledge: 'If an analyzer of the organization covers the region.',
  },
};
