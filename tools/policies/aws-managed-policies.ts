import { readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { compressed } from '../library/compressed';

/**
 * Writes `data/aws-managed-policies.json.br`, the documents of the policies of AWS that the library attaches, from those that the proof
 * holds: `npx tsx tools/policies/aws-managed-policies.ts`.
 */
const FILE = join(__dirname, '..', '..', 'data', 'aws-managed-policies.json.br');
const FOLDER = join(__dirname, '..', '..', 'proof', 'data', 'aws-managed-policies');

export function awsManagedPolicies(): Record<string, object> {
  return Object.fromEntries(readdirSync(FOLDER).sort().map((file) => {
    const { name, document } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
    return [name, document];
  }));
}

if (require.main === module) writeFileSync(FILE, compressed(awsManagedPolicies()));
