import { isIPv4, isIPv6 } from 'net';

/** The first and the last address of a block. IPv4 addresses follow those of IPv6, since no block of one matches the other. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

const FIRST_V4 = 2n ** 128n;

/** Reads an address or a CIDR block; nothing if it is none. */
export function addressRange(text: string): AddressRange | undefined {
  const [address, prefix, ...rest] = text.split('/');
  if (rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) return undefined;
  const bits = isIPv4(address) ? 32 : isIPv6(address) ? 128 : undefined;
  if (bits === undefined || Number(prefix ?? bits) > bits) return undefined;
  const value = bits === 32 ? FIRST_V4 + valueOfV4(address) : valueOfV6(address);
  const size = 2n ** BigInt(bits - Number(prefix ?? bits));
  const first = value / size * size;
  return { first, last: first + size - 1n };
}

/** The text of an address. */
export function addressText(value: bigint): string {
  if (value >= FIRST_V4) return [24n, 16n, 8n, 0n].map((bit) => value / 2n ** bit % 256n).join('.');
  return Array.from({ length: 8 }, (_, index) => (value / 2n ** BigInt(112 - 16 * index) % 65536n).toString(16)).join(':');
}

/** Where the addresses of a version begin and end. */
export const VERSIONS: AddressRange[] = [{ first: 0n, last: FIRST_V4 - 1n }, { first: FIRST_V4, last: FIRST_V4 + 2n ** 32n - 1n }];

function valueOfV4(text: string): bigint {
  return text.split('.').reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function valueOfV6(text: string): bigint {
  const written = text.replace(/(\d+\.\d+\.\d+\.\d+)$/, (v4) => {
    const value = valueOfV4(v4);
    return `${(value / 65536n).toString(16)}:${(value % 65536n).toString(16)}`;
  });
  const [left, right] = written.split('::').map((half) => half.split(':').filter((part) => part !== ''));
  const groups = right === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return groups.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n);
}
