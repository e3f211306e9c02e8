import { App, CfnOutput, Duration, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { LoadedTemplate } from '../../../proof/engine/template';
import { AUTHORITY } from '../../../proof/trusts/roles-anywhere-fixtures';
import { RolesAnywhereProfile } from '../../../src/roles/roles-anywhere/roles-anywhere-profile';
import { RolesAnywhereRole } from '../../../src/roles/roles-anywhere/roles-anywhere-role';
import { RolesAnywhereTrustAnchor } from '../../../src/roles/roles-anywhere/roles-anywhere-trust-anchor';
import { AwsCliProfile } from '../../../src/roles/sign-in/aws-cli-profile';
import { ConsoleLink } from '../../../src/roles/sign-in/console-link';

let stack: Stack;
let role: iam.Role;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack');
  role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'Auditor', path: '/account-baseline/' });
});

const DEPLOYED = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };

/** What an output would show once it is deployed. */
function shown(value: string, partition = 'aws'): string {
  new CfnOutput(stack, 'Output', { value });
  const template = (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template;
  const known = JSON.parse(JSON.stringify(template), (_, part) => {
    if (part?.['Fn::FindInMap']) return template.Mappings[part['Fn::FindInMap'][0]][partition][part['Fn::FindInMap'][2]];
    const [id, attribute] = part?.['Fn::GetAtt'] ?? [];
    if (attribute === 'TrustAnchorArn' || attribute === 'ProfileArn') return `arn:aws:rolesanywhere:eu-west-1:123456789012:${id}`;
    return part;
  });
  const loaded = new LoadedTemplate('Stack', { ...known, Resources: { ...known.Resources, Shown: { Type: 'X', Properties: known.Outputs.Output } } }, { ...DEPLOYED, partition });
  return loaded.properties('Shown').Value;
}

test('a user finds a profile with role, MFA device and name', () => {
  expect(shown(AwsCliProfile.forUser(role, { profileName: 'audit', userName: 'alice' }).text)).toBe([
    '[profile audit]',
    'role_arn = arn:aws:iam::123456789012:role/account-baseline/Auditor',
    'source_profile = default',
    'mfa_serial = arn:aws:iam::123456789012:mfa/alice',
    'role_session_name = alice',
    '',
  ].join('\n'));
});

test('with every option', () => {
  role = new iam.Role(stack, 'Longer', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'Longer', maxSessionDuration: Duration.hours(4) });
  const { text } = AwsCliProfile.forUser(role, {
    profileName: 'default', userName: 'alice', sourceProfile: 'alice', mfaDevice: 'alice-phone', userAccount: '111122223333', sessionDuration: Duration.hours(4), region: 'eu-west-1',
  });
  expect(shown(text, 'aws-us-gov')).toBe([
    '[default]', 'role_arn = arn:aws-us-gov:iam::123456789012:role/Longer', 'source_profile = alice', 'mfa_serial = arn:aws-us-gov:iam::111122223333:mfa/alice-phone',
    'role_session_name = alice', 'duration_seconds = 14400', 'region = eu-west-1', '',
  ].join('\n'));
});

test('a user with a passkey has no serial number', () => {
  expect(shown(AwsCliProfile.forUser(role, { profileName: 'audit', userName: 'alice', mfa: false }).text)).not.toContain('mfa_serial');
});

test('a program with a token in a file', () => {
  const { text } = AwsCliProfile.forWebIdentity(role, { profileName: 'backup', tokenFile: '/var/run/secrets/token', sessionName: 'nightly', sessionDuration: Duration.minutes(15) });
  expect(shown(text)).toBe([
    '[profile backup]', 'role_arn = arn:aws:iam::123456789012:role/account-baseline/Auditor', 'web_identity_token_file = /var/run/secrets/token',
    'role_session_name = nightly', 'duration_seconds = 900', '',
  ].join('\n'));
});

test('a machine with a certificate', () => {
  const trustAnchor = new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateBundle: AUTHORITY });
  const machine = new RolesAnywhereRole(stack, 'Machine', { trustAnchors: [trustAnchor], subjectCommonNames: ['a'], issuerCommonNames: ['b'], roleName: 'Machine' });
  const profile = new RolesAnywhereProfile(stack, 'Profile', { roles: [machine] });
  const { text } = AwsCliProfile.forRolesAnywhere(machine, {
    profileName: 'machine', trustAnchor, profile, certificateFile: '/etc/pki/machine.pem', privateKeyFile: '/etc/pki/machine.key', sessionDuration: Duration.minutes(30), region: 'eu-west-1',
  });
  expect(shown(text)).toMatch(new RegExp('^\\[profile machine\\]\ncredential_process = aws_signing_helper credential-process --certificate "/etc/pki/machine.pem" --private-key "/etc/pki/machine.key" '
    + '--trust-anchor-arn arn:aws:rolesanywhere:eu-west-1:123456789012:Anchor\\w+ --profile-arn arn:aws:rolesanywhere:eu-west-1:123456789012:Profile\\w* '
    + '--role-arn arn:aws:iam::123456789012:role/account-baseline/Machine --session-duration 1800\nregion = eu-west-1\n$'));
});

test.each<[string, () => unknown, RegExp]>([
  ['a profile name with a line break', () => AwsCliProfile.forUser(role, { profileName: 'a\ncredential_process = rm', userName: 'alice' }), /^Invalid `profileName` /],
  ['a user name that is none', () => AwsCliProfile.forUser(role, { profileName: 'a', userName: 'alice bob' }), /^Invalid `userName` /],
  ['a source profile that is none', () => AwsCliProfile.forUser(role, { profileName: 'a', userName: 'alice', sourceProfile: ']' }), /^Invalid `sourceProfile` /],
  ['an MFA device that is none', () => AwsCliProfile.forUser(role, { profileName: 'a', userName: 'alice', mfaDevice: '' }), /^Invalid `mfaDevice` /],
  ['an account that is none', () => AwsCliProfile.forUser(role, { profileName: 'a', userName: 'alice', userAccount: '1' }), /^Invalid `userAccount` /],
  ['a region that is none', () => AwsCliProfile.forUser(role, { profileName: 'a', userName: 'alice', region: 'x' }), /^Invalid `region` /],
  ['a session longer than the role allows', () => AwsCliProfile.forUser(role, { profileName: 'a', userName: 'alice', sessionDuration: Duration.hours(2) }), /^Invalid `sessionDuration` '2 hours'/],
  ['a session under 15 minutes', () => AwsCliProfile.forUser(role, { profileName: 'a', userName: 'alice', sessionDuration: Duration.minutes(5) }), /^Invalid `sessionDuration` '5 minutes'/],
  ['a token file with a line break', () => AwsCliProfile.forWebIdentity(role, { profileName: 'a', sessionName: 'ab', tokenFile: 'a\nb' }), /^Invalid `tokenFile` /],
  ['a display name too long', () => ConsoleLink.switchRole(stack, role, 'x'.repeat(65)), /^Invalid `displayName` /],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

test('tokens pass', () => {
  const { text } = AwsCliProfile.forUser(role, { profileName: Fn.ref('AWS::StackName'), userName: Fn.ref('AWS::StackName'), region: Fn.ref('AWS::Region') });
  expect(shown(text)).toMatch(/^\[profile Stack\]\n[^]*mfa\/Stack\n[^]*region = eu-west-1\n$/);
});

test.each([
  ['aws', 'https://signin.aws.amazon.com/switchrole?account=123456789012&roleName=account-baseline/Auditor&displayName=Audit%20(prod)'],
  ['aws-cn', 'https://signin.amazonaws.cn/switchrole?account=123456789012&roleName=account-baseline/Auditor&displayName=Audit%20(prod)'],
  ['aws-us-gov', 'https://signin.amazonaws-us-gov.com/switchrole?account=123456789012&roleName=account-baseline/Auditor&displayName=Audit%20(prod)'],
])('in %s one switches role at %s', (partition, url) => {
  expect(shown(ConsoleLink.switchRole(stack, role, 'Audit (prod)').url, partition)).toBe(url);
});

test.each([
  ['aws', 'https://123456789012.signin.aws.amazon.com/console'], ['aws-cn', 'https://123456789012.signin.amazonaws.cn/console'],
  ['aws-us-gov', 'https://123456789012.signin.amazonaws-us-gov.com/console'],
])('in %s users sign in at %s', (partition, url) => {
  expect(shown(ConsoleLink.signIn(stack).url, partition)).toBe(url);
});
