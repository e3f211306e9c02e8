import { awscdk, github } from 'projen';

/** `npm run integ` and a workflow that runs it every week, in an account that the owner of the repository configures. */
export function addIntegration(project: awscdk.AwsCdkConstructLibrary, nodeVersion: string): void {
  project.addTask('integ', {
    description: 'Deploy to a real account and ask it what only AWS can answer: `npm run integ -- --account 111122223333`',
    exec: 'tsx tools/integration.ts',
    receiveArgs: true,
  });
  project.addTask('integ:snapshot', {
    description: 'Compare the template of the integration test with its snapshot; `-- --write` writes it',
    exec: 'tsx tools/integration.ts --snapshot',
    receiveArgs: true,
  });

  const workflow = new github.GithubWorkflow(project.github!, 'integration', {
    // Two at once would be in each other's way, and one that is cancelled leaves something behind.
    limitConcurrency: true,
    concurrencyOptions: { group: 'integration', cancelInProgress: false },
  });
  workflow.on({ schedule: [{ cron: '17 4 * * 1' }], workflowDispatch: {} });
  workflow.addJob('integration', {
    name: 'The baseline in a real account',
    if: "vars.INTEGRATION_ROLE_ARN != ''",
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 60,
    permissions: { idToken: github.workflows.JobPermission.WRITE, contents: github.workflows.JobPermission.READ },
    env: { CI: 'true', INTEGRATION_ROLE_ARN: '${{ vars.INTEGRATION_ROLE_ARN }}' },
    steps: [
      { name: 'Checkout', uses: github.ActionRefs.ACTIONS_CHECKOUT },
      { name: 'Setup Node.js', uses: github.ActionRefs.ACTIONS_SETUP_NODE, with: { 'node-version': nodeVersion, 'package-manager-cache': false } },
      // Before there are credentials.
      { name: 'Install dependencies', run: 'npm ci' },
      {
        name: 'Assume the role of the account',
        uses: github.ActionRefs.AWS_ACTIONS_CONFIGURE_AWS_CREDENTIALS,
        with: {
          'role-to-assume': '${{ vars.INTEGRATION_ROLE_ARN }}',
          'role-session-name': 'integration-${{ github.run_id }}',
          'aws-region': "${{ vars.INTEGRATION_REGION || 'us-east-1' }}",
        },
      },
      { name: 'Deploy, ask, delete', run: 'npm run integ -- --account "$(cut -d: -f5 <<< "$INTEGRATION_ROLE_ARN")"' },
    ],
  });
}
