import { FakeAws, Policy } from './fake-aws';

export interface Properties { readonly [name: string]: unknown }

/** A setting for tests that are the same for all of them: three values that differ, and how to look at the account. */
export interface Sample {
  readonly setting: string;
  /** Properties of the custom resource, and the value that the account has then. */
  readonly a: { readonly properties: Properties; readonly value: unknown };
  readonly b: { readonly properties: Properties; readonly value: unknown };
  /** Somebody else's value. */
  readonly theirs: { readonly properties: Properties; readonly value: unknown };
  get(aws: FakeAws): unknown;
  set(aws: FakeAws, value: unknown): void;
}

const policy = (values: Policy): Policy => ({
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
  properties: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])), value: policy(values),
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
];
