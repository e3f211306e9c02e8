import { awscdk, github } from 'projen';

const READ = { contents: github.workflows.JobPermission.READ };

/** The check that a merge waits for: it fails unless every other job of the build succeeds. */
const ALL_JOBS = 'all-jobs';

/** Steps that check out the repository and install its locked dependencies. */
export const checkedOut = (nodeVersion: string): github.workflows.JobStep[] => [
  github.WorkflowSteps.checkout(),
  { name: 'Setup Node.js', uses: github.ActionRefs.ACTIONS_SETUP_NODE, with: { 'node-version': nodeVersion, 'package-manager-cache': false } },
  { name: 'Install dependencies', run: 'npm ci' },
];

/** Tests each change on each version of Node that the library supports. */
export function testOnEachNode(project: awscdk.AwsCdkConstructLibrary, versions: string[]): void {
  project.github!.tryFindWorkflow('build')!.addJobs({
    nodes: {
      name: 'Node ${{ matrix.node }}',
      runsOn: ['ubuntu-latest'],
      permissions: READ,
      strategy: { failFast: false, matrix: { domain: { node: versions } } },
      steps: [...checkedOut('${{ matrix.node }}'), { name: 'Test', run: 'npm run test:unit' }],
    },
  });
}

/** Uses the package from the languages that `npm test` leaves out. The runner brings a JDK, Maven, Go and .NET. */
export function testOtherLanguages(project: awscdk.AwsCdkConstructLibrary, nodeVersion: string): void {
  project.github!.tryFindWorkflow('build')!.addJobs({
    languages: {
      name: 'Java, Go and .NET',
      runsOn: ['ubuntu-latest'],
      permissions: READ,
      steps: [...checkedOut(nodeVersion), { name: 'Use the package', run: 'npm run check-packages -- java go dotnet' }],
    },
  });
}

/**
 * Makes a merge wait for every job of the build. Call it last: a job that is added afterwards is not waited for.
 */
export function waitForEveryJob(project: awscdk.AwsCdkConstructLibrary): void {
  const build = project.github!.tryFindWorkflow('build')!;
  build.addJob(ALL_JOBS, {
    name: ALL_JOBS,
    // A skipped or failed job would skip this one too, and a skipped check counts as passed.
    if: 'always()',
    needs: Object.keys(build.jobs),
    runsOn: ['ubuntu-latest'],
    permissions: {},
    steps: [{
      name: 'Every other job succeeded',
      env: { NEEDS: '${{ toJSON(needs) }}' },
      run: 'jq --exit-status \'to_entries | map(select(.value.result != "success") | .key) | if length == 0 then "every job succeeded" else error("not successful: " + join(", ")) end\' <<< "$NEEDS"',
    }],
  });
  project.autoMerge!.addConditions(`status-success=${ALL_JOBS}`, 'status-success=title');
}

/** Attaches the plain templates to a release, for people without the CDK. */
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
