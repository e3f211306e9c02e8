/** A file that the command cannot read. The message names it, with the position where that is known. */
export class BadInput extends Error {}

/** Runs a function, whose errors about inputs become those of a file. */
export function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if ((error as Error).name === 'InvalidInputError') throw new BadInput(`${file}: ${(error as Error).message}`);
    throw error;
  }
}
