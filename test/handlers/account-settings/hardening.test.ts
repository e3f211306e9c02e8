import { World } from './harness';
import { SAMPLES } from './samples';

let world: World;
beforeEach(() => { world = new World(); });
afterEach(() => world.restore());

const sampleOf = (setting: string) => SAMPLES.find((sample) => sample.setting === setting)!;
const failed = (reason: RegExp) => expect.objectContaining({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
const success = expect.objectContaining({ Status: 'SUCCESS' });
const writes = () => world.aws.calls.filter((call) => /:(Put|Modify|Enable|Disable|Delete)/.test(call) && !call.startsWith('ssm:'));

describe('properties are text, as CloudFormation sends them, and refused before anything is called', () => {
  test.each<[string, string, string[], unknown[]]>([
    ['s3-public-access-block', 'BlockPublicAcls', ['true', 'false'], ['TRUE', 'yes', '', '1', null, [], {}]],
    ['ebs-default-encryption', 'EbsEncryptionByDefault', ['true'], ['false', 'TRUE', '', undefined, null, ['true']]],
    ['instance-metadata-defaults', 'HttpTokens', ['required', 'optional'], ['no-preference', 'Required', '', undefined, ['required']]],
    ['instance-metadata-defaults', 'HttpPutResponseHopLimit', ['1', '64'], ['0', '65', '-1', '2.5', '', '1e1', ' 2', 'two', null]],
    ['image-public-access-block', 'ImageBlockPublicAccessState', ['block-new-sharing'], ['unblocked', '', undefined, ['block-new-sharing']]],
    ['alternate-contact-billing', 'EmailAddress', ['a@b.de', 'a+b.c=d#|!&-_@x-y.example.com', `${'a'.repeat(242)}@example.com`],
      ['', 'a', 'a@b', 'a b@example.com', 'a@@example.com', `${'a'.repeat(243)}@example.com`, undefined]],
    ['alternate-contact-operations', 'Name', ['x', 'J\u00fcrgen', 'n'.repeat(64)], ['', 'n'.repeat(65), undefined, ['x'], 1]],
    ['alternate-contact-security', 'PhoneNumber', ['1', '+49 (0) 30-1', '1'.repeat(25)], ['', 'none', '1'.repeat(26), '1/2', undefined]],
    ['alternate-contact-security', 'Title', ['x', 't'.repeat(50)], ['', 't'.repeat(51), undefined]],
  ])('%s: %s', async (setting, property, good, bad) => {
    const sample = sampleOf(setting);
    for (const value of bad) {
      const answer = await world.create(sample, { ...sample.a.properties, [property]: value });
      expect([value, answer]).toEqual([value, failed(new RegExp(`^${property}: .* is not `))]);
    }
    expect(world.aws.calls.filter((call) => !call.startsWith('cloudformation:'))).toEqual([]);
    for (const value of good) expect([value, await world.create(sample, { ...sample.a.properties, [property]: value })]).toEqual([value, success]);
  });
});

describe('S3', () => {
  const sample = sampleOf('s3-public-access-block');

  test('is asked for this account, and a flag that is left out is off', async () => {
    expect(await world.create(sample, { BlockPublicAcls: 'true' })).toEqual(success);
    expect(world.aws.account.s3Block).toEqual({ ...sample.theirs.value as object, BlockPublicAcls: true });
  });

  test('a configuration with nothing on is put back as such, and not removed', async () => {
    world.aws.account.s3Block = sample.theirs.value as Record<string, boolean>;
    await world.create(sample, sample.a.properties);
    await world.delete(sample);
    expect(world.aws.account.s3Block).toEqual(sample.theirs.value);
  });

  test('a policy of the organization that blocks everything already is found as asked for', async () => {
    world.aws.s3Policy = sample.a.value as Record<string, boolean>;
    expect(await world.create(sample, sample.a.properties)).toEqual(success);
    expect(await world.delete(sample)).toEqual(success);
    expect(writes()).toEqual([]);
  });

  test('one that allows public access lets the deployment fail, with nothing changed', async () => {
    world.aws.s3Policy = sample.theirs.value as Record<string, boolean>;
    expect(await world.create(sample, sample.a.properties)).toEqual(failed(/^s3control:PutPublicAccessBlock: AccessDenied/));
    expect(world.aws.record(sample.setting)).toBeUndefined();
  });
});

describe('instance metadata defaults', () => {
  const sample = sampleOf('instance-metadata-defaults');

  test('the other defaults are not sent, so that they stay', async () => {
    await world.create(sample, sample.a.properties);
    await world.delete(sample);
    const sent = world.aws.inputs.filter((input) => input.Action === 'ModifyInstanceMetadataDefaults');
    expect(sent).toEqual([
      { Action: 'ModifyInstanceMetadataDefaults', Version: '2016-11-15', HttpTokens: 'required', HttpPutResponseHopLimit: '2' },
      { Action: 'ModifyInstanceMetadataDefaults', Version: '2016-11-15', HttpTokens: 'no-preference', HttpPutResponseHopLimit: '-1' },
    ]);
  });

  test('an update that asks for no hop limit any more removes it', async () => {
    await world.create(sample, sample.a.properties);
    await world.update(sample, { HttpTokens: 'required' });
    expect(world.aws.account.metadata).toEqual({ HttpTokens: 'required' });
  });

  test('say who manages them', async () => {
    expect((await world.create(sample, sample.a.properties)).Data).toEqual({ ManagedBy: 'account' });
  });

  describe('under a declarative policy of the organization', () => {
    test.each([
      ['the same', { HttpTokens: 'required', HttpPutResponseHopLimit: 2 }, sample.a.properties],
      ['a lower hop limit', { HttpTokens: 'required', HttpPutResponseHopLimit: 1 }, sample.a.properties],
      ['no hop limit, which means at most 2', { HttpTokens: 'required' }, sample.a.properties],
      ['any hop limit where none is asked for', { HttpTokens: 'required', HttpPutResponseHopLimit: 64 }, { HttpTokens: 'required' }],
      ['tokens where they are optional', { HttpTokens: 'required' }, { HttpTokens: 'optional' }],
    ])('that is as strict as asked for (%s), it is done already, whatever onExisting says', async (_, value, properties) => {
      for (const OnExisting of ['OVERWRITE', 'ADOPT', 'FAIL']) {
        world.aws.policies.metadata = { value };
        const answer = await world.create(sample, { ...properties, OnExisting });
        expect(answer).toEqual(success);
        expect(answer.Data).toEqual({ ManagedBy: 'declarative-policy' });
        expect(await world.update(sample, { ...properties, OnExisting })).toEqual(success);
        expect(await world.delete(sample)).toEqual(success);
        expect(world.aws.record(sample.setting)).toBeUndefined();
      }
      expect(writes()).toEqual([]);
    });

    test.each([
      ['optional tokens', { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 }, undefined, /"HttpTokens":"optional".*leave the setting out/],
      ['a higher hop limit', { HttpTokens: 'required', HttpPutResponseHopLimit: 3 }, 'Ask the cloud team', /"HttpPutResponseHopLimit":3.*: Ask the cloud team/],
      ['no preference', {}, undefined, /enforces nothing/],
    ])('that is less strict (%s), it fails, says why, and calls nothing', async (_, value, message, reason) => {
      world.aws.policies.metadata = { value, message };
      expect(await world.create(sample, sample.a.properties)).toEqual(failed(reason));
      expect(await world.create(sample, { ...sample.a.properties, OnExisting: 'FAIL' })).toEqual(failed(/onExisting is FAIL.*declarative-policy/));
      expect(writes()).toEqual([]);
      expect(world.aws.record(sample.setting)).toBeUndefined();
    });

    test('that came after the stack, nothing is undone and the stack can be deleted', async () => {
      world.aws.account.metadata = { HttpTokens: 'optional' };
      await world.create(sample, sample.a.properties);
      world.aws.policies.metadata = { value: sample.a.value as Record<string, string> };
      const answer = await world.delete(sample);
      expect(answer).toEqual(expect.objectContaining({ Status: 'SUCCESS', Reason: expect.stringMatching(/nothing undone: .*declarative-policy/) }));
      expect(world.aws.record(sample.setting)).toBeUndefined();
    });

    test('that went again, the next update sets what is asked for and remembers what is there', async () => {
      world.aws.account.metadata = { HttpTokens: 'optional' };
      world.aws.policies.metadata = { value: sample.a.value as Record<string, string> };
      await world.create(sample, sample.a.properties);
      world.aws.policies = {};
      expect(await world.update(sample, sample.b.properties)).toEqual(success);
      expect(world.aws.account.metadata).toEqual(sample.b.value);
      await world.delete(sample);
      expect(world.aws.account.metadata).toEqual({ HttpTokens: 'optional' });
    });
  });
});

describe('public AMIs', () => {
  const sample = sampleOf('image-public-access-block');

  test('the block counts as soon as EC2 has accepted it, which may be minutes before it can be read', async () => {
    world.aws.imageBlockLag = Infinity;
    expect(await world.create(sample, sample.a.properties)).toEqual(success);
    expect(world.aws.account.imageBlock).toBe('block-new-sharing');
  });

  test('a Delete that comes before the block can be read lifts it', async () => {
    world.aws.imageBlockLag = Infinity;
    await world.create(sample, sample.a.properties);
    expect(await world.delete(sample)).toEqual(success);
    expect(world.aws.account.imageBlock).toBeUndefined();
  });

  test('a block that was there before stays, and is not set again', async () => {
    world.aws.account.imageBlock = 'block-new-sharing';
    await world.create(sample, { ...sample.a.properties, OnExisting: 'FAIL' });
    await world.delete(sample);
    expect(world.aws.account.imageBlock).toBe('block-new-sharing');
    expect(writes()).toEqual([]);
  });

  test('under a declarative policy that blocks them it is done already', async () => {
    world.aws.policies.imageBlock = { value: { ImageBlockPublicAccessState: 'block-new-sharing' } };
    expect(await world.create(sample, sample.a.properties)).toEqual(expect.objectContaining({ Status: 'SUCCESS', Data: { ManagedBy: 'declarative-policy' } }));
    expect(await world.delete(sample)).toEqual(success);
    expect(writes()).toEqual([]);
  });

  test('under one that allows them it fails', async () => {
    world.aws.policies.imageBlock = {};
    expect(await world.create(sample, sample.a.properties)).toEqual(failed(/^a declarative policy of the organization enforces nothing/));
    expect(await world.delete(sample)).toEqual(success);
    expect(writes()).toEqual([]);
  });
});

test('one kind of contact is left alone by the others', async () => {
  for (const type of ['billing', 'operations', 'security']) {
    const sample = sampleOf(`alternate-contact-${type}`);
    await world.create(sample, sample.a.properties);
  }
  await world.delete(sampleOf('alternate-contact-billing'));
  expect(Object.keys(world.aws.account.contacts!)).toEqual(['OPERATIONS', 'SECURITY']);
});
