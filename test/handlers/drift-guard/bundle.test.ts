import { execFileSync } from 'child_process';
import { readFileSync, statSync } from 'fs';
import { join } from 'path';

/** What really ships: the file that is put into the template. */
const BUNDLE = join(__dirname, '..', '..', '..', 'bundled-handlers', 'drift-guard.js');

test('is smaller than 8,000 bytes, plain ASCII, and needs nothing but the SDK clients that Lambda has', () => {
  const code = readFileSync(BUNDLE, 'utf8');
  expect(statSync(BUNDLE).size).toBeLessThan(8_000);
  expect(code).toMatch(/^[\x00-\x7f]*$/);
  expect([...new Set([...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name))].sort())
    .toEqual(['@aws-sdk/client-iam', '@aws-sdk/client-sns', '@aws-sdk/client-ssm']);
});

test('has the entry that the function names', () => {
  const type = execFileSync(process.execPath, ['-p', 'typeof require(process.argv[1]).handler', BUNDLE], {
    encoding: 'utf8', env: { ...process.env, AWS_REGION: 'us-east-1', NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
  });
  expect(type.trim()).toBe('function');
});
