import { gunzipSync, gzipSync } from 'zlib';

/**
 * The jsii assembly, compressed, without the lines of the sources that its members come from. Only the compiler that wrote them reads them.
 */
export function smallAssembly(compressed: Buffer): Buffer {
  const text = JSON.stringify(JSON.parse(gunzipSync(compressed).toString('utf8')), (key, value) => key === 'locationInModule' ? undefined : value);
  return gzipSync(text, { level: 9 });
}
