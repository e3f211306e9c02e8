import { environment } from '../environment';

/**
 * Whether CloudFormation reads answers at the URL. Its buckets are named after the region; any account can own a bucket with another name.
 * A local endpoint, where the environment names one, reads them itself.
 */
export function isResponseUrl(url: string): boolean {
  const { AWS_REGION: region = '', AWS_ENDPOINT_URL: endpoint, DOMAIN: domain } = environment;
  return RegExp(`^https://cloudformation-custom-resource-response-${region.replace(/-/g, '')}[.]s3([.-]${region})?[.]${domain}/`).test(url)
    || !!endpoint && `${url}`.startsWith(`${endpoint}/`);
}
