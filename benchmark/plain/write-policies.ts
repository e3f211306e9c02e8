import { writeFileSync } from 'fs';
import { join } from 'path';
import { defaultTemplate } from './default-template';

/** Writes `policies.json`, the statements of the default baseline's policies by the logical ID of the policy, which the app without the library has too. */
const statements = Object.entries<any>(defaultTemplate().Resources)
  .filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy')
  .map(([id, { Properties }]) => [id, Properties.PolicyDocument.Statement]);
writeFileSync(join(__dirname, 'policies.json'), `${JSON.stringify(Object.fromEntries(statements), undefined, 1)}\n`);
