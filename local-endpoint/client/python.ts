import { spawnSync } from 'node:child_process';

/** A Python interpreter that can create virtual environments. */
export interface Python {
  readonly executable: string;
  /** Major and minor, as in `3.12`. */
  readonly version: string;
}

const MINIMUM = [3, 10];

const PROBE = [
  'import importlib.util, json, sys',
  'found = lambda name: importlib.util.find_spec(name) is not None',
  'print(json.dumps({"executable": sys.executable, "version": list(sys.version_info[:3]), "venv": found("venv") and found("ensurepip")}))',
].join('\n');

const HOW_TO_INSTALL = 'Install Python 3.10 or newer with its venv module '
  + '(Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python; others: https://www.python.org/downloads/), '
  + 'or name an interpreter in the environment variable PYTHON.';

/**
 * Finds a Python interpreter for a product with its own requirements.
 *
 * @param named an interpreter to use instead of `python3` or `python` on the PATH.
 * @param product the product, as the error names it.
 * @throws if there is none, if it is older than 3.10, or if it cannot create virtual environments; the error says what to install.
 */
export function findPython(named: string | undefined = process.env.PYTHON, product = 'The local AWS endpoint'): Python {
  const candidates = named ? [named] : ['python3', 'python'];
  const refusals: string[] = [];
  for (const candidate of candidates) {
    const answer = spawnSync(candidate, ['-c', PROBE], { encoding: 'utf8', timeout: 30_000, env: process.env });
    if (answer.error || answer.status !== 0) {
      const missing = (answer.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
      const reason = answer.error?.message ?? answer.stderr.trim().split('\n').pop();
      refusals.push(missing ? `${candidate} was not found` : `${candidate} does not work (${reason})`);
      continue;
    }
    const facts = parse(answer.stdout);
    if (!facts) {
      refusals.push(`${candidate} is not a Python interpreter`);
    } else if (facts.version[0] < MINIMUM[0] || (facts.version[0] === MINIMUM[0] && facts.version[1] < MINIMUM[1])) {
      refusals.push(`${candidate} is Python ${facts.version.join('.')}, which is too old`);
    } else if (!facts.venv) {
      refusals.push(`${candidate} (Python ${facts.version.join('.')}) cannot create virtual environments: its venv or ensurepip module is missing`);
    } else {
      return { executable: facts.executable, version: facts.version.slice(0, 2).join('.') };
    }
  }
  throw new Error(`${product} needs Python: ${refusals.join('; ')}. ${HOW_TO_INSTALL}`);
}

function parse(output: string): { executable: string; version: number[]; venv: boolean } | undefined {
  try {
    const facts = JSON.parse(output);
    return Array.isArray(facts.version) && facts.executable ? facts : undefined;
  } catch {
    return undefined;
  }
}
