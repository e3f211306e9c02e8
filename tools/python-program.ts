import { dirname, join } from 'path';
import { findPython } from '../local-endpoint/client/python';
import { virtualEnvironment } from '../local-endpoint/client/virtual-environment';

/** Where the programs are installed; git ignores it. */
export const TOOLS_FOLDER = join(__dirname, '..', '.tools');

/** A program of PyPI whose requirements are pinned, with their hashes, in `tools/python`. */
export type PythonProgram = 'cfn-lint' | 'compliance-trestle' | 'pmapper' | 'prowler' | 'report-formats' | 'zizmor';

/** The commands that are not named after their package. */
const COMMANDS: { readonly [program in PythonProgram]?: string } = {
  'compliance-trestle': 'trestle',
  // Libraries for a script of the tests.
  'report-formats': 'python',
};

/** The oldest Python 3 of the programs that do not run with the one that the local AWS endpoint needs. */
const OLDEST: { readonly [program in PythonProgram]?: number } = { 'compliance-trestle': 11 };

/** By program: to look for Python once more takes longer than some of the programs do. */
const paths = new Map<PythonProgram, Promise<string>>();

/**
 * Installs a program once, and again when its requirements change.
 *
 * @returns the path of the program.
 * @throws if there is no Python that can run it, or the installation fails; says what to do.
 */
export async function pythonProgram(program: PythonProgram): Promise<string> {
  const path = paths.get(program) ?? install(program);
  paths.set(program, path);
  return path;
}

async function install(program: PythonProgram): Promise<string> {
  const requirements = join(__dirname, 'python', `${program}.txt`);
  const python = findPython(process.env.PYTHON, program);
  const oldest = OLDEST[program];
  if (oldest !== undefined && Number(python.version.split('.')[1]) < oldest) {
    throw new Error(`${program} needs Python 3.${oldest} or newer, and ${python.executable} is ${python.version}. Name a newer interpreter in the environment variable PYTHON`);
  }
  const interpreter = await virtualEnvironment(python, false, join(TOOLS_FOLDER, program), requirements, program);
  return join(dirname(interpreter), COMMANDS[program] ?? program);
}
