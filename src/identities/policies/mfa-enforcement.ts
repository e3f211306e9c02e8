import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { iamArn } from '../../private/arn';

const MFA_PRESENT = 'aws:MultiFactorAuthPresent';

/** What takes a person from no device to the first one. Never with a bare access key, never for somebody else. */
const ENROL = ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ResyncMFADevice'];

const WITH_MFA = { Bool: { [MFA_PRESENT]: 'true' } };

/** What the console and the CLI read before there is MFA: who am I, which devices are mine. */
const SEE_ONESELF = ['iam:GetMFADevice', 'iam:GetUser', 'iam:ListMFADevices'];

/** The way of passkeys, which GetSessionToken does not take, to the command line. */
const AWS_LOGIN = ['signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token'];

/** With a browser on the same machine: the remote form hands the session to whoever made the person open the link. */
const LOGIN_FROM_THIS_MACHINE = Fn.sub('arn:${AWS::Partition}:signin:*:${AWS::AccountId}:oauth2/public-client/localhost');

const GIT_CREDENTIALS = [
  'iam:DeleteSSHPublicKey', 'iam:GetSSHPublicKey', 'iam:ListSSHPublicKeys', 'iam:UpdateSSHPublicKey', 'iam:UploadSSHPublicKey',
  'iam:DeleteServiceSpecificCredential', 'iam:ListServiceSpecificCredentials', 'iam:ResetServiceSpecificCredential',
  'iam:UpdateServiceSpecificCredential',
];

/** What a forced change of the first password needs, at a moment when nobody can have shown MFA yet. */
export const FIRST_PASSWORD_CHANGE = ['iam:ChangePassword', 'iam:GetAccountPasswordPolicy'];

/** What cdk-nag finds in these statements, and why a reviewer accepts it. */
export const SELF_SERVICE_FINDINGS = {
  'AwsSolutions-IAM5[Resource::*]':
    'To list the virtual MFA devices and to read the password policy take no resource.',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:user/*/<!aws:username>]':
    'The wildcard stands for the path of the user; user names are unique whatever their path, so that it is one user.',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:mfa/*]':
    'The person types the name of a virtual MFA device; AWS binds it to the own user and deletes none that is in use.',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:signin:*:<AWS::AccountId>:oauth2/public-client/localhost]':
    'The wildcard stands for the region in which somebody signs in; it gives the command line what the person has in the console.',
};

export interface SelfServiceOptions {
  /** False while nothing is denied yet: then the grant itself must keep bare access keys from enrolling a device. */
  readonly enforced: boolean;
  /** SSH keys and Git passwords are of use only to whom Git is exempted for: Git cannot show MFA. */
  readonly git: boolean;
}

/** What every person may do with the own user, and with no other. */
export function selfServiceStatements(options: SelfServiceOptions): iam.PolicyStatement[] {
  const statements = [
    new iam.PolicyStatement({
      sid: 'SeeAccount',
      actions: ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'],
      resources: ['*'],
    }),
    ...options.enforced
      ? [ownStatement('Enrol', [...SEE_ONESELF, 'iam:ChangePassword', ...ENROL])]
      : [
        ownStatement('SeeOneself', [...SEE_ONESELF, 'iam:ChangePassword']),
        ownStatement('Enrol', ENROL, { Null: { [MFA_PRESENT]: 'false' } }),
      ],
    ownStatement('OwnCredentials', [
      'iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice',
      'iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:GetAccessKeyLastUsed', 'iam:ListAccessKeys', 'iam:UpdateAccessKey',
      ...AWS_LOGIN,
      ...options.git ? GIT_CREDENTIALS : [],
    ], WITH_MFA, [LOGIN_FROM_THIS_MACHINE]),
  ];
  if (options.git) {
    statements.push(new iam.PolicyStatement({
      sid: 'OwnGitPassword',
      actions: ['iam:CreateServiceSpecificCredential'],
      resources: ownUser(),
      conditions: {
        ...WITH_MFA,
        StringEquals: { 'iam:ServiceSpecificCredentialServiceName': 'codecommit.amazonaws.com' },
      },
    }));
  }
  return statements;
}

/**
 * Denies everything to a request without MFA but what leads to MFA.
 *
 * `BoolIfExists`, because a bare access key carries no such key at all. Requests that an AWS service forwards in the user's
 * name never carry MFA: the request that caused them was asked for it.
 */
export function denyWithoutMfaStatement(exemptedActions: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyWithoutMfa',
    effect: iam.Effect.DENY,
    notActions: [...ENROL, ...SEE_ONESELF, 'iam:ListVirtualMFADevices', 'sts:GetCallerIdentity', 'sts:GetSessionToken', ...exemptedActions],
    resources: ['*'],
    conditions: { BoolIfExists: { [MFA_PRESENT]: 'false', 'aws:ViaAWSService': 'false' } },
  });
}

/** Closes the two doors that the exemption of enrolment opens to somebody who is allowed everything. */
export function denyForeignEnrolmentStatements(): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      // A stolen access key must not become a second factor.
      sid: 'DenyEnrolByKey',
      effect: iam.Effect.DENY,
      actions: ENROL,
      resources: ['*'],
      conditions: { Null: { [MFA_PRESENT]: 'true' } },
    }),
    new iam.PolicyStatement({
      // Somebody without MFA must not put a device of their own on a colleague who has none.
      sid: 'DenyEnrolOthers',
      effect: iam.Effect.DENY,
      actions: ['iam:EnableMFADevice', 'iam:ResyncMFADevice'],
      // A deny may name every account and partition, which is shorter.
      notResources: ['arn:*:iam::*:user/${aws:username}', 'arn:*:iam::*:user/*/${aws:username}'],
      conditions: { BoolIfExists: { [MFA_PRESENT]: 'false' } },
    }),
  ];
}

/** A user may have a path, and names are unique whatever the path. */
function ownUser(): string[] {
  return [iamArn('user/${!aws:username}'), iamArn('user/*/${!aws:username}')];
}

/** On the own user and on virtual devices: the person types the name of a device, so it cannot be tied to the user's. */
function ownStatement(sid: string, actions: string[], conditions?: iam.Conditions, others: string[] = []): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, actions, resources: [...ownUser(), iamArn('mfa/*'), ...others], conditions });
}
