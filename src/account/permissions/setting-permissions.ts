import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { SettingName } from '../contract/settings';

/** The calls of the alias and of the password policy: nearly every stack has one of the two, and the function may always set both. */
export const IDENTITY_SETTINGS = [
  'iam:ListAccountAliases', 'iam:CreateAccountAlias', 'iam:DeleteAccountAlias',
  'iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy', 'iam:DeleteAccountPasswordPolicy',
];

/** The calls of several settings, which the function may make while a stack has one of them. */
interface SettingPermissions {
  readonly settings: SettingName[];
  readonly actions: string[];
  /** What the actions are for: most of them know no resource. */
  readonly resource?: () => string;
}

const OWN_POLICIES = {
  Hardening: {
    settings: ['s3-public-access-block', 'ebs-default-encryption', 'instance-metadata-defaults', 'image-public-access-block'],
    actions: [
      // To delete it takes the permission to put it.
      's3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock',
      'ec2:GetEbsEncryptionByDefault', 'ec2:EnableEbsEncryptionByDefault', 'ec2:DisableEbsEncryptionByDefault',
      'ec2:GetInstanceMetadataDefaults', 'ec2:ModifyInstanceMetadataDefaults',
      'ec2:GetImageBlockPublicAccessState', 'ec2:EnableImageBlockPublicAccess', 'ec2:DisableImageBlockPublicAccess',
    ],
  },
  Contacts: {
    settings: ['alternate-contact-billing', 'alternate-contact-operations', 'alternate-contact-security'],
    actions: ['account:GetAlternateContact', 'account:PutAlternateContact', 'account:DeleteAlternateContact'],
    resource: () => Fn.sub('arn:${AWS::Partition}:account::${AWS::AccountId}:account'),
  },
} satisfies Record<string, SettingPermissions>;

/** The policies that a stack has only if it has one of their settings. */
export type OwnPolicy = keyof typeof OWN_POLICIES;

/** @returns undefined for a setting whose calls are always allowed */
export function ownPolicyOf(setting: string): OwnPolicy | undefined {
  const ids = Object.keys(OWN_POLICIES) as OwnPolicy[];
  return ids.find((id) => (OWN_POLICIES[id].settings as string[]).includes(setting));
}

export function statementOf(policy: OwnPolicy): iam.PolicyStatement {
  const { actions, resource }: SettingPermissions = OWN_POLICIES[policy];
  return new iam.PolicyStatement({ actions, resources: [resource?.() ?? '*'] });
}
