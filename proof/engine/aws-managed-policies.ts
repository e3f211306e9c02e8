import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Policy } from './policy';

const FOLDER = join(__dirname, '..', 'data', 'aws-managed-policies');

/** An AWS managed policy that is stored with the proof, by its ARN or by its name with path. */
export function awsManagedPolicy(arnOrName: string): Policy {
  const name = arnOrName.replace(/^arn:[^:]+:iam::aws:policy\//, '');
  const file = join(FOLDER, `${name.split('/').pop()}.json`);
  if (!existsSync(file)) throw new Error(`${name} is not stored. Add it with refresh-aws-managed-policies.py`);
  const held = JSON.parse(readFileSync(file, 'utf8'));
  if (held.name !== name) throw new Error(`AWS names the policy ${held.name}, not ${name}`);
  return { name, policy: held.document };
}
