import { Code } from 'aws-cdk-lib/aws-lambda';
import { packageFile } from '../package-file';

/**
 * The code of a Lambda function of ours, as text in the template: an asset would need a bootstrapped bucket, which a new
 * account does not have.
 *
 * @param name the folder of `src/handlers` it was bundled from
 */
export function bundledHandler(name: string): Code {
  return Code.fromInline(packageFile('bundled-handlers', `${name}.js`).toString('utf8').trimEnd());
}
