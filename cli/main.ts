import { accessCommand } from './access/command';
import { ACCESS_COMMANDS } from './access/options';
import { NOT_CHECKED } from './exit-code';
import { explained } from './explain';
import { UsageError } from './options';
import { oscalCommand } from './oscal/command';
import { OutputError, Print } from './output';
import { reviewCommand } from './review/command';
import { statusCommand } from './status/command';
import { Terminal } from './terminal';
import { USAGE } from './usage';
import { version } from './version';

/** The commands that read accounts. */
const ACCOUNT_COMMANDS: Record<string, typeof statusCommand> = { status: statusCommand, review: reviewCommand };

/** The command without the process: prints through its arguments and returns the exit code. */
export async function main(
  args: string[], print: Print, printError: (text: string) => void, terminal: Terminal = { color: false },
): Promise<number> {
  try {
    const [command = '', ...rest] = args;
    if (Object.hasOwn(ACCESS_COMMANDS, command)) return accessCommand(command, rest, print, printError);
    if (command === 'oscal') return oscalCommand(rest, print, printError);
    if (args.some((argument) => argument === '--help' || argument === '-h')) {
      print(USAGE);
      return 0;
    }
    if (args.includes('--version')) {
      print(version);
      return 0;
    }
    if (!Object.hasOwn(ACCOUNT_COMMANDS, command)) throw new UsageError(`the command must be status, review, compare, prove or oscal; got '${command}'`);
    return await ACCOUNT_COMMANDS[command](rest, print, printError, terminal);
  } catch (error) {
    printError(errorText(error as Error));
    return NOT_CHECKED;
  }
}

function errorText(error: Error): string {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
  return error instanceof OutputError ? error.message : `The account could not be read: ${explained(error)}`;
}
