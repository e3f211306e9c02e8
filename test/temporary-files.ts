import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const variable = 'SECURE_ACCOUNT_BASELINE_TEST_FILES';

/** An app that is synthesized leaves a folder behind. Whatever a test run writes goes into one of its own. */
export default function setUp(): void {
  process.env[variable] = mkdtempSync(join(tmpdir(), 'secure-account-baseline-tests-'));
  process.env.TMPDIR = process.env[variable];
}

/** Removes it when the run is over. */
export function tearDown(): void {
  rmSync(process.env[variable]!, { recursive: true, force: true });
}
