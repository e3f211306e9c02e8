import { awscdk, github } from 'projen';

const checkedOut = (nodeVersion: string): github.workflows.JobStep[] => [
  github.WorkflowSteps.checkout(),
  { name: 'Setup Node.js', uses: github.ActionRefs.ACTIONS_SETUP_NODE, with: { 'node-version': nodeVersion, 'package-manager-cache': false } },
  { name: 'Install dependencies', run: 'npm ci' },
];

/** A change is tested on each version of Node that the library promises to work with; the build runs on one of them. */
export function testOnEachNode(project: awscdk.AwsCdkConstructLibrary, versions: string[]): void {
  project.github!.tryFindWorkflow('build')!.addJobs({
    nodes: {
      name: 'Node ${{ matrix.node }}',
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.READ },
      strategy: { failFast: false, matrix: { domain: { node: versions } } },
      steps: [...checkedOut('${{ matrix.node }}'), { name: 'Test', run: 'npm run test:unit' }],
    },
  });
}

/** The machine brings a JDK, Maven and Go; npm and Python are part of `npm test`. */
export function testOtherLanguages(project: awscdk.AwsCdkConstructLibrary, nodeVersion: string): void {
  project.github!.tryFindWorkflow('build')!.addJobs({
    languages: {
      name: 'Java, Go and .NET',
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.READ },
      steps: [...checkedOut(nodeVersion), { name: 'Use the package', run: 'npm run check-packages -- java go dotnet' }],
    },
  });
}

/** Whoever has no CDK downloads the plain templates of a release from its page. */
export function attachTemplates(project: awscdk.AwsCdkConstructLibrary): void {
  project.packageTask.exec('tsx tools/templates.ts');
  project.release!.addJobs({
    release_templates: {
      name: 'Attach the plain CloudFormation templates',
      needs: ['release', 'release_github'],
      runsOn: ['ubuntu-latest'],
      permissions: { contents: github.workflows.JobPermission.WRITE },
      steps: [
        github.WorkflowSteps.downloadArtifact({ with: { name: 'build-artifact', path: 'dist' } }),
        {
          name: 'Attach',
          if: '${{ !inputs.dry_run }}',
          env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
          run: 'gh release upload "$(cat dist/releasetag.txt)" dist/templates/* --clobber -R "$GITHUB_REPOSITORY"',
        },
      ],
    },
  });
}
