import { join } from 'path';
import { BuiltPackage } from './built-package';
import { run } from './command';
import { requireLines, requireSources } from './sources';
import { requireTools, TOOLS } from './tool';

/** The Go module, as far as it goes without its dependencies: its name, a source for each type, and that they can be parsed. */
export async function checkGo(built: BuiltPackage): Promise<void> {
  requireTools('go', TOOLS.go);
  const { moduleName, packageName } = built.manifest.jsii.targets.go;
  const module = join(await built.wrap('go', ['--code-only']), packageName);
  requireLines(join(module, 'go.mod'), [
    `module ${moduleName}/${packageName}`,
    `github.com/aws/aws-cdk-go/awscdk/v2 v${built.oldest('aws-cdk-lib')}`,
    `github.com/aws/constructs-go/constructs/v10 v${built.oldest('constructs')}`,
  ]);
  requireSources({ folder: module, types: built.types, ending: '.go', declaration: `package ${packageName}`, embedded: join(module, 'jsii') });
  await run('gofmt', ['-l', '.'], { cwd: module });
}
