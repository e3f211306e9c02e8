import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountHardening, AccountHardeningProps } from '../../src/account/account-hardening';
import { OnExisting } from '../../src/account/on-existing';
import { SecureAccountBaselineStack } from '../../src/baseline/secure-account-baseline-stack';
import { testRulePacks } from '../nag/rule-packs';

const CONTACT = { name: 'Team', title: 'Team', emailAddress: 'team@example.com', phoneNumber: '1' };
const CONTACTS = { billingContact: CONTACT, operationsContact: CONTACT, securityContact: CONTACT };

/** The resource that each switch stands for. */
const SWITCHES: Record<string, string> = {
  s3PublicAccessBlock: 'Custom::S3PublicAccessBlock',
  ebsDefaultEncryption: 'Custom::EbsDefaultEncryption',
  instanceMetadataDefaults: 'Custom::InstanceMetadataDefaults',
  imagePublicAccessBlock: 'Custom::ImagePublicAccessBlock',
  snapshotPublicAccessBlock: 'AWS::EC2::SnapshotBlockPublicAccess',
  documentPublicSharingBlock: 'AWS::SSM::ServiceSetting',
};
const TYPES = Object.values(SWITCHES);

const stackWith = (props?: AccountHardeningProps) => {
  const stack = new Stack(new App({ context: { 'aws:cdk:enable-path-metadata': true } }), 'Stack');
  new AccountHardening(stack, 'Hardening', props);
  return stack;
};
const settingsIn = (stack: Stack) => Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, any>)
  .filter(({ Type }) => TYPES.includes(Type) || Type.startsWith('Custom::AlternateContact'));
const typesIn = (stack: Stack) => settingsIn(stack).map(({ Type }) => Type);

test('everything that needs no data is on', () => {
  expect(typesIn(stackWith())).toEqual(TYPES);
  expect(typesIn(stackWith(AccountHardening.ALL))).toEqual(TYPES);
});

test.each(Object.entries(SWITCHES))('%s: false leaves out %s and nothing else', (property, type) => {
  expect(typesIn(stackWith({ [property]: false }))).toEqual(TYPES.filter((other) => other !== type));
});

test('with everything off there would be nothing, which is refused; a contact alone is something', () => {
  const props = Object.fromEntries(Object.keys(SWITCHES).map((property) => [property, false]));
  expect(() => stackWith(props)).toThrow('Invalid `s3PublicAccessBlock` false: every setting is turned off. Turn one on, or remove the hardening. In Stack/Hardening.');
  expect(() => stackWith({ ...props, securityContact: CONTACT })).not.toThrow();
});

test.each([
  ['billingContact', 'alternate-contact-billing'], ['operationsContact', 'alternate-contact-operations'], ['securityContact', 'alternate-contact-security'],
])('%s sets %s', (property, Setting) => {
  const contacts = settingsIn(stackWith({ [property]: CONTACT })).filter(({ Type }) => Type.startsWith('Custom::AlternateContact'));
  expect(contacts.map(({ Properties }) => [Properties.Setting, Properties.EmailAddress])).toEqual([[Setting, 'team@example.com']]);
});

test('the hop limit', () => {
  Template.fromStack(stackWith({ instanceMetadataHopLimit: 1 })).hasResourceProperties('Custom::InstanceMetadataDefaults', { HttpPutResponseHopLimit: 1 });
});

test.each<[string, AccountHardeningProps]>([
  ['`instanceMetadataHopLimit` 65', { instanceMetadataHopLimit: 65 }],
  ["`billingContact.name` ''", { billingContact: { ...CONTACT, name: '' } }],
  ["`operationsContact.title` ''", { operationsContact: { ...CONTACT, title: '' } }],
  ["`securityContact.emailAddress` 'security'", { securityContact: { ...CONTACT, emailAddress: 'security' } }],
  ["`securityContact.phoneNumber` 'call us'", { securityContact: { ...CONTACT, phoneNumber: 'call us' } }],
])('what is refused is named as it was given: %s', (named, props) => {
  expect(() => stackWith(props)).toThrow(`Invalid ${named}: `);
});

test('a hop limit for defaults that are turned off is refused', () => {
  expect(() => stackWith({ instanceMetadataDefaults: false, instanceMetadataHopLimit: 1 })).toThrow('Invalid `instanceMetadataHopLimit` 1: instanceMetadataDefaults is off');
});

test('what all settings have in common is passed on to each', () => {
  const props = { ...CONTACTS, onExisting: OnExisting.FAIL, removalPolicy: RemovalPolicy.DESTROY, serviceTimeout: Duration.minutes(10) };
  const settings = settingsIn(stackWith(props));
  expect(settings).toHaveLength(9);
  for (const { Type, DeletionPolicy, Properties } of settings) {
    expect(DeletionPolicy).toBe('Delete');
    if (Type.startsWith('Custom::')) expect(Properties).toMatchObject({ OnExisting: 'FAIL', ServiceTimeout: '600' });
  }
});

test('a second one in a stack is refused', () => {
  const stack = stackWith();
  expect(() => new AccountHardening(stack, 'Second')).toThrow("Invalid `scope` 'Stack': the stack already has an account hardening at Stack/Hardening");
});

testRulePacks(() => stackWith(CONTACTS));

describe('in the baseline', () => {
  const baselineWith = (accountHardening?: AccountHardeningProps, more = {}) => new SecureAccountBaselineStack(new App(), 'Stack', { accountHardening, ...more });

  test('it is off by itself', () => {
    const stack = baselineWith();
    expect(stack.baseline.accountHardening).toBeUndefined();
    expect(typesIn(stack)).toEqual([]);
  });

  test('one word turns all of it on', () => {
    const stack = baselineWith(AccountHardening.ALL);
    expect(stack.baseline.accountHardening?.s3PublicAccessBlock).toBeDefined();
    expect(typesIn(stack)).toEqual(TYPES);
  });

  test('it follows the baseline\'s onExisting and removal policy, unless it has its own', () => {
    const more = { onExisting: OnExisting.ADOPT, settingsRemovalPolicy: RemovalPolicy.DESTROY };
    const of = (stack: Stack) => settingsIn(stack).filter(({ Type }) => Type === 'Custom::EbsDefaultEncryption').map(({ DeletionPolicy, Properties }) => [DeletionPolicy, Properties.OnExisting]);
    expect(of(baselineWith({}, more))).toEqual([['Delete', 'ADOPT']]);
    expect(of(baselineWith({ onExisting: OnExisting.FAIL }, more))).toEqual([['Delete', 'FAIL']]);
  });

  test.each([
    ['with a password policy', {}, /PasswordPolicy/],
    ['with an alias only', { accountAlias: 'example', omit: ['PASSWORD_POLICY'] }, /AccountAlias/],
    ['with neither', { omit: ['PASSWORD_POLICY'] }, /AdministratorGroup|Administrator/],
  ])('its settings come after a group, whose name a second baseline cannot take: %s', (_, more, after) => {
    for (const { DependsOn } of settingsIn(baselineWith({}, more))) expect([DependsOn].flat().join()).toMatch(after);
  });

  test.each(Object.entries(SWITCHES))('%s can be the only one', (property, type) => {
    const off = Object.fromEntries(Object.keys(SWITCHES).map((other) => [other, other === property]));
    expect(typesIn(baselineWith(off))).toEqual([type]);
  });

  test('the step of setting the contacts is left to people unless all of them are given', () => {
    const outputs = (props: AccountHardeningProps) => Object.keys(Template.fromStack(baselineWith(props)).findOutputs('*'));
    expect(outputs({})).toContain('TodoContacts');
    expect(outputs({ ...CONTACTS, billingContact: undefined })).toContain('TodoContacts');
    expect(outputs(CONTACTS)).not.toContain('TodoContacts');
  });
});
