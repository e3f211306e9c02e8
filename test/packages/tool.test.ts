import { missingTool, requirePython, requireTools, TOOLS } from '../../tools/packages/tool';

const python = process.env.PYTHON;
afterEach(() => {
  if (python === undefined) delete process.env.PYTHON;
  else process.env.PYTHON = python;
});

describe('a missing tool', () => {
  test('is named with the check that needs it and what to install', () => {
    expect(() => requireTools('java', { command: ['no-such-program', '-version'], install: 'a JDK' }))
      .toThrow('The check "java" needs no-such-program, which was not found. Install a JDK.');
  });

  test('is told from one that does not work', () => {
    const broken = { command: [process.execPath, '-e', 'console.error("first\\nno runtime"); process.exit(1)'], install: 'a JDK' };
    expect(() => requireTools('java', broken)).toThrow(/ does not work \(no runtime\)\. Install a JDK\.$/);
    expect(missingTool('java', 'mvn', 'Maven', Object.assign(new Error('spawn mvn EACCES'), { code: 'EACCES' }))).toContain('does not work (spawn mvn EACCES)');
  });

  test('is looked for before the check begins, each of them', () => {
    const fine = { command: [process.execPath, '--version'], install: 'Node' };
    expect(() => requireTools('go', fine)).not.toThrow();
    expect(() => requireTools('go', fine, { command: ['no-such-program'], install: 'Go' })).toThrow('Install Go.');
  });

  test.each(Object.entries(TOOLS))('%s can be installed on the systems that people have', (_, { install }) => {
    expect(install).toMatch(/apt install .*brew install .*https:/);
  });
});

describe('a missing Python', () => {
  test('is named with the check that needs it, not with the local endpoint', () => {
    process.env.PYTHON = '/nowhere/python';
    expect(() => requirePython('python')).toThrow(/^The check "python" needs Python: \/nowhere\/python was not found\. Install Python 3/);
  });
});
