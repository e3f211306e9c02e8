import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Code } from 'aws-cdk-lib/aws-lambda';

/**
 * The code of a Lambda function of ours, as text in the template: an asset would need a bootstrapped bucket, which a new
 * account does not have.
 *
 * @param name the folder of `src/handlers` it was bundled from
 */
export function bundledHandler(name: string): Code {
  const file = join(__dirname, '..', '..', 'bundled-handlers', `${name}.js`);
  if (!existsSync(file)) {
    throw new Error(`The bundle of the handler '${name}' is missing at ${file}: in a checkout run 'npm run bundle' first`);
  }
  return Code.fromInline(readFileSync(file, 'utf8').trimEnd());
}
