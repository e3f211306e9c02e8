import { cpSync, writeFileSync } from 'fs';
import { join } from 'path';
import { APPS, BuiltPackage } from './built-package';
import { ROOT } from './checkout';
import { run } from './command';
import { requireLines, requireSources } from './sources';
import { readTemplates, requireSame } from './template';
import { requireTools, TOOLS } from './tool';

/** The oldest version that aws-cdk-go asks for; the version of the npm package is not always published for Go. */
const SCHEMA = 'github.com/cdklabs/cloud-assembly-schema-go/awscdkcloudassemblyschema/v53';
const OLDEST_SCHEMA = 'v53.25.0';

/** The Go module: its sources, and an app that is compiled with them, with the oldest peers that they take. */
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

  const project = built.folder('go');
  cpSync(join(ROOT, APPS, 'go', 'app.go'), join(project, 'app.go'));
  writeFileSync(join(project, 'go.mod'), [
    'module example.com/app',
    'go 1.25',
    `require ${moduleName}/${packageName} v${built.manifest.version}`,
    `replace ${moduleName}/${packageName} => ${module}`,
    `replace ${SCHEMA} => ${SCHEMA} ${OLDEST_SCHEMA}`,
  ].join('\n'));
  await run('go', ['mod', 'tidy'], { cwd: project });
  await run('go', ['build', '-o', 'app', '.'], { cwd: project });
  await run(join(project, 'app'), [], { cwd: project, environment: { CDK_OUTDIR: join(project, 'cdk.out') } });
  requireSame(built.expected, readTemplates(join(project, 'cdk.out')));
}
