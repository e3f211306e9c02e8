import { KnownAction } from './action-table';

/** Services whose writes change permissions, or give a principal access. */
export const IDENTITY_SERVICES = [
  'account', 'account-access', 'ds', 'ds-data', 'iam', 'identity-sync', 'identitystore', 'identitystore-auth', 'organizations', 'rolesanywhere',
  'signin', 'sso', 'sso-directory', 'sso-oauth',
];

/** The writes of a directory that give a principal access: roles and applications for its users, their passwords, their second factor. */
const DIRECTORY = /^ds:(\w*RoleAccess|\w*Authorize\w*Application|ResetUserPassword|\w*Radius|\w*ClientAuthentication)$/;

/** Writes of IAM that give nobody rights: a service-linked role does what its service needs, a certificate is no identity. */
const HARMLESS = /^iam:((Create|Delete)ServiceLinkedRole|\w*ServerCertificate|PassRole)$/;

/** The password, access keys, MFA devices, signing certificates, SSH keys and service-specific credentials of a user. */
const CREDENTIALS = new RegExp('^iam:(ChangePassword|(Create|Delete|Update)(LoginProfile|AccessKey)|(Create|Delete)VirtualMFADevice|(Enable|Deactivate|Resync)MFADevice'
  + '|(Delete|Update|Upload)(SigningCertificate|SSHPublicKey)|(Create|Delete|Reset|Update)ServiceSpecificCredential)$');

/** Whether an action changes who may do what, such as `iam:AttachRolePolicy`. `iam:PassRole` has rules of its own. */
export function isIdentityWrite({ name, level }: KnownAction): boolean {
  const service = name.split(':')[0];
  return IDENTITY_SERVICES.includes(service) && !['List', 'Read'].includes(level) && !HARMLESS.test(name) && (service !== 'ds' || DIRECTORY.test(name));
}

/** Whether an action changes no more of a user than its credentials: allowed on their own user, it gives nobody other rights. */
export function changesCredentials(name: string): boolean {
  return CREDENTIALS.test(name);
}

/** Whether an action leaves the boundary that a condition on `iam:PermissionsBoundary` asks for. */
export function removesBoundary(name: string): boolean {
  return /^iam:Delete(Role|User)PermissionsBoundary$/.test(name);
}

/** Whether an action gives the session of a role, or of the root user of a member account. */
export function assumesRole(name: string): boolean {
  return /^sts:Assume(Role|Root)/.test(name);
}
