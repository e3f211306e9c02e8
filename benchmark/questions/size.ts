import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pack } from '../project';
import { Context } from '../question';
import { partsOf } from '../release';
import { counted, Result } from '../result';

const PEERS = ['aws-data-landing-zone@0.6.12', 'cdk-nag@3.0.2'];

/** How large is the npm package as a release makes it, packed and unpacked, and what is it made of? */
export default async function size({ project }: Context): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'baseline-benchmark-peers-'));
  try {
    const { unpackedSize, files } = project.packed;
    const whole = PEERS.flatMap((name) => {
      const about = { question: 'size', unit: 'bytes' as const, ours: 'cdk-secure-account-baseline', peer: name };
      const [ours, peer] = [project.packed, pack([name], folder, folder)];
      return [
        counted({ ...about, measure: 'npm package' }, ours.size, peer.size),
        counted({ ...about, measure: 'npm package, unpacked', goal: { of: 'value', atMost: 660_000 } }, ours.unpackedSize, peer.unpackedSize),
      ];
    });
    const about = { question: 'size', measure: 'npm package, a part of it', unit: 'bytes' as const, peer: 'the package, unpacked' };
    return [...whole, ...partsOf(files).map(([part, bytes]) => counted({ ...about, ours: part }, bytes, unpackedSize))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
