import { join } from 'path';
import { BuiltPackage } from './built-package';
import { requireLines, requireSources } from './sources';

/** The .NET project: its name, what it needs, and a source for each type. */
export async function checkDotnet(built: BuiltPackage): Promise<void> {
  const { namespace, packageId } = built.manifest.jsii.targets.dotnet;
  const project = join(await built.wrap('dotnet', ['--code-only']), packageId);
  const range = (peer: string) => {
    const oldest = built.oldest(peer);
    return `[${oldest},${Number(oldest.split('.')[0]) + 1}.0.0)`;
  };
  requireLines(join(project, `${packageId}.csproj`), [
    `<PackageId>${packageId}</PackageId>`,
    `<PackageReference Include="Amazon.CDK.Lib" Version="${range('aws-cdk-lib')}" />`,
    `<PackageReference Include="Constructs" Version="${range('constructs')}" />`,
  ]);
  requireSources({ folder: join(project, namespace), types: built.types, ending: '.cs', declaration: `namespace ${namespace}`, embedded: project });
}
