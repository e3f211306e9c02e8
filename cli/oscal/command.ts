import { readApp } from './app';
import { componentDefinition } from './component-definition';
import { BadInput } from '../access/bad-input';
import { parsed, UsageError } from '../options';
import { OutputError, requireWritable, writeToFile } from '../output';

const BAD_INPUT = 2;

export const OSCAL_USAGE = `Usage: secure-account-baseline oscal CDK_OUT [options]

Prints which controls the constructs of a synthesized app answer, as an OSCAL component definition in JSON. CDK_OUT is a cdk.out folder, or the
template of one stack in it. It calls neither AWS nor any other server.

  --revision TEXT  the commit or the version of the app (default: unversioned)
  --output FILE    writes the document to a file
  --help           prints this text

Exit codes: 0 the document is written; 2 the command line or a file is invalid.`;

const OPTIONS = { help: { type: 'boolean', short: 'h' }, revision: { type: 'string' }, output: { type: 'string' } } as const;

/** The command that makes a component definition. Prints through its arguments and returns the exit code. */
export function oscalCommand(args: string[], print: (text: string) => void, printError: (text: string) => void): number {
  try {
    const { values: { help, revision = 'unversioned', output }, positionals } = parsed(args, OPTIONS);
    if (help) {
      print(OSCAL_USAGE);
      return 0;
    }
    if (positionals.length !== 1) throw new UsageError(`oscal takes one CDK_OUT; got '${positionals.join(' ')}'`);
    if (!/^\S(.*\S)?$/.test(revision)) throw new UsageError(`--revision must have text, without spaces at its ends; got '${revision}'`);
    requireWritable(output);
    const app = readApp(positionals[0]);
    const document = JSON.stringify(componentDefinition(app, { revision, time: new Date() }), undefined, 2);
    if (output === undefined) {
      print(document);
    } else {
      writeToFile(document, output);
      print(`${output}: ${app.constructs.size} components of cdk-secure-account-baseline ${app.libraryVersion}`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof BadInput || error instanceof OutputError)) throw error;
    printError(error instanceof UsageError ? `${error.message}\n\n${OSCAL_USAGE}` : error.message);
    return BAD_INPUT;
  }
}
