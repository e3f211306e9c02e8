import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

export function schema(name: string): any {
  return JSON.parse(readFileSync(join(__dirname, name), 'utf8'));
}

/** The errors of a document, which a broken one has too. */
export function errorsIn(validate: any, document: unknown): string[] {
  return validate(document) ? [] : validate.errors.map(({ instancePath, message, params }: any) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}

/** The errors of a SARIF log, by the schema of OASIS. */
export function sarifErrors(log: unknown): string[] {
  const { $schema, id, ...draft04 } = schema('sarif-2.1.0.json');
  if (!`${$schema} ${id}`.match(/draft-04.*sarif-schema-2\.1\.0/)) throw new Error('The schema is not SARIF 2.1.0 in draft 4 of JSON Schema');
  return errorsIn(addFormats(new Ajv({ strict: false, allErrors: true, validateSchema: false })).compile(draft04), log);
}
