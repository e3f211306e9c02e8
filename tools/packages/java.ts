import { cpSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { APPS, BuiltPackage } from './built-package';
import { ROOT } from './checkout';
import { run } from './command';
import { codeOf } from './page';
import { readTemplates, requireSame } from './template';
import { requireTools, TOOLS } from './tool';

/** The jar in a Maven project, with the oldest peers that it takes. */
export async function checkJava(built: BuiltPackage): Promise<void> {
  requireTools('java', TOOLS.jdk, TOOLS.maven);
  const { groupId, artifactId } = built.manifest.jsii.targets.java.maven;
  // Not that of the user: the package would be installed there, and a later project would find it. What Maven downloads stays here.
  const downloads = join(ROOT, 'node_modules', '.cache', built.manifest.name, 'maven');
  rmSync(join(downloads, ...groupId.split('.'), artifactId), { recursive: true, force: true });
  const repository = await built.wrap('java', ['--maven-local-repository', downloads]);

  const properties = {
    'maven.repo.local': downloads,
    'built.repository': pathToFileURL(repository).href,
    'package.groupId': groupId,
    'package.artifactId': artifactId,
    'package.version': built.manifest.version,
    'awscdk.version': built.oldest('aws-cdk-lib'),
    'constructs.version': built.oldest('constructs'),
  };
  const synthesized = async (project: string, app: string) => {
    cpSync(join(ROOT, APPS, 'java', 'pom.xml'), join(project, 'pom.xml'));
    writeFileSync(join(project, 'App.java'), app);
    await run('mvn', ['--quiet', '--batch-mode', ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`), 'compile', 'exec:java'], {
      cwd: project,
      environment: { CDK_OUTDIR: join(project, 'cdk.out') },
    });
    return readTemplates(join(project, 'cdk.out'));
  };
  requireSame(built.expected, await synthesized(built.folder('java'), readFileSync(join(ROOT, APPS, 'java', 'App.java'), 'utf8')));
  requireSame(built.expectedExample, await synthesized(built.folder('java-page'), codeOf('java')));
}
