import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const variable = 'SECURE_ACCOUNT_BASELINE_TEST_FILES';

/**
 * An app that is synthesized leaves a folder behind. Whatever a test run writes goes into one of its own, also the compiled code of large
 * modules, which the processes of the run share.
 */
export default function setUp(): void {
  process.env[variable] = mkdtempSync(join(tmpdir(), 'secure-account-baseline-tests-'));
  process.env.TMPDIR = process.env[variable];
  // Where each resource was created: a tenth of the time of a synthesis, most of it for source maps.
  process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'aws:cdk:disable-creation-stack-traces': true });
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --require "${join(__dirname, 'compiled-once.cjs')}"`.trim();
}

/** Removes it when the run is over. */
export function tearDown(): void {
  rmSync(process.env[variable]!, { recursive: true, force: true });
}
