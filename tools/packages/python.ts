import { readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { APPS, BuiltPackage } from './built-package';
import { ROOT } from './checkout';
import { run } from './command';
import { codeOf } from './page';
import { readTemplates, requireSame } from './template';
import { requirePython } from './tool';

/** The wheel in a clean virtual environment, with the oldest peers that it takes. */
export async function checkPython(built: BuiltPackage): Promise<void> {
  const python = requirePython('python');
  const project = built.folder('python');
  const environment = join(project, 'venv');
  const own = join(environment, 'bin', 'python');
  const sources = await built.wrap('python', ['--code-only']);
  await run(python, ['-m', 'venv', environment], { cwd: project });
  const pip = (...args: string[]) => run(own, ['-m', 'pip', '--quiet', '--disable-pip-version-check', '--no-input', ...args], { cwd: project });

  const wheels = join(project, 'wheels');
  await pip('wheel', '--no-deps', '--wheel-dir', wheels, sources);
  // Of the modules of aws-cdk-lib few are used, and those are compiled when the app runs.
  await pip('install', '--no-compile', ...readdirSync(wheels).map((wheel) => join(wheels, wheel)),
    `aws-cdk-lib==${built.oldest('aws-cdk-lib')}`, `constructs==${built.oldest('constructs')}`);
  await pip('check');

  const page = join(project, 'page.py');
  writeFileSync(page, codeOf('python'));
  const [ofApp, ofPage] = [join(project, 'of-app'), join(project, 'of-page')];
  await run(own, [join(__dirname, 'run_lazily.py'), join(ROOT, APPS, 'python', 'app.py'), ofApp, page, ofPage], {
    cwd: project,
    environment: { CDK_OUTDIR: join(project, 'cdk.out'), PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: '', PYTHONNOUSERSITE: '1' },
  });
  requireSame(built.expected, readTemplates(ofApp));
  requireSame(built.expectedExample, readTemplates(ofPage));
}
