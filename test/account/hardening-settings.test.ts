import { App, CfnParameter, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { AlternateContact, AlternateContactProps, AlternateContactType } from '../../src/account/alternate-contact';
import { DocumentPublicSharingBlock } from '../../src/account/document-public-sharing-block';
import { EbsDefaultEncryption } from '../../src/account/ebs-default-encryption';
import { ImagePublicAccessBlock } from '../../src/account/image-public-access-block';
import { InstanceMetadataDefaults } from '../../src/account/instance-metadata-defaults';
import { OnExisting } from '../../src/account/on-existing';
import { S3PublicAccessBlock } from '../../src/account/s3-public-access-block';
import { SnapshotPublicAccessBlock, SnapshotSharing } from '../../src/account/snapshot-public-access-block';

const DETAILS = { name: 'Security team', title: 'Incident response', emailAddress: 'security@example.com', phoneNumber: '+49 30 123456' };
const contact = (props: Partial<AlternateContactProps> = {}) => (scope: Construct, id: string) =>
  new AlternateContact(scope, id, { contactType: AlternateContactType.SECURITY, ...DETAILS, ...props });

function templateOf(make: (scope: Construct, id: string) => unknown): Template {
  const stack = new Stack(new App(), 'Stack');
  make(stack, 'Setting');
  return Template.fromStack(stack);
}

/** Every kind of setting, with what it sends and the actions that it takes. */
const KINDS: [string, (scope: Construct, id: string) => unknown, object, string[], unknown][] = [
  ['Custom::S3PublicAccessBlock', (scope, id) => new S3PublicAccessBlock(scope, id),
    { Setting: 's3-public-access-block', BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
    ['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'], '*'],
  ['Custom::EbsDefaultEncryption', (scope, id) => new EbsDefaultEncryption(scope, id),
    { Setting: 'ebs-default-encryption', EbsEncryptionByDefault: true },
    ['ec2:GetEbsEncryptionByDefault', 'ec2:EnableEbsEncryptionByDefault', 'ec2:DisableEbsEncryptionByDefault'], '*'],
  ['Custom::InstanceMetadataDefaults', (scope, id) => new InstanceMetadataDefaults(scope, id),
    { Setting: 'instance-metadata-defaults', HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
    ['ec2:GetInstanceMetadataDefaults', 'ec2:ModifyInstanceMetadataDefaults'], '*'],
  ['Custom::ImagePublicAccessBlock', (scope, id) => new ImagePublicAccessBlock(scope, id),
    { Setting: 'image-public-access-block', ImageBlockPublicAccessState: 'block-new-sharing' },
    ['ec2:GetImageBlockPublicAccessState', 'ec2:EnableImageBlockPublicAccess', 'ec2:DisableImageBlockPublicAccess'], '*'],
  ['Custom::AlternateContactSecurity', contact(),
    { Setting: 'alternate-contact-security', EmailAddress: 'security@example.com', Name: 'Security team', PhoneNumber: '+49 30 123456', Title: 'Incident response' },
    ['account:GetAlternateContact', 'account:PutAlternateContact', 'account:DeleteAlternateContact'],
    { 'Fn::Sub': 'arn:${AWS::Partition}:account::${AWS::AccountId}:account' }],
];

describe.each(KINDS)('%s', (type, make, properties, actions, resource) => {
  test('is a setting like the others: what is there is replaced, ours is kept, a failed first deployment is undone', () => {
    templateOf(make).hasResource(type, {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { ServiceToken: { 'Fn::Sub': '${AccountSettings.Arn}' }, ServiceTimeout: '300', ...properties },
    });
  });

  test('lets the function make the calls it needs', () => {
    const policies = Object.values(templateOf(make).findResources('AWS::IAM::ManagedPolicy'));
    const [own, ...others] = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }: any) => !/^(ssm|cloudformation|logs|iam):/.test([Action].flat()[0]));
    expect(own).toEqual({ Effect: 'Allow', Action: expect.arrayContaining(actions), Resource: resource });
    expect(others).toEqual([]);
  });

  test('is refused a second time in one stack, and allowed in another', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    make(stack, 'First');
    expect(() => make(stack, 'Second')).toThrow(/^Invalid `scope` 'Stack': the stack already has .* at Stack\/First.*In Stack\/Second\.$/);
    make(new Stack(app, 'Elsewhere'), 'Second');
  });
});

describe('instance metadata defaults', () => {
  test.each([1, 64])('a hop limit of %d', (hopLimit) => {
    templateOf((scope, id) => new InstanceMetadataDefaults(scope, id, { hopLimit }))
      .hasResourceProperties('Custom::InstanceMetadataDefaults', { HttpPutResponseHopLimit: hopLimit });
  });

  test.each([0, 65, 1.5])('but not of %d', (hopLimit) => {
    expect(() => templateOf((scope, id) => new InstanceMetadataDefaults(scope, id, { hopLimit })))
      .toThrow(`Invalid \`hopLimit\` ${hopLimit}: it must be a whole number from 1 to 64`);
  });

  test('a token passes', () => {
    const hops = (scope: Construct) => new CfnParameter(scope, 'Hops', { type: 'Number' }).valueAsNumber;
    templateOf((scope, id) => new InstanceMetadataDefaults(scope, id, { hopLimit: hops(scope) }))
      .hasResourceProperties('Custom::InstanceMetadataDefaults', { HttpPutResponseHopLimit: { Ref: 'Hops' } });
  });
});

test('who manages the EC2 settings is an attribute', () => {
  const stack = new Stack(new App(), 'Stack');
  const settings = [new InstanceMetadataDefaults(stack, 'Defaults'), new ImagePublicAccessBlock(stack, 'Images')];
  expect(stack.resolve(settings.map(({ managedBy }) => managedBy))).toEqual([
    { 'Fn::GetAtt': [expect.stringMatching(/^Defaults/), 'ManagedBy'] }, { 'Fn::GetAtt': [expect.stringMatching(/^Images/), 'ManagedBy'] },
  ]);
});

describe('alternate contacts', () => {
  test('there is one of each type', () => {
    const types = Object.values(AlternateContactType);
    const template = templateOf((scope) => types.forEach((contactType) => contact({ contactType })(scope, contactType)));
    expect(Object.values<any>(template.toJSON().Resources).filter(({ Type }) => /AlternateContact/.test(Type)).map(({ Type, Properties }) => [Type, Properties.Setting]))
      .toEqual([
        ['Custom::AlternateContactBilling', 'alternate-contact-billing'],
        ['Custom::AlternateContactOperations', 'alternate-contact-operations'],
        ['Custom::AlternateContactSecurity', 'alternate-contact-security'],
      ]);
  });

  test.each<[Partial<AlternateContactProps>, string]>([
    [{ name: '' }, "Invalid `name` '': a name has 1 to 64 characters"],
    [{ name: 'n'.repeat(65) }, 'a name has 1 to 64 characters'],
    [{ title: '' }, "Invalid `title` '': a title has 1 to 50 characters"],
    [{ title: 't'.repeat(51) }, 'a title has 1 to 50 characters'],
    [{ emailAddress: 'security' }, "Invalid `emailAddress` 'security': it must be an address"],
    [{ emailAddress: `${'a'.repeat(243)}@example.com` }, 'of up to 254 characters'],
    [{ phoneNumber: 'none' }, "Invalid `phoneNumber` 'none': a telephone number has"],
    [{ phoneNumber: '1'.repeat(26) }, 'a telephone number has 1 to 25'],
  ])('%p is refused', (props, message) => {
    expect(() => templateOf(contact(props))).toThrow(message);
  });

  test('tokens pass', () => {
    templateOf((scope, id) => contact({ emailAddress: new CfnParameter(scope, 'Mail').valueAsString })(scope, id))
      .hasResourceProperties('Custom::AlternateContactSecurity', { EmailAddress: { Ref: 'Mail' } });
  });
});

describe('what CloudFormation has a type for', () => {
  test('snapshots: all sharing is blocked, and stays so when the stack goes', () => {
    const template = templateOf((scope, id) => new SnapshotPublicAccessBlock(scope, id));
    template.hasResource('AWS::EC2::SnapshotBlockPublicAccess', { DeletionPolicy: 'RetainExceptOnCreate', Properties: { State: 'block-all-sharing' } });
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('snapshots: new sharing only, lifted when the stack goes', () => {
    templateOf((scope, id) => new SnapshotPublicAccessBlock(scope, id, { sharing: SnapshotSharing.BLOCK_NEW, removalPolicy: RemovalPolicy.DESTROY }))
      .hasResource('AWS::EC2::SnapshotBlockPublicAccess', { DeletionPolicy: 'Delete', Properties: { State: 'block-new-sharing' } });
  });

  test.each([[undefined, 'RetainExceptOnCreate'], [RemovalPolicy.DESTROY, 'Delete']])('documents cannot be public (%s)', (removalPolicy, DeletionPolicy) => {
    const template = templateOf((scope, id) => new DocumentPublicSharingBlock(scope, id, { removalPolicy }));
    template.hasResource('AWS::SSM::ServiceSetting', {
      DeletionPolicy, Properties: { SettingId: '/ssm/documents/console/public-sharing-permission', SettingValue: 'Disable' },
    });
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  test.each([SnapshotPublicAccessBlock, DocumentPublicSharingBlock])('%p is refused a second time in one stack', (Kind) => {
    const stack = new Stack(new App(), 'Stack');
    new Kind(stack, 'First');
    expect(() => new Kind(stack, 'Second')).toThrow("Invalid `scope` 'Stack': the stack already has");
  });
});

test('onExisting and removal policy are passed on', () => {
  templateOf((scope, id) => new EbsDefaultEncryption(scope, id, { onExisting: OnExisting.ADOPT, removalPolicy: RemovalPolicy.DESTROY }))
    .hasResource('Custom::EbsDefaultEncryption', { DeletionPolicy: 'Delete', Properties: Match.objectLike({ OnExisting: 'ADOPT' }) });
});
