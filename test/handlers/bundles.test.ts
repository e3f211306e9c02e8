import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';

/**
 * The most bytes of each bundle, which is text in a template of at most 51,200 characters. The credential report is parsed in both
 * functions that have more than 10,000.
 */
const LIMITS: Record<string, number> = {
  'access-advisor': 10_000,
  'account-settings': 12_000,
  // Only a stack that asks for several regions has it.
  'account-settings-regions': 15_000,
  'credential-report': 10_000,
  'credential-report-deactivate': 10_500,
  'drift-guard': 10_000,
  // Only a guard of settings with regions has it.
  'drift-guard-regions': 12_000,
  'external-access-analyzer': 10_000,
  // Only an analyzer with regions has it.
  'external-access-analyzer-regions': 10_000,
  'finding-alerts': 6_000,
  'identity-center-users': 8_500,
  'organization-settings': 10_500,
  'security-status': 10_000,
  'security-status-checks': 10_500,
  'security-status-hub': 10_000,
};

describe.each(Object.entries(LIMITS))('the bundle of %s', (name, limit) => {
  const file = join(__dirname, '..', '..', 'bundled-handlers', `${name}.js`);
  const code = readFileSync(file, 'utf8');

  test(`has fewer than ${limit} bytes, all of them ASCII`, () => {
    expect(Buffer.byteLength(code)).toBeLessThan(limit);
    expect(code).toMatch(/^[\x00-\x7f]*$/);
  });

  test('loads nothing but SDK clients, which Lambda has, and what they load of Node', () => {
    const loaded = [...code.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, module]) => module);
    expect(loaded.filter((module) => !/^(@aws-sdk\/client-|https?$)/.test(module))).toEqual([]);
    expect(loaded).toHaveLength(new Set(loaded).size);
  });

  test('has the entry that the function names', () => {
    const type = execFileSync(process.execPath, ['-p', 'typeof require(process.argv[1]).handler', file], {
      encoding: 'utf8', env: { ...process.env, AWS_REGION: 'us-east-1', NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
    });
    expect(type.trim()).toBe('function');
  });
});

test('clients that not every invocation needs are loaded when they are used', () => {
  const loadedBy = (name: string) => execFileSync(process.execPath, ['-p', `require(process.argv[1]);
    [...new Set(Object.keys(require.cache).flatMap((path) => path.match(/client-[a-z0-9-]+/g) ?? []))].sort().join()`,
  join(__dirname, '..', '..', 'bundled-handlers', `${name}.js`)], {
    encoding: 'utf8', env: { ...process.env, AWS_REGION: 'us-east-1', NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
  }).trim();
  expect(loadedBy('account-settings')).toBe('client-iam,client-ssm');
  expect(loadedBy('organization-settings')).toBe('client-iam,client-ssm');
  expect(loadedBy('identity-center-users')).toBe('client-ssm');
  expect(loadedBy('security-status')).toBe('client-lambda,client-ssm');
  expect(loadedBy('external-access-analyzer')).toBe('client-accessanalyzer');
  expect(loadedBy('external-access-analyzer-regions')).toBe('client-accessanalyzer');
  expect(loadedBy('drift-guard')).toBe('client-iam,client-ssm');
  expect(loadedBy('drift-guard-regions')).toBe('client-iam,client-ssm');
});
