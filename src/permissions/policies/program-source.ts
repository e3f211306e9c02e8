import { BlockList, isIPv4, isIPv6 } from 'net';
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { invalid, requireMatch, unsafe } from '../../private/errors';

/** Where the requests of a program may come from. */
export interface ProgramSource {
  readonly sourceIps?: string[];
  readonly sourceVpcIds?: string[];
  readonly sourceVpcEndpointIds?: string[];
}

/** Addresses that `aws:SourceIp` never has: AWS sees public ones, and none at all where a request comes through a VPC endpoint. */
const NEVER_SEEN = new BlockList();
for (const [network, prefix] of [['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16]] as const) {
  NEVER_SEEN.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [['::1', 128], ['fc00::', 7], ['fe80::', 10]] as const) NEVER_SEEN.addSubnet(network, prefix, 'ipv6');

export function namesSource(source: ProgramSource): boolean {
  return [source.sourceIps, source.sourceVpcIds, source.sourceVpcEndpointIds].some(given);
}

/** Refuses addresses and ids that no request has, or every request. */
export function requireValidSource(source: ProgramSource): void {
  literals(source.sourceIps).forEach(requirePublicCidr);
  for (const id of literals(source.sourceVpcIds)) {
    requireMatch('sourceVpcIds', id, /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, 'the id of a VPC is vpc- and 8 or 17 hexadecimal digits');
  }
  for (const id of literals(source.sourceVpcEndpointIds)) {
    requireMatch('sourceVpcEndpointIds', id, /^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/, 'the id of a VPC endpoint is vpce- and 8 or 17 hexadecimal digits');
  }
}

/**
 * Denies whatever comes from elsewhere. All conditions must hold for the deny, and an absent key counts as elsewhere: a request
 * through a VPC endpoint has no `aws:SourceIp`, one over the internet no `aws:SourceVpc`. What an AWS service does in the
 * program's name comes from that service, and was allowed to begin with.
 */
export function denyOtherSourcesDocument(source: ProgramSource): iam.PolicyDocument {
  const vpcs = {
    ...given(source.sourceVpcIds) && { 'aws:SourceVpc': source.sourceVpcIds },
    ...given(source.sourceVpcEndpointIds) && { 'aws:SourceVpce': source.sourceVpcEndpointIds },
  };
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({
      sid: 'DenyOtherSources',
      effect: iam.Effect.DENY,
      actions: ['*'],
      resources: ['*'],
      conditions: {
        ...given(source.sourceIps) && { NotIpAddressIfExists: { 'aws:SourceIp': source.sourceIps } },
        ...Object.keys(vpcs).length > 0 && { StringNotEqualsIfExists: vpcs },
        BoolIfExists: { 'aws:ViaAWSService': 'false' },
      },
    })],
    minimize: false,
  });
}

function given(list: string[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}

function literals(list: string[] | undefined): string[] {
  return list === undefined || Token.isUnresolved(list) ? [] : list;
}

function requirePublicCidr(cidr: string): void {
  if (Token.isUnresolved(cidr)) return;
  const [, address, digits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(cidr) ?? [];
  const bits = isIPv4(address ?? '') ? 32 : isIPv6(address ?? '') ? 128 : 0;
  const prefix = digits === undefined ? bits : Number(digits);
  if (bits === 0 || prefix > bits) throw invalid('sourceIps', cidr, 'it must be an address or a CIDR block of IPv4 or IPv6, such as 203.0.113.0/24');
  if (prefix === 0) throw unsafe('access-key-from-anywhere', 'sourceIps', cidr, 'it admits every address; say usableFromAnywhere if that is meant');
  if (NEVER_SEEN.check(address, bits === 32 ? 'ipv4' : 'ipv6')) {
    throw invalid('sourceIps', cidr, 'AWS sees public addresses only; for requests from inside a VPC give sourceVpcIds or sourceVpcEndpointIds');
  }
}
