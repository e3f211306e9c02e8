import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { REMOTE_LOGIN } from '../../permissions/protected-resources';
import { iamArn } from '../../private/arn';

const MFA_PRESENT = 'aws:MultiFactorAuthPresent';

/** The actions to enroll the first device. Never with a bare access key, never for another user. */
const ENROLL_ACTIONS = ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ResyncMFADevice'];

const WITH_MFA = { Bool: { [MFA_PRESENT]: 'true' } };

/** The actions with which the console and the CLI read the user and the user's devices before MFA. */
const SEE_ONESELF = ['iam:GetMFADevice', 'iam:GetUser', 'iam:ListMFADevices'];

/** Command line access with passkeys, which GetSessionToken does not support. */
const AWS_LOGIN = ['signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token'];

/** Only with a browser on the same machine: the remote form gives the session to the sender of the link that the person opens. */
const LOGIN_FROM_THIS_MACHINE = Fn.sub('arn:${AWS::Partition}:signin:*:${AWS::AccountId}:oauth2/public-client/localhost');

const GIT_CREDENTIALS = [
  'iam:DeleteSSHPublicKey', 'iam:GetSSHPublicKey', 'iam:ListSSHPublicKeys', 'iam:UpdateSSHPublicKey', 'iam:UploadSSHPublicKey',
  'iam:DeleteServiceSpecificCredential', 'iam:ListServiceSpecificCredentials', 'iam:ResetServiceSpecificCredential',
  'iam:UpdateServiceSpecificCredential',
];

/** The actions of a forced change of the first password, when no user can have MFA yet. */
export const FIRST_PASSWORD_CHANGE = ['iam:ChangePassword', 'iam:GetAccountPasswordPolicy'];

/** The findings of cdk-nag about these statements, with the reason to accept each. */
export const SELF_SERVICE_FINDINGS = {
  'AwsSolutions-IAM5[Resource::*]':
    'Listing virtual MFA devices and reading the password policy support no resource.',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:user/*/<!aws:username>]':
    'The wildcard stands for the path of the user; user names are unique regardless of path, so that it matches one user.',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:iam::<AWS::AccountId>:mfa/*]':
    'The user chooses the name of a virtual MFA device; AWS binds the device to the user and does not delete a device that is in use.',
  'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:signin:*:<AWS::AccountId>:oauth2/public-client/localhost]':
    'The wildcard stands for the region in which the user signs in; the command line gets the same permissions as the console.',
};

export interface SelfServiceOptions {
  /** False in roll-out mode. Then the grant itself must prevent bare access keys from enrolling a device. */
  readonly enforced: boolean;
  /** SSH keys and Git passwords are useful only to users with an exemption for Git, which cannot send an MFA code. */
  readonly git: boolean;
}

/** The actions that users are allowed on their own IAM user, and on no other. */
export function selfServiceStatements(options: SelfServiceOptions): iam.PolicyStatement[] {
  const statements = [
    new iam.PolicyStatement({
      sid: 'SeeAccount',
      actions: ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'],
      resources: ['*'],
    }),
    ...options.enforced
      ? [ownStatement('Enrol', [...SEE_ONESELF, 'iam:ChangePassword', ...ENROLL_ACTIONS])]
      : [
        ownStatement('SeeOneself', [...SEE_ONESELF, 'iam:ChangePassword']),
        ownStatement('Enrol', ENROLL_ACTIONS, { Null: { [MFA_PRESENT]: 'false' } }),
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
 * Denies a request without MFA everything but the actions that lead to MFA.
 *
 * `BoolIfExists` is necessary because requests with a bare access key lack the condition key. Requests that an AWS service forwards in
 * the user's name never carry MFA; the original request was subject to it.
 */
export function denyWithoutMfaStatement(exemptedActions: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyWithoutMfa',
    effect: iam.Effect.DENY,
    notActions: [...ENROLL_ACTIONS, ...SEE_ONESELF, 'iam:ListVirtualMFADevices', 'sts:GetCallerIdentity', 'sts:GetSessionToken', ...exemptedActions],
    resources: ['*'],
    conditions: { BoolIfExists: { [MFA_PRESENT]: 'false', 'aws:ViaAWSService': 'false' } },
  });
}

/**
 * Denies `aws login --remote`, which hands the console session to another machine: an attacker who makes an administrator open the link
 * becomes that administrator.
 *
 * Source: AWS Managed Policy Reference Guide, SignInLocalDevelopmentAccess, which allows `public-client/*`.
 */
export function denyRemoteLoginStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid: 'DenyRemoteLogin', effect: iam.Effect.DENY, actions: ['signin:A*'], resources: [REMOTE_LOGIN] });
}

/** Closes two MFA bypasses that the exemption of enrollment opens to a user who is allowed everything. */
export function denyForeignEnrollmentStatements(): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      // A stolen access key must not enroll a second factor.
      sid: 'DenyEnrolByKey',
      effect: iam.Effect.DENY,
      actions: ENROLL_ACTIONS,
      resources: ['*'],
      conditions: { Null: { [MFA_PRESENT]: 'true' } },
    }),
    new iam.PolicyStatement({
      // A user without MFA must not enroll a device for a colleague who has none.
      sid: 'DenyEnrolOthers',
      effect: iam.Effect.DENY,
      actions: ['iam:EnableMFADevice', 'iam:ResyncMFADevice'],
      // A deny statement may name every account and partition, which is shorter.
      notResources: ['arn:*:iam::*:user/${aws:username}', 'arn:*:iam::*:user/*/${aws:username}'],
      conditions: { BoolIfExists: { [MFA_PRESENT]: 'false' } },
    }),
  ];
}

/** A user may have a path, and names are unique regardless of path. */
function ownUser(): string[] {
  return [iamArn('user/${!aws:username}'), iamArn('user/*/${!aws:username}')];
}

/**
 * Allows actions on the user's own IAM user and on virtual devices. The user chooses the name of a device, so that the statement cannot tie it to
 * the user name.
 */
function ownStatement(sid: string, actions: string[], conditions?: iam.Conditions, others: string[] = []): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, actions, resources: [...ownUser(), iamArn('mfa/*'), ...others], conditions });
}
