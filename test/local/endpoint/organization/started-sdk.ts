import { SdkForPython, Service } from './sdk-for-python';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';
import { endpointForAll } from '../../started-endpoint';
import { ROOT } from '../clients';

/** Starts an endpoint and the SDK for Python before the tests of a file, with Organizations as root calls it, and stops both after them. */
export function sdkForAll(prepare: (endpoint: LocalEndpoint, sdk: SdkForPython, organizations: Service) => unknown): void {
  let sdk: SdkForPython | undefined;
  // Before the endpoint stops.
  afterAll(() => sdk?.stop());
  endpointForAll(async (endpoint) => {
    sdk = await SdkForPython.start(endpoint);
    await prepare(endpoint, sdk, sdk.service('organizations', ROOT));
  });
}
