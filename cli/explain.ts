/** What to do about an error of the SDK, whose message does not say so. */
const ADVICE: [RegExp, string][] = [
  [/Region is missing/, 'pass --region, or set AWS_REGION'],
  [/of the profile '/, 'pass a --profile that aws configure list-profiles lists, and sign in to it'],
  [/Could not load credentials|Could not resolve credentials/, 'pass --profile, set AWS_PROFILE, or sign in as for the AWS CLI'],
  [/InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidAccessKeyId/, 'the access key is not valid: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or pass --profile'],
  [/ExpiredToken|session.*expired|Token is expired|expired.*session/i, 'sign in again, such as with aws sso login or aws login'],
  [/Invalid region|region.*not a valid|must be a valid hostname/i, 'pass a region of AWS to --region, such as eu-central-1'],
  [/ENOTFOUND|EAI_AGAIN/, 'check the network, and whether --region or AWS_REGION is a region of AWS'],
  [/ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|TimeoutError|socket hang up/, 'check the network, the proxy and AWS_ENDPOINT_URL'],
];

/** An error in one line, with what to do. */
export function explained({ message }: Error): string {
  const line = message.replace(/\s+/g, ' ').trim();
  const [, advice] = ADVICE.find(([pattern]) => pattern.test(line)) ?? [];
  return advice ? `${line} (${advice})` : line;
}
