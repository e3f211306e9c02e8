import { App, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PasswordPolicy, PasswordPolicyProps } from '../../src/account/password-policy';
import { PasswordPolicyStandard } from '../../src/account/password-policy-standard';

const stackWith = (props?: PasswordPolicyProps) => {
  const stack = new Stack(new App(), 'Stack');
  new PasswordPolicy(stack, 'PasswordPolicy', props);
  return stack;
};
const policyOf = (props?: PasswordPolicyProps) => {
  const [{ Properties }] = Object.values(Template.fromStack(stackWith(props)).findResources('Custom::AccountPasswordPolicy'));
  const { ServiceToken, ServiceTimeout, Setting, OnExisting, ...policy } = Properties;
  return policy;
};

const BASELINE = {
  MinimumPasswordLength: 14,
  RequireLowercaseCharacters: true,
  RequireUppercaseCharacters: true,
  RequireNumbers: true,
  RequireSymbols: true,
  AllowUsersToChangePassword: true,
  MaxPasswordAge: 90,
  PasswordReusePrevention: 24,
};

test('without properties: 14 characters, four classes, 24 remembered, 90 days, changed by the users themselves, no hard expiry', () => {
  expect(policyOf()).toEqual(BASELINE);
});

test('asks the handler, keeps ours when the stack goes, and undoes a failed first deployment', () => {
  Template.fromStack(stackWith()).hasResource('Custom::AccountPasswordPolicy', {
    DeletionPolicy: 'RetainExceptOnCreate', Properties: { Setting: 'password-policy', OnExisting: 'OVERWRITE', ServiceTimeout: '300' },
  });
});

test.each<[PasswordPolicyStandard, object]>([
  [PasswordPolicyStandard.BASELINE, BASELINE],
  [PasswordPolicyStandard.CIS, { ...BASELINE, MaxPasswordAge: undefined }],
  [PasswordPolicyStandard.PCI_DSS_4, {
    ...BASELINE, MinimumPasswordLength: 12, RequireUppercaseCharacters: false, RequireSymbols: false, PasswordReusePrevention: 4,
  }],
  [PasswordPolicyStandard.NIST_800_63B, {
    ...BASELINE,
    MinimumPasswordLength: 15,
    RequireLowercaseCharacters: false,
    RequireUppercaseCharacters: false,
    RequireNumbers: false,
    RequireSymbols: false,
    MaxPasswordAge: undefined,
  }],
])('%s', (standard, expected) => {
  expect({ MaxPasswordAge: undefined, ...policyOf({ standard }) }).toEqual(expected);
});

test('every value of a standard can be overridden', () => {
  expect(policyOf({
    standard: PasswordPolicyStandard.NIST_800_63B,
    minimumLength: 20,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    allowUsersToChangePassword: false,
    maxAge: Duration.days(365),
    reusePrevention: 5,
    hardExpiry: true,
  })).toEqual({
    ...BASELINE, MinimumPasswordLength: 20, AllowUsersToChangePassword: false, MaxPasswordAge: 365, PasswordReusePrevention: 5, HardExpiry: true,
  });
  expect(policyOf({ requireLowercase: false, requireUppercase: false, requireNumbers: false, requireSymbols: false })).toEqual({
    ...BASELINE, RequireLowercaseCharacters: false, RequireUppercaseCharacters: false, RequireNumbers: false, RequireSymbols: false,
  });
});

test('no rotation, and no memory of former passwords, is said in words and never by a 0', () => {
  expect(policyOf({ rotation: false })).not.toHaveProperty('MaxPasswordAge');
  expect(policyOf({ preventReuse: false })).not.toHaveProperty('PasswordReusePrevention');
});

test.each([6, 128])('minimumLength %d is taken', (minimumLength) => expect(policyOf({ minimumLength })).toMatchObject({ MinimumPasswordLength: minimumLength }));
test.each([5, 129, 0, -1, 14.5, NaN])('minimumLength %d is refused', (minimumLength) => {
  expect(() => stackWith({ minimumLength })).toThrow(/^Invalid `minimumLength` .*: it must be a whole number from 6 to 128/);
});

test.each([1, 24])('reusePrevention %d is taken', (reusePrevention) => {
  expect(policyOf({ reusePrevention })).toMatchObject({ PasswordReusePrevention: reusePrevention });
});
test.each([0, 25, -1, 2.5])('reusePrevention %d is refused', (reusePrevention) => {
  expect(() => stackWith({ reusePrevention })).toThrow(/^Invalid `reusePrevention` .*: it must be a whole number from 1 to 24/);
});

test.each([[Duration.days(1), 1], [Duration.days(1095), 1095], [Duration.hours(48), 2]])('maxAge %s is %d days', (maxAge, days) => {
  expect(policyOf({ maxAge })).toMatchObject({ MaxPasswordAge: days });
});
test.each([Duration.days(0), Duration.days(1096), Duration.hours(36), Duration.minutes(1), Duration.days(1.5)])('maxAge %s is refused', (maxAge) => {
  expect(() => stackWith({ maxAge })).toThrow(/^Invalid `maxAge` .*: it must be 1 to 1095 whole days; for no rotation say rotation: false/);
});

test.each<[string, PasswordPolicyProps, RegExp]>([
  ['hardExpiry without rotation', { hardExpiry: true, rotation: false }, /^Invalid `hardExpiry` true: it needs passwords to expire/],
  ['hardExpiry with a standard without rotation', { hardExpiry: true, standard: PasswordPolicyStandard.CIS }, /^Invalid `hardExpiry` true/],
  ['an age and no rotation', { maxAge: Duration.days(90), rotation: false }, /^Invalid `maxAge` .*: with rotation false no password expires/],
  ['rotation without an age', { rotation: true, standard: PasswordPolicyStandard.CIS }, /^Invalid `rotation` true: the standard has no rotation/],
  ['reusePrevention without it', { reusePrevention: 3, preventReuse: false }, /^Invalid `reusePrevention` 3: with preventReuse false/],
  ['a removal policy that keeps what a failed first deployment has set', { removalPolicy: RemovalPolicy.RETAIN }, /^Invalid `removalPolicy` 'retain'/],
])('%s is refused', (_, props, error) => {
  expect(() => stackWith(props)).toThrow(error);
});

test('tokens pass', () => {
  const stack = new Stack(new App(), 'Stack');
  const number = new CfnParameter(stack, 'Parameter', { type: 'Number' }).valueAsNumber;
  new PasswordPolicy(stack, 'PasswordPolicy', { minimumLength: number, reusePrevention: number, maxAge: Duration.days(number) });
  Template.fromStack(stack).hasResourceProperties('Custom::AccountPasswordPolicy', {
    MinimumPasswordLength: { Ref: 'Parameter' }, MaxPasswordAge: { Ref: 'Parameter' }, PasswordReusePrevention: { Ref: 'Parameter' }, HardExpiry: Match.absent(),
  });
});

test('a second password policy in one stack is refused', () => {
  const stack = stackWith();
  expect(() => new PasswordPolicy(stack, 'Second')).toThrow('Stack/Second: the stack already has a password policy at Stack/PasswordPolicy: an account has only one');
});
