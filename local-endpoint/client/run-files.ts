import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const KEPT_MS = 24 * 60 * 60 * 1000;

/** The log of one endpoint, kept for a day, and its temporary folder, which is deleted when the endpoint ends. */
export function runFiles(folder: string, port: number): { log: string; temporary: string } {
  const logs = join(folder, 'logs');
  const temporary = join(folder, 'run', String(port));
  mkdirSync(logs, { recursive: true });
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  for (const name of readdirSync(logs)) {
    const { mtimeMs } = statSync(join(logs, name), { throwIfNoEntry: false }) ?? {};
    if (mtimeMs !== undefined && Date.now() - mtimeMs > KEPT_MS) {
      rmSync(join(logs, name), { force: true });
    }
  }
  return { log: join(logs, `endpoint-${port}.log`), temporary };
}
