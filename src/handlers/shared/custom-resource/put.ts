import { request as overHttp } from 'http';
import { request as overHttps } from 'https';

/**
 * Puts text to an address, with an empty content type, for which CloudFormation signs its URLs. `fetch` would take longer to load than an
 * SDK client, and the SDK has loaded these modules.
 *
 * @returns the status of the response
 */
export function put(url: string, text: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    // Only a local endpoint has no TLS.
    (/^https/.test(url) ? overHttps : overHttp)(url, { method: 'PUT', headers: { 'content-type': '' }, signal: AbortSignal.timeout(4_000) },
      (response) => resolve(response.resume().statusCode)).on('error', reject).end(text);
  });
}
