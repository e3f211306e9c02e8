import { HOME, ManyRegions } from './many-regions';
import { settingsHandler } from '../../../../src/handlers/account-settings/handler';
import { inOneRegion } from '../../../../src/handlers/account-settings/in-one-region';
import { Fault } from '../fake-aws';
import { OTHER_STACK } from '../harness';

const [A, B, C] = ['us-east-1', 'us-west-2', 'ap-south-1'];
const ALL = 'ALL_ENABLED';
const HOPS = { HttpTokens: 'required', HttpPutResponseHopLimit: '2' };
const METADATA = { HttpTokens: 'required', HttpPutResponseHopLimit: 2 };
const THEIRS = { HttpTokens: 'optional', HttpPutResponseHopLimit: 5 };
const DENIED: Fault = { code: 'UnauthorizedOperation', status: 403, message: 'not authorized, with an explicit deny in a service control policy' };
const BROKEN: Fault = { code: 'InternalQuota', status: 400, message: 'broken' };
const ours = (before?: object, value: object = METADATA) => ({ metadata: value, record: { owner: 'Setting', before, set: [value] } });

let world: ManyRegions;
beforeEach(() => {
  world = new ManyRegions('instance-metadata-defaults', HOPS);
  world.aws.regions = [HOME, A, B];
});
afterEach(() => world.restore());

const success = (hardened: string, notHardened = 'none') =>
  expect.objectContaining({ Status: 'SUCCESS', Data: { Hardened: hardened, NotHardened: notHardened } });
const only = (region: string, fault: Fault) => (call: string) => call.startsWith(`${region} `) ? fault : undefined;

describe('each region', () => {
  test('gets the setting and a record of its own, in that region; that of the function has another resource', async () => {
    world.accounts[B] = { metadata: THEIRS, parameters: {} };
    expect(await world.deliver(world.of('Create', [HOME, A, B]))).toEqual(success(`${A}, ${B}`));
    expect(world.state).toEqual({ [A]: ours(), [B]: ours(THEIRS) });
    expect(await world.deliver(world.of('Delete', [HOME, A, B]), 'DELETE_IN_PROGRESS')).toMatchObject({ Status: 'SUCCESS' });
    expect(world.state).toEqual({ [B]: { metadata: THEIRS } });
  });

  test('is every region that is enabled, if all are asked for', async () => {
    expect(await world.deliver(world.of('Create', ALL))).toEqual(success(`${A}, ${B}`));
    world.aws.regions.push(C);
    expect(await world.deliver(world.change(ALL, ALL))).toEqual(success(`${C}, ${A}, ${B}`));
    expect(Object.keys(world.state)).toEqual([C, A, B]);
  });

  test.each([
    ['ebs-default-encryption', { EbsEncryptionByDefault: 'true' }, { ebsEncryption: true }],
    ['image-public-access-block', { ImageBlockPublicAccessState: 'block-new-sharing' }, { imageBlock: 'block-new-sharing' }],
    ['snapshot-public-access-block', { State: 'block-all-sharing' }, { snapshotBlock: 'block-all-sharing' }],
    ['document-public-sharing-block', { SettingValue: 'Disable' }, { documentBlock: true }],
  ])('gets and gives back %s', async (setting, value, expected) => {
    world.restore();
    world = new ManyRegions(setting, value);
    world.aws.regions = [HOME, A, B];
    expect(await world.deliver(world.of('Create', [A, B]))).toEqual(success(`${A}, ${B}`));
    expect(world.state).toMatchObject({ [A]: expected, [B]: expected });
    await world.deliver(world.of('Delete', [A, B]));
    expect(world.state).toEqual({});
  });

  test('is undone when it leaves the list, and the others stay as they are', async () => {
    world.accounts[B] = { metadata: THEIRS, parameters: {} };
    await world.deliver(world.of('Create', [A, B]));
    expect(await world.deliver(world.change([A, B], [A]))).toEqual(success(A));
    expect(world.state).toEqual({ [A]: ours(), [B]: { metadata: THEIRS } });
    expect(world.calls.filter((call) => /Modify/.test(call))).toEqual([`${B} ec2:ModifyInstanceMetadataDefaults`]);
  });

  test('keeps what was changed manually', async () => {
    await world.deliver(world.of('Create', [A, B]));
    world.accounts[A] = { ...world.accounts[A], metadata: THEIRS };
    await world.deliver(world.of('Delete', [A, B]));
    expect(world.state).toEqual({ [A]: { metadata: THEIRS } });
  });
});

describe('a region that is closed', () => {
  test('is named, and fails neither Create nor Delete: not enabled, or denied by the organization', async () => {
    world.strike = only(A, DENIED);
    const answer = await world.deliver(world.of('Create', [A, B, C]));
    expect(answer).toEqual(success(B, `${C}, ${A}`));
    expect(answer.Reason).toMatch(/^regions left as they are: ap-south-1, us-east-1; ap-south-1: not enabled in this account; us-east-1: ssm:GetParameter: .*service control/);
    expect(world.state).toEqual({ [B]: ours() });
    expect(await world.deliver(world.of('Delete', [A, B, C]))).toMatchObject({ Status: 'SUCCESS', Reason: expect.stringMatching(`^regions left as they are: ${C}, ${A}`) });
    expect(world.state).toEqual({});
  });

  test('has no record of what it refused', async () => {
    world.strike = (call) => call === `${A} ec2:ModifyInstanceMetadataDefaults` ? DENIED : undefined;
    expect(await world.deliver(world.of('Create', [A, B]))).toEqual(success(B, A));
    expect(world.state).toEqual({ [B]: ours() });
  });

  test('keeps the setting and the record if it was open before: opted out, or denied later', async () => {
    await world.deliver(world.of('Create', [A, B]));
    world.aws.regions = [HOME, B];
    expect(await world.deliver(world.change([A, B], [A, B], {}, { HttpPutResponseHopLimit: '3' }))).toEqual(success(B, A));
    expect(await world.deliver(world.of('Delete', [A, B]))).toMatchObject({ Status: 'SUCCESS', Reason: expect.stringContaining(`${A}: not enabled`) });
    expect(world.state).toEqual({ [A]: ours() });
  });
});

describe('if one region fails', () => {
  test('a Create leaves all as they were, and its rollback changes nothing more', async () => {
    world.accounts[A] = { metadata: THEIRS, parameters: {} };
    world.strike = (call) => call === `${B} ec2:ModifyInstanceMetadataDefaults` ? BROKEN : undefined;
    const event = world.of('Create', [A, B]);
    const answer = await world.deliver(event);
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(`^${B}: ec2:ModifyInstanceMetadataDefaults: .*broken`) });
    expect(world.state).toEqual({ [A]: { metadata: THEIRS } });
    const rollback = { ...event, RequestType: 'Delete', RequestId: 'rollback', PhysicalResourceId: answer.PhysicalResourceId };
    expect(await world.deliver(rollback, 'ROLLBACK_IN_PROGRESS')).toMatchObject({ Status: 'SUCCESS' });
    expect(world.state).toEqual({ [A]: { metadata: THEIRS } });
  });

  test('an Update gives each region back what it had: the former value, and nothing where it was not before', async () => {
    world.aws.regions.push(C);
    await world.deliver(world.of('Create', [A, B]));
    const { state } = world;
    world.strike = (call, index) => index > 0 && call === `${B} ec2:ModifyInstanceMetadataDefaults` ? BROKEN : undefined;
    const answer = await world.deliver(world.change([A, B], [A, B, C], {}, { HttpPutResponseHopLimit: '9' }));
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(`${B}: `) });
    expect(world.state).toEqual(state);
    world.strike = undefined;
    expect(await world.deliver(world.change([A, B, C], [A, B], { HttpPutResponseHopLimit: '9' }), 'UPDATE_ROLLBACK_IN_PROGRESS')).toMatchObject({ Status: 'SUCCESS' });
    expect(world.state).toEqual(state);
  });

  test('one that left the list in the same Update has its setting again', async () => {
    await world.deliver(world.of('Create', [A, B]));
    world.strike = (call) => call === `${A} ec2:ModifyInstanceMetadataDefaults` ? BROKEN : undefined;
    expect(await world.deliver(world.change([A, B], [A], {}, { HttpPutResponseHopLimit: '9' }))).toMatchObject({ Status: 'FAILED' });
    expect(world.state).toEqual({ [A]: ours(), [B]: ours() });
  });

  test('what could not be restored is named', async () => {
    let changes = 0;
    world.strike = (call) => call === `${B} ec2:ModifyInstanceMetadataDefaults` || call === `${A} ec2:ModifyInstanceMetadataDefaults` && ++changes > 1 ? BROKEN : undefined;
    expect((await world.deliver(world.of('Create', [A, B]))).Reason).toMatch(`${A}: restoring failed too: `);
  });

  test('a Delete undoes the others, and the next one the rest', async () => {
    await world.deliver(world.of('Create', [A, B]));
    world.strike = only(B, BROKEN);
    expect(await world.deliver(world.of('Delete', [A, B]))).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(`^${B}: `) });
    expect(world.state).toEqual({ [B]: ours() });
    world.strike = undefined;
    expect(await world.deliver(world.of('Delete', [A, B]))).toMatchObject({ Status: 'SUCCESS' });
    expect(world.state).toEqual({});
  });
});

describe('a stack of another region', () => {
  const RECORD = '/account-baseline/settings/instance-metadata-defaults';
  const THEIR_STACK = OTHER_STACK.replace(HOME, B);

  test('keeps the setting that it owns there', async () => {
    world.aws.stacks[THEIR_STACK] = 'CREATE_COMPLETE';
    const theirs = { version: 1, owner: { stackId: THEIR_STACK, logicalId: 'Theirs' }, requestId: 'x', wanted: THEIRS, set: [THEIRS] };
    world.accounts[B] = { metadata: THEIRS, parameters: { [RECORD]: JSON.stringify(theirs) } };
    expect(await world.deliver(world.of('Create', [A, B]))).toMatchObject({
      Status: 'FAILED', Reason: expect.stringMatching(`^${B}: Theirs of the stack .*owns the setting`),
    });
    expect(world.state).toEqual({ [B]: { metadata: THEIRS, record: { owner: 'Theirs', before: undefined, set: [THEIRS] } } });
    expect(world.calls).toContain(`${B} cloudformation:DescribeStacks`);
  });

  test('does not take over the setting that this one owns there, without the code for regions', async () => {
    await world.deliver(world.of('Create', [A]));
    const { [A]: there } = world.accounts;
    world.accounts[HOME] = there;
    const plain = settingsHandler(inOneRegion);
    Object.assign(world, { handler: plain });
    const event = { ...world.event('Create', { setting: 'instance-metadata-defaults' }, HOPS), LogicalResourceId: 'Theirs', StackId: THEIR_STACK };
    expect(await world.deliver(event)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/Setting of the stack .* owns the setting/) });
    // In the region of that stack, not in that of the function.
    expect(world.calls).toContain(`${HOME} cloudformation:DescribeStacks`);
  });
});

test('what are no regions is refused before anything is changed', async () => {
  expect(await world.deliver(world.of('Create', 'everywhere'))).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('Regions: "everywhere" is not ALL_ENABLED or a list') });
  expect(await world.deliver(world.of('Create', [A], { HttpPutResponseHopLimit: '65' }))).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('HttpPutResponseHopLimit') });
  expect(world.state).toEqual({});
});

/** Events in an account in which one region has a value of its own. */
const STORIES: Record<string, () => Promise<any>> = {
  Create: async () => world.of('Create', [A, B]),
  Update: async () => {
    await world.deliver(world.of('Create', [A, B]));
    return world.change([A, B], [B, C], {}, { HttpPutResponseHopLimit: '9' });
  },
  Delete: async () => {
    await world.deliver(world.of('Create', [A, B]));
    return world.of('Delete', [A, B]);
  },
};

async function begin(story: string): Promise<any> {
  world.strike = undefined;
  world.reset();
  for (const region of Object.keys(world.accounts)) delete world.accounts[region];
  world.accounts[A] = { metadata: THEIRS, parameters: {} };
  world.aws.regions = [HOME, A, B, C];
  return STORIES[story]();
}

/** What an event leads to, and its calls. */
async function undisturbed(story: string): Promise<{ state: object; calls: string[] }> {
  const event = await begin(story);
  expect(await world.deliver(event)).toMatchObject({ Status: 'SUCCESS' });
  expect(world.calls.length).toBeGreaterThan(12);
  return { state: world.state, calls: world.calls };
}

test.each(Object.keys(STORIES))('a %s that is delivered twice has done everything the first time', async (story) => {
  const { state } = await undisturbed(story);
  const event = await begin(story);
  await world.deliver(event);
  expect(await world.deliver(event)).toMatchObject({ Status: 'SUCCESS' });
  expect(world.state).toEqual(state);
  expect(world.calls.filter((call) => /Modify/.test(call))).toEqual([]);
});

describe.each<Fault>(['kill', 'kill after'])('%s at each call', (fault) => {
  test.each(Object.keys(STORIES))('of a %s: the second delivery does the rest', async (story) => {
    const { state, calls } = await undisturbed(story);
    for (const [index, call] of calls.entries()) {
      const event = await begin(story);
      world.strike = (_, at) => at === index ? fault : undefined;
      await world.deliver(event);
      world.strike = undefined;
      expect([call, await world.deliver(event)]).toEqual([call, expect.objectContaining({ Status: 'SUCCESS' })]);
      expect([call, world.state]).toEqual([call, state]);
    }
  });

  test('of a Create whose answer never came: the rollback leaves nothing', async () => {
    const { calls } = await undisturbed('Create');
    for (const [index, call] of calls.entries()) {
      const event = await begin('Create');
      world.strike = (_, at) => at === index ? fault : undefined;
      await world.deliver(event);
      world.strike = undefined;
      const rollback = { ...event, RequestType: 'Delete', RequestId: 'rollback', PhysicalResourceId: 'made-up' };
      expect([call, await world.deliver(rollback, 'ROLLBACK_IN_PROGRESS')]).toEqual([call, expect.objectContaining({ Status: 'SUCCESS' })]);
      expect([call, world.state]).toEqual([call, { [A]: { metadata: THEIRS } }]);
    }
  });
});

test.each<Fault>(['reset', 'reset after', 'hang', { code: 'ThrottlingException', status: 400 }])('%j at each call of an Update is retried', async (fault) => {
  const { state, calls } = await undisturbed('Update');
  for (const [index, call] of calls.entries()) {
    const event = await begin('Update');
    world.strike = (_, at) => at === index ? fault : undefined;
    expect([call, await world.deliver(event)]).toEqual([call, expect.objectContaining({ Status: 'SUCCESS' })]);
    expect([call, world.state]).toEqual([call, state]);
  }
});
