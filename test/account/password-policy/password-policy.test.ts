import { App, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PasswordPolicy } from '../../../src/account/password-policy/password-policy';
import { PasswordPolicyProps } from '../../../src/account/password-policy/password-policy-props';
import { PasswordPolicyStandard } from '../../../src/account/password-policy/password-policy-standard';

const stackWith = (props?: PasswordPolicyProps) => {
  const stack = new Stack(new App(), 'Stack');
  new PasswordPolicy(stack, 'PasswordPolicy', props);
  return stack;
};
const policyOf = (props?: PasswordPolicyProps) => {
  const [{ Properties }] = Object.values(Template.fromStack(stackWith(props)).findResources('Custom::PasswordPolicy'));
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
  Template.fromStack(stackWith()).hasResource('Custom::PasswordPolicy', {
    DeletionPolicy: 'RetainExceptOnCreate', Properties: { Setting: 'password-policy', OnExisting: Match.absent(), ServiceTimeout: '300' },
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
  const acknowledgeBelowStandard = 'Passphrases of a generator.';
  const noTypes = { requireLowercase: false, requireUppercase: false, requireNumbers: false, requireSymbols: false };
  expect(policyOf({ ...noTypes, acknowledgeBelowStandard })).toEqual({
    ...BASELINE, RequireLowercaseCharacters: false, RequireUppercaseCharacters: false, RequireNumbers: false, RequireSymbols: false,
  });
});

test('no rotation, and no memory of former passwords, is said in words and never by a 0', () => {
  const acknowledgeBelowStandard = 'Passwords are random.';
  expect(policyOf({ rotation: false, acknowledgeBelowStandard })).not.toHaveProperty('MaxPasswordAge');
  expect(policyOf({ preventReuse: false, acknowledgeBelowStandard })).not.toHaveProperty('PasswordReusePrevention');
});

/** Values below the standard, each with the reason that they need. */
const BELOW: { [value: number]: string } = { 1: 'A test.', 6: 'A test.' };

test.each([6, 128])('minimumLength %d is taken', (minimumLength) => {
  expect(policyOf({ minimumLength, acknowledgeBelowStandard: BELOW[minimumLength] })).toMatchObject({ MinimumPasswordLength: minimumLength });
});
test.each([5, 129, 0, -1, 14.5, NaN])('minimumLength %d is refused', (minimumLength) => {
  expect(() => stackWith({ minimumLength })).toThrow(/^Invalid `minimumLength` .*: it must be a whole number from 6 to 128/);
});

test.each([1, 24])('reusePrevention %d is taken', (reusePrevention) => {
  expect(policyOf({ reusePrevention, acknowledgeBelowStandard: BELOW[reusePrevention] })).toMatchObject({ PasswordReusePrevention: reusePrevention });
});
test.each([0, 25, -1, 2.5])('reusePrevention %d is refused', (reusePrevention) => {
  expect(() => stackWith({ reusePrevention })).toThrow(/^Invalid `reusePrevention` .*: it must be a whole number from 1 to 24/);
});

test.each([[Duration.days(1), 1], [Duration.days(1095), 1095], [Duration.hours(48), 2]])('maxAge %s is %d days', (maxAge, days) => {
  expect(policyOf({ maxAge, acknowledgeBelowStandard: days > 90 ? 'A test.' : undefined })).toMatchObject({ MaxPasswordAge: days });
});
test.each([Duration.days(0), Duration.days(1096), Duration.hours(36), Duration.minutes(1), Duration.days(1.5)])('maxAge %s is refused', (maxAge) => {
  expect(() => stackWith({ maxAge })).toThrow(/^Invalid `maxAge` .*: it must be 1 to 1095 whole days. For passwords that do not expire set rotation to false/);
});

test.each<[string, PasswordPolicyProps, RegExp]>([
  ['hardExpiry without rotation', { hardExpiry: true, rotation: false }, /^Invalid `hardExpiry` true: passwords do not expire/],
  ['hardExpiry with a standard without rotation', { hardExpiry: true, standard: PasswordPolicyStandard.CIS }, /^Invalid `hardExpiry` true/],
  ['an age and no rotation', { maxAge: Duration.days(90), rotation: false }, /^Invalid `maxAge` .*: rotation is false/],
  ['rotation without an age', { rotation: true, standard: PasswordPolicyStandard.CIS }, /^Invalid `rotation` true: the standard has no rotation/],
  ['reusePrevention without it', { reusePrevention: 3, preventReuse: false }, /^Invalid `reusePrevention` 3: preventReuse is false/],
  ['a removal policy that takes a snapshot', { removalPolicy: RemovalPolicy.SNAPSHOT }, /^Invalid `removalPolicy` 'snapshot'/],
])('%s is refused', (_, props, error) => {
  expect(() => stackWith(props)).toThrow(error);
});

test('tokens pass', () => {
  const stack = new Stack(new App(), 'Stack');
  const number = new CfnParameter(stack, 'Parameter', { type: 'Number' }).valueAsNumber;
  new PasswordPolicy(stack, 'PasswordPolicy', { minimumLength: number, reusePrevention: number, maxAge: Duration.days(number) });
  Template.fromStack(stack).hasResourceProperties('Custom::PasswordPolicy', {
    MinimumPasswordLength: { Ref: 'Parameter' }, MaxPasswordAge: { Ref: 'Parameter' }, PasswordReusePrevention: { Ref: 'Parameter' }, HardExpiry: Match.absent(),
  });
});

test('a second password policy in one stack is refused', () => {
  const stack = stackWith();
  expect(() => new PasswordPolicy(stack, 'Second')).toThrow("Invalid `scope` 'Stack': the stack already has a password policy at Stack/PasswordPolicy. Change that one. In Stack/Second.");
});

describe('a policy that is weaker than its standard', () => {
  const { BASELINE: OURS, CIS, PCI_DSS_4, NIST_800_63B } = PasswordPolicyStandard;
  test.each<[string, PasswordPolicyProps, string]>([
    ['minimumLength', { minimumLength: 13 }, '14 characters'],
    ['minimumLength', { standard: CIS, minimumLength: 8 }, '14 characters'],
    ['minimumLength', { standard: PCI_DSS_4, minimumLength: 11 }, '12 characters'],
    ['minimumLength', { standard: NIST_800_63B, minimumLength: 14 }, '15 characters'],
    ['requireLowercase', { requireLowercase: false }, 'a letter'],
    ['requireUppercase', { standard: OURS, requireUppercase: false }, 'an uppercase letter'],
    ['requireSymbols', { requireSymbols: false }, 'a symbol'],
    ['requireNumbers', { standard: PCI_DSS_4, requireNumbers: false }, 'a digit'],
    ['requireLowercase', { standard: PCI_DSS_4, requireLowercase: false }, 'a letter'],
    ['rotation', { rotation: false }, 'passwords to expire after 90 days'],
    ['maxAge', { standard: PCI_DSS_4, maxAge: Duration.days(91) }, 'passwords to expire after 90 days'],
    ['preventReuse', { standard: CIS, preventReuse: false }, 'a password history of 24'],
    ['reusePrevention', { standard: PCI_DSS_4, reusePrevention: 3 }, 'a password history of 4'],
  ])('by %s is refused, unless a reason is given: %j', (property, props, required) => {
    expect(() => stackWith(props)).toThrow(new RegExp(`^Invalid \`${property}\` .*: the standard .* requires ${required}. Change it, choose another standard, or say why`));
    expect(() => stackWith({ ...props, acknowledgeBelowStandard: 'The old directory takes no longer ones.' })).not.toThrow();
  });

  test.each<[string, PasswordPolicyProps]>([
    ['letters of the other case', { standard: PCI_DSS_4, requireLowercase: false, requireUppercase: true }],
    ['the character types that CIS leaves open', { standard: CIS, requireSymbols: false }],
    ['a password history, which NIST leaves open', { standard: NIST_800_63B, reusePrevention: 1 }],
    ['a value that is stricter', { standard: PCI_DSS_4, minimumLength: 13, maxAge: Duration.days(60) }],
  ])('is not one by %s', (_, props) => {
    expect(() => stackWith(props)).not.toThrow();
  });

  test('a blank reason is refused, and one that nothing needs', () => {
    expect(() => stackWith({ minimumLength: 8, acknowledgeBelowStandard: ' ' })).toThrow("Invalid `acknowledgeBelowStandard` ' ': it must say why");
    expect(() => stackWith({ acknowledgeBelowStandard: 'Why not.' })).toThrow("Invalid `acknowledgeBelowStandard` 'Why not.': the policy meets the standard BASELINE. Remove it");
  });
});

test('retain means to keep the policy, and to undo a first deployment that fails', () => {
  Template.fromStack(stackWith({ removalPolicy: RemovalPolicy.RETAIN })).hasResource('Custom::PasswordPolicy', {
    DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
  });
});

test('a second one for the same account is refused, in whatever stack and region', () => {
  const app = new App();
  const stack = (id: string, account: string, region: string) => new Stack(app, id, { env: { account, region } });
  new PasswordPolicy(stack('One', '111122223333', 'us-east-1'), 'PasswordPolicy');
  new PasswordPolicy(stack('Other', '444455556666', 'us-east-1'), 'PasswordPolicy');
  expect(() => new PasswordPolicy(stack('Two', '111122223333', 'eu-central-1'), 'PasswordPolicy'))
    .toThrow("Invalid `scope` 'Two': the account 111122223333 already has a password policy at One/PasswordPolicy. Change that one, or choose another account. In Two/PasswordPolicy.");
});

test('a policy that another stack manages is imported with its length', () => {
  const stack = new Stack(new App(), 'Stack');
  expect(PasswordPolicy.fromPasswordPolicyAttributes(stack, 'Imported', { minimumLength: 16 }).minimumLength).toBe(16);
  expect(() => PasswordPolicy.fromPasswordPolicyAttributes(stack, 'Wrong', { minimumLength: 5 })).toThrow('Invalid `minimumLength` 5: it must be a whole number from 6 to 128. In Stack/Wrong.');
});
