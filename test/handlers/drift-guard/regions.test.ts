import { call, DAILY, FUNCTION_ARN, Guarded } from './harness';
import { handler } from '../../../src/handlers/drift-guard/handler';
import { checkRegions } from '../../../src/handlers/drift-guard-regions/check-regions';
import { budget } from '../../../src/handlers/shared/retry';
import { Fault } from '../account-settings/fake-aws';
import { HOME, ManyRegions } from '../account-settings/regions/many-regions';

const [A, B] = ['us-east-1', 'us-west-2'];
const HOPS = { HttpTokens: 'required', HttpPutResponseHopLimit: '2' };
const METADATA = { HttpTokens: 'required', HttpPutResponseHopLimit: 2 };
const THEIRS = { HttpTokens: 'optional', HttpPutResponseHopLimit: 5 };
const DENIED: Fault = { code: 'UnauthorizedOperation', status: 403, message: 'not authorized, with an explicit deny in a service control policy' };
const BROKEN: Fault = { code: 'InternalQuota', status: 400, message: 'broken' };
const wantedIn = (Regions: string[] | string, more: object = {}) => ({ 'instance-metadata-defaults': { ...HOPS, Regions, ...more } });

describe('the daily check of the regions', () => {
  let world: ManyRegions;
  beforeEach(() => {
    world = new ManyRegions('instance-metadata-defaults', HOPS);
    world.aws.regions = [HOME, A, B];
    for (const region of [HOME, A, B]) world.accounts[region] = { metadata: METADATA, parameters: {} };
  });
  afterEach(() => world.restore());
  const check = async (wanted: object) => checkRegions(budget(world.time.now + 120_000), wanted);

  test('finds nothing where every region has the setting, and only reads', async () => {
    expect(await check(wantedIn('ALL_ENABLED'))).toEqual([]);
    const [first, ...others] = world.calls;
    expect(first).toBe('eu-central-1 ec2:DescribeRegions');
    // They are asked at the same time, in no certain order.
    expect(others.sort()).toEqual([HOME, A, B].map((region) => `${region} ec2:GetInstanceMetadataDefaults`));
  });

  test('finds a region that was enabled since, if all are asked for, and no region that is not asked for', async () => {
    world.aws.regions.push('ap-south-1');
    const expected = 'ap-south-1: instance-metadata-defaults is nothing; the stack wants {"HttpTokens":"required","HttpPutResponseHopLimit":2}.';
    expect(await check(wantedIn('ALL_ENABLED'))).toEqual([expected]);
    expect(await check(wantedIn([HOME, A, B]))).toEqual([]);
    expect(await check(wantedIn([HOME, 'ap-south-1', 'eu-west-9']))).toEqual([expected]);
  });

  test('finds a value that was changed, whatever an ownership record says; one that the stack may have adopted is expected', async () => {
    world.accounts[B] = { metadata: THEIRS, parameters: {} };
    expect(await check(wantedIn('ALL_ENABLED'))).toEqual([expect.stringMatching(/^us-west-2: .* is \{"HttpTokens":"optional","HttpPutResponseHopLimit":5\}; the stack wants/)]);
    expect(await check(wantedIn('ALL_ENABLED', { OnExisting: 'ADOPT' }))).toEqual([]);
    world.accounts[B] = { parameters: {} };
    expect(await check(wantedIn('ALL_ENABLED', { OnExisting: 'ADOPT' }))).toHaveLength(1);
  });

  test('leaves out a region that is denied, logs it, and checks the others; any other failure is told', async () => {
    world.accounts[B] = { parameters: {} };
    world.strike = (one) => one.startsWith(`${A} `) ? DENIED : undefined;
    expect(await check(wantedIn('ALL_ENABLED'))).toEqual([expect.stringMatching(/^us-west-2: /)]);
    expect(world.logs.join()).toMatch(/"region":"us-east-1".*UnauthorizedOperation/);
    world.strike = (one) => one.startsWith(`${A} `) ? BROKEN : undefined;
    expect(await check(wantedIn('ALL_ENABLED'))).toEqual([
      expect.stringMatching(/^us-east-1: instance-metadata-defaults could not be checked: .*broken/), expect.stringMatching(/^us-west-2: /),
    ]);
  });

  test.each([
    ['ebs-default-encryption', { EbsEncryptionByDefault: 'true' }, { ebsEncryption: true }],
    ['image-public-access-block', { ImageBlockPublicAccessState: 'block-new-sharing' }, { imageBlock: 'block-new-sharing' }],
    ['snapshot-public-access-block', { State: 'block-all-sharing' }, { snapshotBlock: 'block-all-sharing' }],
    ['document-public-sharing-block', { SettingValue: 'Disable' }, { documentBlock: true }],
  ])('knows %s', async (setting, value, present) => {
    for (const region of [HOME, A]) world.accounts[region] = { ...present, parameters: {} } as any;
    expect(await check({ [setting]: { ...value, Regions: 'ALL_ENABLED' } })).toEqual([expect.stringContaining(`us-west-2: ${setting} is nothing`)]);
  });
});

describe('a guard with regions', () => {
  let guarded: Guarded;
  beforeEach(() => {
    guarded = new Guarded(false);
    Object.assign(process.env, { AWS_REGION: 'us-east-1', IN_REGIONS: JSON.stringify(wantedIn('ALL_ENABLED')) });
  });
  afterEach(() => guarded.restore());
  const run = async (event: object, found: () => Promise<string[]>) => {
    const asked = jest.fn(found);
    await handler(event, { invokedFunctionArn: FUNCTION_ARN, getRemainingTimeInMillis: () => 120_000 }, asked);
    return asked;
  };

  test('tells every day what they lack', async () => {
    for (const day of [1, 2]) {
      const asked = await run(DAILY, async () => ['us-west-2: lacks it.', 'us-west-1: lacks it.']);
      expect(asked).toHaveBeenCalledWith(expect.anything(), wantedIn('ALL_ENABLED'));
      expect(guarded.aws.messages).toHaveLength(day);
    }
    expect(guarded.aws.messages[0]).toEqual({
      Subject: 'AWS account 111122223333: regions without the settings of the stack',
      Message: expect.stringMatching(/^us-west-2: lacks it\.\nus-west-1: lacks it\.\n\nA region that was enabled after the last deployment/),
    });
  });

  test('says nothing where all is well, and does not check the regions when IAM is changed', async () => {
    await run(DAILY, async () => []);
    expect(await run(call('UpdateAccountPasswordPolicy'), async () => ['us-west-2: lacks it.'])).not.toHaveBeenCalled();
    expect(guarded.aws.messages).toEqual([]);
  });

  test('tells that the regions could not be checked', async () => {
    await run(DAILY, async () => { throw new Error('ec2:DescribeRegions: denied'); });
    expect(guarded.aws.messages[0].Message).toMatch(/^The regions could not be checked: ec2:DescribeRegions: denied\n/);
  });
});
