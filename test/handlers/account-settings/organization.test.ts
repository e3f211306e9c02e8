import { World } from './harness';
import { Sample, SAMPLES } from './samples';

let world: World;
beforeEach(() => { world = new World(); });
afterEach(() => world.restore());

const sampleOf = (kind: string): Sample => SAMPLES.find(({ setting }) => setting.startsWith(`organization-${kind}/`))!;
const failed = (reason: RegExp) => expect.objectContaining({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
const succeeded = (reason: RegExp) => expect.objectContaining({ Status: 'SUCCESS', Reason: expect.stringMatching(reason) });
const changes = () => world.aws.calls.filter((call) => /:(Enable|Disable|Register|Deregister)/.test(call));
const policyType = sampleOf('policy-type');
const trustedAccess = sampleOf('trusted-access');
const rootFeature = sampleOf('root-feature');
const administrator = sampleOf('delegated-administrator');
const named = (sample: Sample, setting: string): Sample => ({ ...sample, setting });

describe('a policy type', () => {
  test('stays where a policy of that type is attached, and the answer names it', async () => {
    world.aws.organization.policies = {
      'p-aws': { type: 'TAG_POLICY', targets: ['r-abcd'], aws: true },
      'p-unused': { type: 'TAG_POLICY', targets: [] },
      'p-other': { type: 'BACKUP_POLICY', targets: ['r-abcd'] },
      'p-used': { type: 'TAG_POLICY', targets: ['ou-abcd-11112222'] },
    };
    await world.create(policyType, {});
    expect(await world.delete(policyType)).toEqual(succeeded(/left on, since it is in use: p-used$/));
    expect(policyType.get(world.aws)).toBe(true);
    expect(world.aws.record(policyType.setting)).toBeUndefined();
  });

  test('is disabled where only others and policies of AWS are attached', async () => {
    world.aws.organization.policies = { 'p-aws': { type: 'TAG_POLICY', targets: ['r-abcd'], aws: true }, 'p-other': { type: 'BACKUP_POLICY', targets: ['r-abcd'] } };
    await world.create(policyType, {});
    expect(await world.delete(policyType)).toEqual(succeeded(/restores nothing/));
    expect(policyType.get(world.aws)).toBeUndefined();
  });

  test('waits until Organizations has finished a former change', async () => {
    world.aws.organization.busy = 3;
    expect(await world.create(policyType, {})).toEqual(succeeded(/^$/));
    expect(changes()).toHaveLength(4);
    world.aws.organization.busy = 1_000;
    expect(await world.delete(policyType)).toEqual(failed(/organizations:DisablePolicyType: PolicyChangesInProgressException/));
  });

  test('that is being enabled is not enabled yet', async () => {
    world.aws.organization.status = 'PENDING_ENABLE';
    expect(await world.create(policyType, {})).toEqual(failed(/"on" was accepted, but the account still has nothing/));
  });
});

describe('trusted access', () => {
  test('stays where others have made an account the administrator of the service', async () => {
    world.aws.organization.administrators = { 'guardduty.amazonaws.com': ['777788889999'] };
    await world.create(trustedAccess, {});
    expect(await world.delete(trustedAccess)).toEqual(succeeded(/left on, since it is in use: 777788889999$/));
    expect(trustedAccess.get(world.aws)).toBe(true);
  });

  test('stays where Organizations says that it is in use', async () => {
    await world.create(trustedAccess, {});
    world.aws.fault = (action) => action === 'organizations:DisableAWSServiceAccess'
      ? { code: 'ConstraintViolationException', status: 400, message: 'You must first disable the policy type.' } : undefined;
    expect(await world.delete(trustedAccess)).toEqual(succeeded(/left on, since it is in use: .*You must first disable the policy type/));
    expect(world.aws.record(trustedAccess.setting)).toBeUndefined();
  });

  test('of IAM stays where others have enabled a feature of central root access', async () => {
    const iam = named(trustedAccess, 'organization-trusted-access/iam.amazonaws.com');
    world.aws.organization.trusted.length = 0;
    await world.create(iam, {});
    world.aws.organization.trusted.push('iam.amazonaws.com');
    rootFeature.set(world.aws, true);
    expect(await world.delete(iam)).toEqual(succeeded(/left on, since it is in use: RootSessions$/));
  });
});

describe('a feature of central root access', () => {
  test('cannot be enabled without trusted access of IAM, and counts as off', async () => {
    world.aws.organization.trusted.length = 0;
    expect(await world.create(rootFeature, {})).toEqual(failed(/iam:EnableOrganizationsRootSessions: ServiceAccessNotEnabledException/));
    expect(world.aws.record(rootFeature.setting)).toBeUndefined();
  });
});

describe('a delegated administrator', () => {
  test('is never the management account', async () => {
    const management = named(administrator, 'organization-delegated-administrator/config.amazonaws.com/111122223333');
    expect(await world.create(management, {})).toEqual(failed(/^the management account 111122223333 cannot be a delegated administrator$/));
    expect(changes()).toEqual([]);
    expect((await world.delete(management)).Status).toBe('SUCCESS');
  });

  test('does not replace those that others have registered', async () => {
    world.aws.organization.administrators = { 'config.amazonaws.com': ['777788889999'] };
    await world.create(administrator, {});
    expect(administrator.get(world.aws)).toBe(true);
    await world.delete(administrator);
    expect(changes()).toEqual(['organizations:RegisterDelegatedAdministrator', 'organizations:DeregisterDelegatedAdministrator']);
  });
});

describe('every setting of an organization', () => {
  test.each([policyType, trustedAccess, rootFeature, administrator])('$setting that was on before stays on, and costs no change', async (sample) => {
    sample.set(world.aws, true);
    await world.create(sample, {});
    expect((await world.delete(sample)).Status).toBe('SUCCESS');
    expect(sample.get(world.aws)).toBe(true);
    expect(changes()).toEqual([]);
  });

  test('is gone with the organization, so that the stack can be deleted', async () => {
    await world.create(policyType, {});
    world.aws.organization.isGone = true;
    expect(await world.delete(policyType)).toEqual(succeeded(/nothing undone: nothing is not what this stack set/));
  });

  test('needs an organization', async () => {
    world.aws.organization.isGone = true;
    expect(await world.create(trustedAccess, {})).toEqual(failed(/AWSOrganizationsNotInUseException/));
  });

  test('does not become another one in an Update, which would leave the former one on; a rollback passes', async () => {
    await world.create(policyType, {});
    const other = named(policyType, 'organization-policy-type/BACKUP_POLICY');
    const more = { OldResourceProperties: { Setting: policyType.setting } };
    expect(await world.update(other, {}, more)).toEqual(failed(/TAG_POLICY cannot become organization-policy-type\/BACKUP_POLICY/));
    world.aws.stacks['arn:aws:cloudformation:eu-central-1:111122223333:stack/baseline/aaaa'] = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect(await world.update(policyType, {}, { OldResourceProperties: { Setting: other.setting } })).toEqual(succeeded(/^$/));
  });

  test.each([
    'organization-policy-type', 'organization-policy-type/', 'organization-policy-type/tag', 'organization-policy-type/TAG_POLICY/x', 'organization-trusted-access/guardduty',
    'organization-trusted-access/a.amazonaws.com.evil.example', 'organization-root-feature/RootEverything', 'organization-delegated-administrator/config.amazonaws.com',
    'organization-delegated-administrator/config.amazonaws.com/1', 'organization-units/x', 'organization-toString/x',
  ])('%s is none: Create fails, Delete succeeds', async (setting) => {
    const sample = named(policyType, setting);
    expect(await world.create(sample, {})).toEqual(failed(/^unknown setting/));
    expect(await world.delete(sample)).toEqual(succeeded(/^unknown setting/));
    expect(changes()).toEqual([]);
  });
});
