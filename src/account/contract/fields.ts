/**
 * What one field of a setting may hold: text that matches a pattern, a whole number from a minimum to a maximum, or, for an empty list,
 * true or false.
 */
export type FieldRule = RegExp | readonly [minimum: number, maximum: number] | readonly [];

/**
 * The fields of a setting. AWS, the custom resource and the ownership record use the same names. The order is that of the canonical form,
 * in which two values are equal if their JSON text is.
 */
export interface Fields { readonly [field: string]: FieldRule }

/** The properties of a custom resource that sets these fields. */
export type FieldProperties<F extends Fields> = { readonly [field in keyof F]?: unknown };

/** The properties that the custom resource of every setting has besides the name of the setting and its fields. */
export const SETTING_OPTIONS = { OnExisting: /^(OVERWRITE|ADOPT|FAIL)$/ } as const satisfies Fields;

/** Source: IAM API Reference, "UpdateAccountPasswordPolicy". */
export const PASSWORD_POLICY = {
  MinimumPasswordLength: [6, 128],
  MaxPasswordAge: [1, 1095],
  PasswordReusePrevention: [1, 24],
  RequireLowercaseCharacters: [],
  RequireUppercaseCharacters: [],
  RequireNumbers: [],
  RequireSymbols: [],
  AllowUsersToChangePassword: [],
  HardExpiry: [],
} as const satisfies Fields;

/** Source: IAM API Reference, "CreateAccountAlias"; 12 digits would look like an account id. */
export const ACCOUNT_ALIAS = {
  AccountAlias: /^(?!\d{12}$)[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/,
} as const satisfies Fields;

/** Source: Account Management API Reference, "PutAlternateContact". */
export const ALTERNATE_CONTACT = {
  EmailAddress: /^(?=.{1,254}$)[\w+=.#|!&-]+@[\w.-]+\.\w+$/,
  Name: /^.{1,64}$/,
  PhoneNumber: /^[\s0-9()+-]{1,25}$/,
  Title: /^.{1,50}$/,
} as const satisfies Fields;

/** All four switches of the block of public access to S3. */
export const S3_PUBLIC_ACCESS_BLOCK = {
  BlockPublicAcls: [],
  IgnorePublicAcls: [],
  BlockPublicPolicy: [],
  RestrictPublicBuckets: [],
} as const satisfies Fields;

/** The setting has one value. Its default, off, is no value. */
export const EBS_DEFAULT_ENCRYPTION = { EbsEncryptionByDefault: /^true$/ } as const satisfies Fields;

/** Source: EC2 API Reference, "ModifyInstanceMetadataDefaults". No preference is no value. */
export const INSTANCE_METADATA_DEFAULTS = {
  HttpTokens: /^(optional|required)$/,
  HttpPutResponseHopLimit: [1, 64],
} as const satisfies Fields;

/** The setting has one value. Its default, `unblocked`, is no value. */
export const IMAGE_PUBLIC_ACCESS_BLOCK = { ImageBlockPublicAccessState: /^block-new-sharing$/ } as const satisfies Fields;

/** The default, `unblocked`, is no value. */
export const SNAPSHOT_PUBLIC_ACCESS_BLOCK = { State: /^block-(all|new)-sharing$/ } as const satisfies Fields;

/** The setting has one value. Its default, `Enable`, is no value. */
export const DOCUMENT_PUBLIC_SHARING_BLOCK = { SettingValue: /^Disable$/ } as const satisfies Fields;

/** Of Systems Manager: whether documents can be public. */
export const DOCUMENT_SHARING_SETTING = '/ssm/documents/console/public-sharing-permission';
