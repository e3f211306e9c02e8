import { createHmac } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_SECONDS = 30;

/**
 * The code of an authenticator app (RFC 6238: SHA-1, 30 seconds, 6 digits).
 *
 * @param seed the Base32 seed, as text or as CreateVirtualMFADevice returns it.
 * @param time in milliseconds since 1970.
 * @param steps the number of codes after that one: `1` is the next code.
 */
export function totp(seed: string | Uint8Array, time = Date.now(), steps = 0): string {
  const text = typeof seed === 'string' ? seed : Buffer.from(seed).toString('utf8');
  let bits = '';
  for (const character of text.replace(/=+$/, '').toUpperCase()) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) {
      throw new Error(`Not a Base32 seed: it contains '${character}'.`);
    }
    bits += value.toString(2).padStart(5, '0');
  }
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(time / 1000 / STEP_SECONDS) + steps));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest[digest.length - 1] % 16;
  return String(digest.readUInt32BE(offset) % 2 ** 31 % 1_000_000).padStart(6, '0');
}
