import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';

type Prepare = (endpoint: LocalEndpoint) => unknown;

const startedBetween = (before: typeof beforeAll, after: typeof afterAll) => (prepare: Prepare): void => {
  let endpoint: LocalEndpoint | undefined;
  before(async () => {
    endpoint = await startLocalEndpoint({ quiet: true });
    await prepare(endpoint);
  });
  after(async () => endpoint?.stop());
};

/** Starts an endpoint before the tests of a file and stops it after them. */
export const endpointForAll = startedBetween(beforeAll, afterAll);

/** Starts an endpoint before each test of a file and stops it after the test. */
export const endpointForEach = startedBetween(beforeEach, afterEach);
