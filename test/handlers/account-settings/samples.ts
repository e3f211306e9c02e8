import { Contact, FakeAws, Policy } from './fake-aws';

export interface Properties { readonly [name: string]: unknown }

/**
 * A setting for tests that are the same for all of them: three values that differ, and how to look at the account. A setting that is
 * only on or off has one value, which all three are.
 */
export interface Sample {
  readonly setting: string;
  /** Properties of the custom resource, and the value that the account has then. */
  readonly a: { readonly properties: Properties; readonly value: unknown };
  readonly b: { readonly properties: Properties; readonly value: unknown };
  /** The value of another owner. */
  readonly theirs: { readonly properties: Properties; readonly value: unknown };
  /** A change is visible so late that a Delete takes the setting for its own; a failed Delete may leave it, even after a user had lifted it. */
  readonly seenLate?: boolean;
  get(aws: FakeAws): unknown;
  set(aws: FakeAws, value: unknown): void;
}

/** A password policy as IAM answers it, with what it makes of members that were not given. */
export const storedPolicy = (values: Policy): Policy => ({
  MinimumPasswordLength: 6,
  RequireSymbols: false,
  RequireNumbers: false,
  RequireUppercaseCharacters: false,
  RequireLowercaseCharacters: false,
  AllowUsersToChangePassword: false,
  ExpirePasswords: 'MaxPasswordAge' in values,
  HardExpiry: false,
  ...values,
});

const alias = (name: string) => ({ properties: { AccountAlias: name }, value: name });
const passwords = (values: Policy) => ({
  properties: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])), value: storedPolicy(values),
});

const s3Block = (...on: string[]) => {
  const flags = Object.fromEntries(['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].map((flag) => [flag, on.includes(flag)]));
  return { properties: Object.fromEntries(Object.entries(flags).map(([flag, isOn]) => [flag, String(isOn)])), value: flags };
};
const metadata = (value: Record<string, string | number>) => ({
  properties: Object.fromEntries(Object.entries(value).map(([key, it]) => [key, String(it)])), value,
});
/** A setting that is on or off has one value: `a`, `b` and `theirs` are the same. */
const ebsEncryption = { properties: { EbsEncryptionByDefault: 'true' }, value: true };
const imageBlock = { properties: { ImageBlockPublicAccessState: 'block-new-sharing' }, value: 'block-new-sharing' };
const contact = (name: string) => {
  const value: Contact = { EmailAddress: `${name}@example.com`, Name: name, PhoneNumber: '+49 (30) 1234-56', Title: `Head of ${name}` };
  return { properties: value, value };
};
const contactSample = (type: string): Sample => ({
  setting: `alternate-contact-${type.toLowerCase()}`,
  a: contact('first'),
  b: contact('second'),
  theirs: contact('theirs'),
  get: (aws) => aws.account.contacts?.[type],
  set: (aws, value) => {
    const { [type]: former, ...others } = aws.account.contacts ?? {};
    aws.account.contacts = value === undefined ? others : { ...others, [type]: value as Contact };
  },
});

/** A setting of the organization is on or off. */
const organizationSample = (setting: string): Sample => ({
  setting,
  a: { properties: {}, value: true },
  b: { properties: {}, value: true },
  theirs: { properties: {}, value: true },
  get: (aws) => aws.account.organization?.[setting],
  set: (aws, value) => {
    const { [setting]: former, ...others } = aws.account.organization ?? {};
    aws.account.organization = value === undefined ? others : { ...others, [setting]: true };
  },
});

export const SAMPLES: Sample[] = [
  {
    setting: 'account-alias',
    a: alias('first'),
    b: alias('second'),
    theirs: alias('theirs'),
    get: (aws) => aws.account.alias,
    set: (aws, value) => { aws.account.alias = value as string | undefined; },
  },
  {
    setting: 'password-policy',
    a: passwords({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      RequireNumbers: true,
      AllowUsersToChangePassword: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 24,
    }),
    b: passwords({ MinimumPasswordLength: 20, RequireUppercaseCharacters: true, RequireLowercaseCharacters: true }),
    theirs: passwords({ MinimumPasswordLength: 8, MaxPasswordAge: 30, HardExpiry: true }),
    get: (aws) => aws.account.policy,
    set: (aws, value) => { aws.account.policy = value as Policy | undefined; },
  },
  {
    setting: 's3-public-access-block',
    a: s3Block('BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'),
    b: s3Block('BlockPublicPolicy', 'RestrictPublicBuckets'),
    theirs: s3Block(),
    get: (aws) => aws.account.s3Block,
    set: (aws, value) => { aws.account.s3Block = value as Record<string, boolean> | undefined; },
  },
  {
    setting: 'instance-metadata-defaults',
    a: metadata({ HttpTokens: 'required', HttpPutResponseHopLimit: 2 }),
    b: metadata({ HttpTokens: 'required' }),
    theirs: metadata({ HttpTokens: 'optional', HttpPutResponseHopLimit: 64 }),
    get: (aws) => aws.account.metadata,
    set: (aws, value) => { aws.account.metadata = value as Record<string, string | number> | undefined; },
  },
  {
    setting: 'ebs-default-encryption',
    a: ebsEncryption,
    b: ebsEncryption,
    theirs: ebsEncryption,
    get: (aws) => aws.account.ebsEncryption,
    set: (aws, value) => { aws.account.ebsEncryption = value as boolean | undefined; },
  },
  {
    setting: 'image-public-access-block',
    a: imageBlock,
    b: imageBlock,
    theirs: imageBlock,
    seenLate: true,
    get: (aws) => aws.account.imageBlock,
    set: (aws, value) => { aws.account.imageBlock = value as string | undefined; },
  },
  contactSample('BILLING'),
  contactSample('OPERATIONS'),
  contactSample('SECURITY'),
  organizationSample('organization-trusted-access/guardduty.amazonaws.com'),
  organizationSample('organization-root-feature/RootSessions'),
  organizationSample('organization-policy-type/TAG_POLICY'),
  organizationSample('organization-delegated-administrator/config.amazonaws.com/444455556666'),
];
