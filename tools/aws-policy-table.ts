import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { compressed } from './library/compressed';
import { statementsOf } from '../src/permissions/least-privilege/statements';
import { wideRightsOf } from '../src/permissions/wide-rights';

/**
 * Writes `data/aws-policy-table.json.br`, the names of the policies that AWS maintains and what each allows that only an administrator
 * should be allowed. It is made from the documents that the package moto (PyPI) carries:
 *
 *     /tmp/moto/bin/python proof/data/refresh-aws-managed-policies.py --all /tmp/aws-managed-policies.json
 *     npx tsx tools/aws-policy-table.ts /tmp/aws-managed-policies.json
 */
const FILE = join(__dirname, '..', 'data', 'aws-policy-table.json.br');

/** The letter of each kind of right in the table. */
const LETTERS = { fullAccess: 'F', identityWrites: 'I', passRole: 'P', assumeRole: 'S' };

interface AwsPolicy {
  readonly name: string;
  readonly updated: string;
  readonly document: { readonly Statement: object | object[] };
}

export interface AwsPolicyTable {
  /** The day of the latest change in the documents. */
  readonly updated: string;
  /** The names with their paths, by the letters of what the policies allow. Spaces separate the names. */
  readonly names: Record<string, string>;
}

/** The letters of what a policy document allows, in the order of the alphabet. */
export function lettersOf(document: AwsPolicy['document']): string {
  const statements = statementsOf(new Stack(new App()), { toJSON: () => ({ Statement: [document.Statement].flat() }) });
  return [...new Set(statements.flatMap(wideRightsOf).map(({ kind }) => LETTERS[kind]))].sort().join('');
}

export function awsPolicyTable(policies: AwsPolicy[]): AwsPolicyTable {
  const names: Record<string, string[]> = {};
  for (const { name, document } of policies) (names[lettersOf(document)] ??= []).push(name);
  return {
    updated: policies.map(({ updated }) => updated).sort().pop()!,
    names: Object.fromEntries(Object.keys(names).sort().map((letters) => [letters, names[letters].sort().join(' ')])),
  };
}

if (require.main === module) writeFileSync(FILE, compressed(awsPolicyTable(JSON.parse(readFileSync(process.argv[2], 'utf8')))));
