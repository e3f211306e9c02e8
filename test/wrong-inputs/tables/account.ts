import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lib from '../../../src';
import { baseline, inRegions, refused, refusedAlone, untyped, wrong, WrongInput } from '../wrong-input';

const { PasswordPolicyStandard: Standard } = lib;

const passwords = (passwordPolicy: object) => baseline({ passwordPolicy });
const hardening = (accountHardening: object) => baseline({ accountHardening });
const contact = (props: object) => hardening({ securityContact: { name: 'Security', title: 'Team', emailAddress: 'a@example.com', phoneNumber: '+1 555', ...props } });
const alias = (accountAlias: string) => baseline({ accountAlias });
const BELOW = 'acknowledgeBelowStandard';

/** The settings that an account has exactly one of. */
export const ACCOUNT: WrongInput[] = [
  ['an alias with an uppercase letter', alias('Example'), refused('accountAlias', "'Example'", 'lowercase letters')],
  ['an alias of 12 digits', alias('123456789012'), refused('accountAlias', "'123456789012'", '12 digits')],
  ['an alias with two hyphens', alias('a--b'), refused('accountAlias', "'a--b'", 'hyphen')],
  ['an alias that is too short', alias('ab'), refused('accountAlias', "'ab'", '3 to 63')],
  ['an alias that is empty', alias(''), refused('accountAlias', "''", '3 to 63')],
  ['two aliases in one stack', (stack) => ['A', 'B'].map((id) => new lib.AccountAlias(stack, id, { accountAlias: 'example' })), refused('scope', "'Stack'", 'the stack already has')],
  ['CIS with 8 characters', passwords({ standard: Standard.CIS, minimumLength: 8 }), refused('passwordPolicy.minimumLength', '8', BELOW, 'password-policy-below-standard')],
  ['CIS with less history', passwords({ standard: Standard.CIS, reusePrevention: 5 }), refused('passwordPolicy.reusePrevention', '5', BELOW, 'password-policy-below-standard')],
  ['PCI DSS without rotation', passwords({ standard: Standard.PCI_DSS_4, rotation: false }), refused('passwordPolicy.rotation', 'false', BELOW, 'password-policy-below-standard')],
  ['PCI DSS without numbers', passwords({ standard: Standard.PCI_DSS_4, requireNumbers: false }), refused('passwordPolicy.requireNumbers', 'false', BELOW, 'password-policy-below-standard')],
  ['NIST with 14 characters', passwords({ standard: Standard.NIST_800_63B, minimumLength: 14 }), refused('passwordPolicy.minimumLength', '14', BELOW, 'password-policy-below-standard')],
  ['an acknowledgement of nothing', passwords({ standard: Standard.CIS, acknowledgeBelowStandard: 'legacy' }), refused('passwordPolicy.acknowledgeBelowStandard', "'legacy'", 'the policy meets the standard')],
  ['an acknowledgement without a word', passwords({ standard: Standard.CIS, minimumLength: 8, acknowledgeBelowStandard: '' }), refused('passwordPolicy.acknowledgeBelowStandard', "''", 'acceptable')],
  ['a password of 5 characters', passwords({ minimumLength: 5 }), refused('passwordPolicy.minimumLength', '5', 'it must be a whole number from 6 to 128')],
  ['a password of 200 characters', passwords({ minimumLength: 200 }), refused('passwordPolicy.minimumLength', '200', 'it must be a whole number from 6 to 128')],
  ['half a character', passwords({ minimumLength: 14.5 }), refused('passwordPolicy.minimumLength', '14.5', 'it must be a whole number')],
  ['a password that expires at once', passwords({ maxAge: Duration.days(0) }), refused('passwordPolicy.maxAge', /.+/, 'rotation')],
  ['a password that expires after hours', passwords({ maxAge: Duration.hours(30) }), refused('passwordPolicy.maxAge', /.+/, 'whole days')],
  ['a password that expires and does not', passwords({ rotation: false, maxAge: Duration.days(90) }), refused('passwordPolicy.maxAge', /.+/, 'rotation is false')],
  ['a history of 30 passwords', passwords({ reusePrevention: 30 }), refused('passwordPolicy.reusePrevention', '30', 'it must be a whole number from 1 to 24')],
  ['a history that is turned off', passwords({ preventReuse: false, reusePrevention: 5 }), refused('passwordPolicy.reusePrevention', '5', 'preventReuse is false')],
  ['a hard expiry of what does not expire', passwords({ rotation: false, hardExpiry: true }), refused('passwordPolicy.hardExpiry', 'true', 'passwords do not expire')],
  ['two password policies in one stack', (stack) => ['A', 'B'].map((id) => new lib.PasswordPolicy(stack, id)), refused('scope', "'Stack'", 'the stack already has')],
  ['an imported password policy of 3 characters', (stack) => lib.PasswordPolicy.fromPasswordPolicyAttributes(stack, 'Wrong', { minimumLength: 3 }), refused('minimumLength', '3', 'it must be a whole number from 6 to 128')],
  ['hardening with everything off', hardening({ s3PublicAccessBlock: false, ebsDefaultEncryption: false, instanceMetadataDefaults: false, imagePublicAccessBlock: false, snapshotPublicAccessBlock: false, documentPublicSharingBlock: false }),
    refused('accountHardening.s3PublicAccessBlock', 'false', 'or remove the hardening')],
  ['hops of a setting that is off', hardening({ instanceMetadataDefaults: false, instanceMetadataHopLimit: 2 }), refused('accountHardening.instanceMetadataHopLimit', '2', 'instanceMetadataDefaults is off')],
  ['no region', (stack) => new lib.AccountHardening(stack, 'Wrong', { regions: lib.HardenedRegions.of() }), refusedAlone('regions', '[]', 'it must name at least one region')],
  ['a region that is none', () => lib.HardenedRegions.of('us-east-1', 'Frankfurt'), refusedAlone('regions', "'Frankfurt'", 'a region has a form such as eu-central-1')],
  ['an availability zone for a region', () => lib.HardenedRegions.of('us-east-1a'), refusedAlone('regions', "'us-east-1a'", 'a region has a form such as eu-central-1')],
  ['a region that is no text', () => lib.HardenedRegions.of(untyped(1)), refusedAlone('regions', '1', 'a region has a form such as eu-central-1')],
  ['a region twice', () => lib.HardenedRegions.of('us-east-1', 'eu-west-1', 'us-east-1'), refusedAlone('regions[2]', "'us-east-1'", 'it is listed twice')],
  ['regions of two partitions', () => lib.HardenedRegions.of('us-east-1', 'cn-north-1'), refusedAlone('regions', '["us-east-1","cn-north-1"]', 'the partitions aws and aws-cn')],
  ['a region of GovCloud among others', () => lib.HardenedRegions.of('us-gov-west-1', 'us-east-1'), refusedAlone('regions', '["us-gov-west-1","us-east-1"]', 'the partitions aws-us-gov and aws')],
  ['a list for regions', hardening({ regions: ['us-east-1'] }), refused('accountHardening.regions', '["us-east-1"]', 'HardenedRegions.ALL_ENABLED')],
  ['regions without that of the stack', inRegions((stack) => new lib.EbsDefaultEncryption(stack, 'Wrong', { regions: lib.HardenedRegions.of('us-east-1') })), refused('regions', '["us-east-1"]', 'the region of the stack, eu-west-1, always has the setting')],
  ['regions of the baseline without that of the stack', inRegions((stack) => new lib.AccountHardening(stack, 'Wrong', { s3PublicAccessBlock: false, regions: lib.HardenedRegions.of('us-east-1') })), refused('regions', '["us-east-1"]', 'the region of the stack, eu-west-1, always has the setting')],
  ['regions with every setting of a region turned off', hardening({ regions: lib.HardenedRegions.ALL_ENABLED, ebsDefaultEncryption: false, instanceMetadataDefaults: false, imagePublicAccessBlock: false, snapshotPublicAccessBlock: false, documentPublicSharingBlock: false }),
    refused('accountHardening.regions', "'HardenedRegions'", 'every setting of a region is turned off')],
  ['too many hops', hardening({ instanceMetadataHopLimit: 65 }), refused('accountHardening.instanceMetadataHopLimit', '65', 'it must be a whole number from 1 to 64')],
  ['a contact without a name', contact({ name: '' }), refused('accountHardening.securityContact.name', "''", '1 to 64 characters')],
  ['a contact with an address without @', contact({ emailAddress: 'security' }), refused('accountHardening.securityContact.emailAddress', "'security'", 'it must be an address')],
  ['a contact with letters for digits', contact({ phoneNumber: 'call me' }), refused('accountHardening.securityContact.phoneNumber', "'call me'", '1 to 25 digits')],
  ['a contact with nothing', hardening({ billingContact: {} }), refused('accountHardening.billingContact.name', 'undefined', 'it must be given')],
  ['one contact twice', (stack) => ['A', 'B'].map((id) => new lib.AlternateContact(stack, id, { contactType: lib.AlternateContactType.SECURITY, name: 'S', title: 'T', emailAddress: 'a@example.com', phoneNumber: '1' })),
    refused('scope', "'Stack'", 'the stack already has')],
  ['the S3 block of the account in two regions', inRegions((stack) => new lib.S3PublicAccessBlock(stack, 'Block')), refused('scope', "'eu-west-1'", 'the account 111122223333 already has', 'twice-in-account')],
  ['the S3 block of the hardening in two regions', inRegions((stack) => new lib.AccountHardening(stack, 'Hardening')), refused('scope', "'eu-west-1'", 'in the others set s3PublicAccessBlock of AccountHardening to false', 'twice-in-account')],
  ['the alias of the account in two regions', inRegions((stack) => new lib.AccountAlias(stack, 'Alias', { accountAlias: 'example' })), refused('scope', "'eu-west-1'", 'the account 111122223333 already has', 'twice-in-account')],
  ['a removal policy of a setting', wrong(lib.EbsDefaultEncryption, { removalPolicy: RemovalPolicy.SNAPSHOT }), refused('removalPolicy', "'snapshot'", 'it must be RETAIN_ON_UPDATE_OR_DELETE, RETAIN or DESTROY')],
  ['a time of a setting that is too short', wrong(lib.EbsDefaultEncryption, { serviceTimeout: Duration.seconds(10) }), refused('serviceTimeout', "'10 seconds'", 'it must last from 2 minutes to 1 hour')],
  ['a setting that the region does not have', (_, app) => new lib.DocumentPublicSharingBlock(new Stack(app, 'China', { env: { region: 'cn-north-1' } }), 'Wrong'), refused('region', "'cn-north-1'", 'CloudFormation has no AWS::SSM::ServiceSetting there')],
];
