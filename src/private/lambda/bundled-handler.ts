import { Code } from 'aws-cdk-lib/aws-lambda';
import { packageTable } from '../package-table';

let texts: { readonly [name: string]: string } | undefined;

/**
 * The code of a Lambda function of ours, as text in the template: an asset would need a bootstrapped bucket, which a new
 * account does not have.
 *
 * @param name the folder of `src/handlers` it was bundled from
 */
export function bundledHandler(name: string): Code {
  texts ??= packageTable<Record<string, string>>('handlers', 'bundled-handlers');
  return Code.fromInline(texts[name]);
}
