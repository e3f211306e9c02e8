import { setTimeout as sleep } from 'node:timers/promises';
import { ListStackSetOperationsCommand, UpdateStackInstancesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeVpcBlockPublicAccessOptionsCommand, EC2Client, ModifyVpcBlockPublicAccessOptionsCommand } from '@aws-sdk/client-ec2';
import {
  CreateAccountAliasCommand, CreateGroupCommand, DeleteGroupCommand, GetAccountPasswordPolicyCommand, IAMClient, ListAccountAliasesCommand,
  ListGroupsCommand, UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { RemovalPolicy } from 'aws-cdk-lib';
import { HOME, OrganizationRollOuts } from './organization-roll-outs';
import { endpointForAll } from './started-endpoint';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { BaselinePart, BaselineRollOutProps, JobFunction, OnExisting, RollOutTarget, SecureAccountBaselineProps, VpcPublicAccessBlock } from '../../src';

const DONE = { status: 'COMPLETE', reasons: [] };
const CURRENT = 'CURRENT SUCCEEDED';
const FAILED = 'OUTDATED FAILED';
const NOTHING = [[], undefined];
const { MFA_ENFORCEMENT, INSTANCE_ROLE, SUPPORT_ROLE, GROUPS } = BaselinePart;

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
let rollOuts: OrganizationRollOuts;
endpointForAll(async (started) => {
  endpoint = started;
  rollOuts = await OrganizationRollOuts.create(endpoint);
  ({ organization } = rollOuts);
});

const iamOf = (account: string) => new IAMClient(rootOf(endpoint, account));
const passwordLength = async (account: string) => iamOf(account).send(new GetAccountPasswordPolicyCommand({})).then(
  ({ PasswordPolicy }) => PasswordPolicy!.MinimumPasswordLength,
  (error: Error) => {
    if (error.name !== 'NoSuchEntityException') throw error;
    return undefined;
  },
);

/** The groups of an account and the length of its passwords. */
async function state(account: string): Promise<unknown[]> {
  const { Groups } = await iamOf(account).send(new ListGroupsCommand({}));
  return [Groups!.map(({ GroupName }) => GroupName), await passwordLength(account)];
}
const states = async (...accounts: string[]) => Promise.all(accounts.map(state));
const withLength = (length: number) => [['Administrators'], length];

async function eventually(look: () => Promise<unknown>, expected: unknown): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline && JSON.stringify(await look()) !== JSON.stringify(expected);) await sleep(100);
  expect(await look()).toEqual(expected);
}

/** One group and the password policy, both gone with the stack. */
const small = (minimumLength = 14, more: Partial<SecureAccountBaselineProps> = {}): SecureAccountBaselineProps => ({
  groups: [{ jobFunction: JobFunction.ADMINISTRATOR }],
  omit: [MFA_ENFORCEMENT, INSTANCE_ROLE, SUPPORT_ROLE],
  passwordPolicy: { minimumLength },
  settingsRemovalPolicy: RemovalPolicy.DESTROY,
  ...more,
});

describe('a roll-out to a unit', () => {
  let [unit, quarantine, shop, denied]: string[] = [];
  let allow: () => Promise<unknown>;
  const deploy = async (minimumLength: number, more: Partial<BaselineRollOutProps> = {}) => rollOuts.deploy({
    baseline: small(minimumLength), targets: [RollOutTarget.unit(unit)], removalPolicy: RemovalPolicy.DESTROY, failureTolerance: 1, ...more,
  });

  test('names the action and the kind of the policy that denies it to the function of the settings, and is repeated without', async () => {
    unit = await organization.unit('workloads');
    [shop, denied] = [await organization.account('shop', unit), await organization.account('denied', unit)];
    allow = await organization.deny(denied, 'iam:UpdateAccountPasswordPolicy');
    expect(await deploy(14)).toEqual(DONE);
    expect(await rollOuts.instances()).toEqual({ [shop]: CURRENT, [denied]: FAILED });
    expect(await rollOuts.reason(denied)).toMatch(/^ResourceLogicalId:\w*PasswordPolicy\w*, ResourceType:Custom::PasswordPolicy, .*iam:UpdateAccountPasswordPolicy: AccessDenied.* explicit deny in a service control policy: arn:/);
    expect(await states(shop, denied)).toEqual([withLength(14), NOTHING]);

    expect(await rollOuts.repeat('account-baseline', unit)).toBe('FAILED');
    await allow();
    expect(await rollOuts.repeat('account-baseline', unit)).toBe('SUCCEEDED');
    expect(await states(shop, denied)).toEqual([withLength(14), withLength(14)]);
  }, 60_000);

  test('fails in a new account that is in quarantine, and is repeated after it', async () => {
    quarantine = await organization.unit('quarantine', unit);
    await organization.deny(quarantine, '*');
    const created = await organization.account('created', quarantine);
    await eventually(async () => (await rollOuts.instances())[created], FAILED);
    expect(await rollOuts.reason(created)).toMatch(/not authorized to perform: .* explicit deny in a service control policy: arn:/);
    expect(await rollOuts.instances()).toMatchObject({ [shop]: CURRENT, [denied]: CURRENT });

    // Within the unit StackSets does nothing by itself.
    await organization.move(created, quarantine, unit);
    expect(await rollOuts.instances()).toMatchObject({ [created]: FAILED });
    expect(await rollOuts.repeat('account-baseline', unit)).toBe('SUCCEEDED');
    expect(await state(created)).toEqual(withLength(14));
  }, 60_000);

  test('changes all accounts or, where more fail than are tolerated, none; repeated, it changes all', async () => {
    allow = await organization.deny(denied, 'iam:UpdateAccountPasswordPolicy');
    const failed = await deploy(20, { failureTolerance: 0, maxConcurrency: 1 });
    expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(failed.reasons[0]).toMatch(new RegExp(`Account ${denied}, ${HOME}: .*iam:UpdateAccountPasswordPolicy: AccessDenied`));
    expect(await states(shop, denied)).toEqual([withLength(14), withLength(14)]);
    await allow();
    expect(await deploy(20)).toEqual(DONE);
    expect(await states(shop, denied)).toEqual([withLength(20), withLength(20)]);
  }, 60_000);

  test('waits for the operation that an administrator has started in the console', async () => {
    const seen = new Set<string>();
    const look = async () => {
      const { Summaries } = await rollOuts.cloudFormation.send(new ListStackSetOperationsCommand({ StackSetName: 'account-baseline' }));
      const running = Summaries!.map(({ Status }) => Status!).filter((status) => status === 'RUNNING' || status === 'QUEUED');
      if (running.length > 0) seen.add(running.sort().join());
      return running.length;
    };
    // The operation of the deployment is short: where it was over before that of the administrator began, both are made once more.
    for (const length of [21, 23, 24, 25, 26]) {
      if (seen.has('QUEUED,RUNNING')) break;
      const deployment = deploy(length);
      while (await look() === 0) await sleep(20);
      await rollOuts.cloudFormation.send(new UpdateStackInstancesCommand({
        StackSetName: 'account-baseline', DeploymentTargets: { OrganizationalUnitIds: [unit] }, Regions: [HOME], OperationPreferences: { FailureToleranceCount: 1 },
      }));
      while (await look() > 0) await sleep(20);
      expect(await deployment).toEqual(DONE);
      expect(await states(shop, denied)).toEqual([withLength(length), withLength(length)]);
    }
    expect(seen).toContain('QUEUED,RUNNING');
    expect(seen).not.toContain('RUNNING,RUNNING');
  }, 60_000);

  test('passes over an account that was closed, also when it is destroyed', async () => {
    await organization.close(denied);
    expect(await deploy(22)).toEqual(DONE);
    expect(await rollOuts.instances()).toMatchObject({ [shop]: CURRENT, [denied]: 'OUTDATED SKIPPED_SUSPENDED_ACCOUNT' });
    expect(await state(shop)).toEqual(withLength(22));
    await rollOuts.destroy();
    expect(await state(shop)).toEqual(NOTHING);
  }, 60_000);
});

test('a first deployment that partially fails leaves nothing behind, and is repeated', async () => {
  const unit = await organization.unit('failing');
  const accounts: string[] = [];
  for (const name of ['first', 'second', 'third']) accounts.push(await organization.account(name, unit));
  const [first, second, third] = accounts;
  await iamOf(second).send(new CreateGroupCommand({ GroupName: 'Administrators' }));
  const deploy = async (maxConcurrency?: number) => rollOuts.deploy({
    baseline: small(), targets: [RollOutTarget.unit(unit)], removalPolicy: RemovalPolicy.DESTROY, maxConcurrency,
  });

  const failed = await deploy(1);
  expect(failed.status).toBe('ROLLBACK_COMPLETE');
  expect(failed.reasons[0]).toMatch(new RegExp(`Account ${second}, ${HOME}: .*Administrators.* already exists`));
  expect(await states(...accounts)).toEqual([NOTHING, [['Administrators'], undefined], NOTHING]);

  await iamOf(second).send(new DeleteGroupCommand({ GroupName: 'Administrators' }));
  expect(await deploy()).toEqual(DONE);
  expect(await states(first, second, third)).toEqual([withLength(14), withLength(14), withLength(14)]);
  await rollOuts.destroy();
  expect(await states(...accounts)).toEqual([NOTHING, NOTHING, NOTHING]);
}, 60_000);

test('an account with an alias and a password policy of its own keeps them, loses them for a time or fails, as onExisting says', async () => {
  const unit = await organization.unit('used');
  const settings = async (account: string) => {
    const { AccountAliases } = await iamOf(account).send(new ListAccountAliasesCommand({}));
    return [AccountAliases![0], await passwordLength(account)];
  };
  const inMode = async (onExisting: OnExisting) => {
    const mode = onExisting.toLowerCase();
    const account = await organization.account(mode, unit);
    await iamOf(account).send(new CreateAccountAliasCommand({ AccountAlias: `theirs-${mode}` }));
    await iamOf(account).send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 8 }));
    const stackSetName = `account-baseline-${mode}`;
    const deployed = await rollOuts.deploy({
      stackSetName,
      baseline: small(14, { groups: undefined, omit: [GROUPS, INSTANCE_ROLE, SUPPORT_ROLE], accountAlias: `ours-${mode}`, onExisting }),
      targets: [RollOutTarget.accounts(unit, [account])],
    });
    const during = await settings(account);
    await rollOuts.destroy(stackSetName);
    return { deployed, during, after: await settings(account) };
  };
  const [overwrite, adopt, fail] = await Promise.all([OnExisting.OVERWRITE, OnExisting.ADOPT, OnExisting.FAIL].map(inMode));
  expect(overwrite).toEqual({ deployed: DONE, during: ['ours-overwrite', 14], after: ['theirs-overwrite', 8] });
  expect(adopt).toEqual({ deployed: DONE, during: ['theirs-adopt', 8], after: ['theirs-adopt', 8] });
  expect(fail).toMatchObject({ deployed: { status: 'ROLLBACK_COMPLETE' }, during: ['theirs-fail', 8], after: ['theirs-fail', 8] });
  expect(fail.deployed.reasons[0]).toMatch(/onExisting is FAIL: the account has .*(theirs-fail|"MinimumPasswordLength":8).*, the template asks for .*(ours-fail|"MinimumPasswordLength":14)/);
}, 60_000);

test('public access of VPCs is blocked in each region, and no longer when the settings are given back', async () => {
  const unit = await organization.unit('networks');
  const account = await organization.account('network', unit);
  const modeIn = async (region: string) => {
    const ec2 = new EC2Client({ ...rootOf(endpoint, account), region });
    const { VpcBlockPublicAccessOptions } = await ec2.send(new DescribeVpcBlockPublicAccessOptionsCommand({}));
    return VpcBlockPublicAccessOptions!.InternetGatewayBlockMode;
  };
  const modes = async () => Promise.all([HOME, 'us-east-1', 'eu-west-1'].map(modeIn));
  const deploy = async (vpcPublicAccessBlock: VpcPublicAccessBlock) => rollOuts.deploy({
    stackSetName: 'account-baseline-networks',
    baseline: small(14, { groups: undefined, omit: [GROUPS, INSTANCE_ROLE, SUPPORT_ROLE] }),
    targets: [RollOutTarget.unit(unit)],
    everyRegion: { regions: [HOME, 'us-east-1'], vpcPublicAccessBlock },
  });
  expect(await modes()).toEqual(['off', 'off', 'off']);
  expect(await deploy(VpcPublicAccessBlock.INGRESS)).toEqual(DONE);
  expect(await modes()).toEqual(['block-ingress', 'block-ingress', 'off']);
  expect(await deploy(VpcPublicAccessBlock.BIDIRECTIONAL)).toEqual(DONE);
  expect(await modes()).toEqual(['block-bidirectional', 'block-bidirectional', 'off']);
  await rollOuts.destroy('account-baseline-networks');
  expect(await modes()).toEqual(['off', 'off', 'off']);

  const ec2 = new EC2Client(rootOf(endpoint, account));
  await ec2.send(new ModifyVpcBlockPublicAccessOptionsCommand({ InternetGatewayBlockMode: 'block-ingress' }));
  expect(await modeIn(endpoint.environment.AWS_REGION)).toBe('block-ingress');
  await expect(ec2.send(new ModifyVpcBlockPublicAccessOptionsCommand({ InternetGatewayBlockMode: 'on' as 'off' }))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
}, 60_000);

describe('roll-outs that meet in an account', () => {
  const baselines: Record<string, SecureAccountBaselineProps> = {
    names: small(30),
    settings: small(30, { groups: undefined, omit: [GROUPS, INSTANCE_ROLE, SUPPORT_ROLE] }),
  };
  let [parent, child, other, nested]: string[] = [];
  const deploySecond = async (unit: string, baseline = baselines.names) => rollOuts.deploy({
    stackSetName: 'account-baseline-second', baseline, targets: [RollOutTarget.unit(unit)], removalPolicy: RemovalPolicy.DESTROY,
  });

  test('one of a unit and one of a unit below it: the second fails, and the first stays as it is', async () => {
    parent = await organization.unit('parent');
    child = await organization.unit('child', parent);
    nested = await organization.account('nested', child);
    expect(await rollOuts.deploy({ baseline: small(), targets: [RollOutTarget.unit(parent)], removalPolicy: RemovalPolicy.DESTROY })).toEqual(DONE);
    const reasons = {
      names: /Account \d+, eu-central-1: .*(Administrators?).* already exists/,
      settings: /Account \d+, eu-central-1: .*PasswordPolicy\w* of the stack arn:\S+StackSet-account-baseline-[^ ]+ \(CREATE_COMPLETE\) owns the setting: remove it there with RemovalPolicy\.DESTROY first/,
    };
    for (const [kind, reason] of Object.entries(reasons)) {
      const failed = await deploySecond(child, baselines[kind]);
      expect([kind, failed.status]).toEqual([kind, 'ROLLBACK_COMPLETE']);
      expect(failed.reasons[0]).toMatch(reason);
      expect(await state(nested)).toEqual(withLength(14));
    }
  }, 60_000);

  test('an account that is moved from one to the other loses the first baseline before it can get the second', async () => {
    other = await organization.unit('other');
    expect(await deploySecond(other)).toEqual(DONE);
    await organization.move(nested, child, organization.root);
    await eventually(() => state(nested), NOTHING);
    await organization.move(nested, organization.root, other);
    await eventually(async () => [await state(nested), await rollOuts.instances('account-baseline-second')], [withLength(30), { [nested]: CURRENT }]);
  }, 60_000);

  test('an account that keeps the first baseline does not get the second', async () => {
    const kept = await organization.account('kept', other);
    await eventually(async () => (await rollOuts.instances('account-baseline-second'))[kept], CURRENT);
    expect(await rollOuts.deploy({ baseline: small(), targets: [RollOutTarget.unit(parent)], removalPolicy: RemovalPolicy.RETAIN })).toEqual(DONE);
    const retained = await organization.account('retained', child);
    await eventually(async () => (await rollOuts.instances())[retained], CURRENT);
    await organization.move(retained, child, other);
    await eventually(async () => (await rollOuts.instances('account-baseline-second'))[retained], FAILED);
    expect(await rollOuts.reason(retained, 'account-baseline-second')).toMatch(/Administrators?.* already exists/);
    expect(await state(retained)).toEqual(withLength(14));
    expect(Object.keys(await rollOuts.instances())).toEqual([]);
    await rollOuts.destroy();
    await rollOuts.destroy('account-baseline-second');
  }, 60_000);
});
