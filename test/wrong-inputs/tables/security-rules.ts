import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { MACHINE } from '../../../proof/trusts/roles-anywhere-fixtures';
import { keyDescriptor, samlMetadata } from '../../../proof/trusts/saml-fixtures';
import * as lib from '../../../src';
import { refused, refusedAlone, wrong, WrongInput } from '../wrong-input';

const certificate = (name: string) => readFileSync(join(__dirname, '..', '..', 'roles', 'certificates', `${name}.pem`), 'utf8');
const small = certificate('key-512').replace(/-----[A-Z ]+-----|\s/g, '');
const metadata = (parts: Parameters<typeof samlMetadata>[0]) => () => lib.SamlMetadata.fromText(samlMetadata(parts));
const plain = (assumedBy: iam.IPrincipal) => wrong(lib.BaselineRole, { assumedBy });
const SENTINEL = 'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d';

const rollOuts = (...targets: lib.RollOutTarget[][]) => (_: Stack, app: App) => targets.map((each, index) => (
  new lib.BaselineRollOut(new Stack(app, `RollOut${index}`), 'Wrong', {
    targets: each, region: 'eu-central-1', stackSetName: index === 0 ? undefined : `account-baseline-${index}`, managementAccount: '111122223333',
  })
));
const UNIT = lib.RollOutTarget.unit('ou-abcd-11112222');

/** Rules of security about documents, and about what only the whole app shows. */
export const SECURITY_RULES: WrongInput[] = [
  ['a machine as trust anchor', wrong(lib.RolesAnywhereTrustAnchor, { certificateBundle: MACHINE }), refused('certificateBundle', /.+/, 'not the certificate of an authority', 'certificate-not-of-authority')],
  ['a trust anchor signed with SHA-1', wrong(lib.RolesAnywhereTrustAnchor, { certificateBundle: certificate('rsa-sha1') }), refused('certificateBundle', /.+/, 'SHA-256 or stronger', 'certificate-too-weak')],
  ['an identity provider with a key of 512 bits', metadata({ keys: keyDescriptor(small) }), refusedAlone('metadata', /[^]+/, 'has 512 bits', 'certificate-too-weak')],
  ['an identity provider that signs with no known key', metadata({ keys: '' }), refusedAlone('metadata', /[^]+/, 'no signing certificate', 'saml-metadata-unsigned')],
  ['metadata with a document type', metadata({ prologue: '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE a [<!ENTITY b "c">]>' }), refusedAlone('metadata', /.+/, 'document type declaration', 'saml-metadata-doctype')],
  ['guests of an identity pool', plain(new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef' } })),
    refused('assumedBy', "'cognito-identity.amazonaws.com'", 'guests of the identity pool', 'cognito-guests')],
  ['every customer of Microsoft Sentinel', (stack, app) => plain(new iam.WebIdentityPrincipal(`arn:aws:iam::111122223333:oidc-provider/${SENTINEL}`, {
    StringEquals: { [`${SENTINEL}:aud`]: 'a', [`${SENTINEL}:sub`]: 'b' },
  }))(stack, app), refused('assumedBy', /.+/, 'except for the name of the session', 'oidc-session-name-open')],
  ['a user of the account without MFA', plain(new iam.PrincipalWithConditions(new iam.ArnPrincipal('arn:${AWS::Partition}:iam::${AWS::AccountId}:user/alice'), {})), refused('assumedBy', /.+/, 'without MFA', 'trust-without-mfa')],
  ['a trust in the policy of a bucket', (stack) => new s3.Bucket(stack, 'Bucket').addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'], principals: [lib.RoleTrust.people()] })),
    refused('principal', "'RoleTrust'", 'it is for the trust policy of a role', 'trust-outside-role')],
  ['a baseline whose policies the app does not create', (stack) => {
    iam.Role.customizeRoles(stack, { preventSynthesis: true });
    return new lib.SecureAccountBaseline(stack, 'Wrong');
  }, refused('scope', "'Stack/Wrong'", 'prevents this policy from being created', 'group-policy-missing')],
  ['the management account as a target of a roll-out', rollOuts([lib.RollOutTarget.accounts('r-abcd', ['111122223333'])]), refused('targets[0]', "'111122223333'", 'StackSets never reaches', 'management-account-not-reached')],
  ['a unit twice in a roll-out', rollOuts([UNIT, UNIT]), refused('targets[1]', "'ou-abcd-11112222'", 'it reaches accounts of targets[0]', 'roll-out-overlap')],
  ['a unit in two roll-outs', rollOuts([UNIT], [UNIT]), refused('targets[0]', "'ou-abcd-11112222'", 'an account holds the baseline once', 'roll-out-overlap')],
];
