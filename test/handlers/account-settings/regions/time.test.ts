import { ManyRegions } from './many-regions';

const REGIONS = Array.from({ length: 20 }, (_, index) => `eu-test-${index + 1}`);
/** A call to a distant region, with its connection. */
const LATENCY = 200;
/** The timeout of the function is 2 minutes. */
const HALF = 60_000;

test('20 regions take less than half of the timeout, even if each has a value of its own, which is read again for some seconds', async () => {
  const real = globalThis.setTimeout;
  const world = new ManyRegions('instance-metadata-defaults', { HttpTokens: 'required' }, () => new Promise((resolve) => { real(resolve, LATENCY); }));
  world.time.restore();
  try {
    world.aws.regions = REGIONS;
    for (const region of REGIONS) world.accounts[region] = { metadata: { HttpTokens: 'optional' }, parameters: {} };
    const began = Date.now();
    expect(await world.deliver(world.of('Create', 'ALL_ENABLED'))).toMatchObject({ Status: 'SUCCESS', Data: { NotHardened: 'none' } });
    const took = Date.now() - began;
    expect(Object.values(world.state)).toEqual(REGIONS.map(() => expect.objectContaining({ metadata: { HttpTokens: 'required' } })));
    // In turn, the 160 calls alone would take 32 seconds, and the repeated reads 80.
    expect(world.calls.length).toBeGreaterThan(160);
    expect(took).toBeLessThan(HALF);
  } finally {
    world.restore();
  }
});
