import { spawnSync } from 'child_process';
import { findPython } from '../../local-endpoint/client/python';

/** What a check needs on this machine and no package of npm brings. */
export interface Tool {
  /** What to call it, with an argument that makes it answer at once. */
  readonly command: string[];
  /** What to install, for the message. */
  readonly install: string;
}

export const TOOLS: Record<string, Tool> = {
  jdk: {
    command: ['javac', '-version'],
    install: 'a Java Development Kit 11 or newer (Debian and Ubuntu: apt install default-jdk-headless; macOS: brew install openjdk; others: https://adoptium.net)',
  },
  maven: {
    command: ['mvn', '--version'],
    install: 'Maven 3.6 or newer (Debian and Ubuntu: apt install maven; macOS: brew install maven; others: https://maven.apache.org/install.html)',
  },
  go: {
    command: ['go', 'version'],
    install: 'Go (Debian and Ubuntu: apt install golang-go; macOS: brew install go; others: https://go.dev/doc/install)',
  },
};

/** @throws if a tool does not answer, naming the check that needs it and what to install */
export function requireTools(check: string, ...tools: Tool[]): void {
  for (const { command: [file, ...args], install } of tools) {
    const { error, status, stderr } = spawnSync(file, args, { encoding: 'utf8', timeout: 30_000 });
    if (error || status !== 0) throw new Error(missingTool(check, file, install, error, stderr));
  }
}

export function missingTool(check: string, file: string, install: string, error?: NodeJS.ErrnoException, said = ''): string {
  const found = error?.code === 'ENOENT' ? 'was not found' : `does not work (${error?.message ?? said.trim().split('\n').pop()})`;
  return `The check "${check}" needs ${file}, which ${found}. Install ${install}.`;
}

/** @throws if there is no Python that can make virtual environments, naming the check that needs it and what to install */
export function requirePython(check: string): string {
  try {
    return findPython().executable;
  } catch (error) {
    throw new Error((error as Error).message.replace(/^.*? needs Python:/, `The check "${check}" needs Python:`));
  }
}
