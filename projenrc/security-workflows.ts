import { awscdk, github } from 'projen';
import { pinned } from './pinned-actions';
import { checkedOut } from './workflow-jobs';

const { JobPermission } = github.workflows;
const WEEKLY = '43 3 * * 2';
/** A newer commit makes the run for the older one needless. */
const NEWEST_ONLY = { limitConcurrency: true, concurrencyOptions: { group: '${{ github.workflow }}-${{ github.ref }}', cancelInProgress: true } };

/** CodeQL over the TypeScript, the Python of the local endpoint and the workflows themselves. */
export function analyzeCode(project: awscdk.AwsCdkConstructLibrary): void {
  const workflow = new github.GithubWorkflow(project.github!, 'codeql', NEWEST_ONLY);
  workflow.on({ push: { branches: ['main'] }, pullRequest: { branches: ['main'] }, schedule: [{ cron: WEEKLY }] });
  workflow.addJob('analyze', {
    name: 'CodeQL ${{ matrix.language }}',
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ, securityEvents: JobPermission.WRITE },
    strategy: { failFast: false, matrix: { domain: { language: ['javascript-typescript', 'python', 'actions'] } } },
    steps: [
      github.WorkflowSteps.checkout(),
      {
        name: 'Start the analysis',
        uses: pinned('github/codeql-action/init'),
        with: { 'languages': '${{ matrix.language }}', 'build-mode': 'none', 'queries': 'security-extended' },
      },
      { name: 'Analyze', uses: pinned('github/codeql-action/analyze'), with: { category: '/language:${{ matrix.language }}' } },
    ],
  });
}

/** The title of a pull request becomes the commit title, from which versions and the changelog are made. */
export function checkTitles(project: awscdk.AwsCdkConstructLibrary): void {
  const workflow = new github.GithubWorkflow(project.github!, 'pull-request-title', NEWEST_ONLY);
  // Not `pull_request_target`: the check needs neither a secret nor a token.
  workflow.on({ pullRequest: { types: ['opened', 'edited', 'reopened', 'synchronize'] } });
  workflow.addJob('title', {
    name: 'title',
    runsOn: ['ubuntu-latest'],
    permissions: {},
    steps: [{
      name: 'The title is a conventional commit',
      env: { TITLE: '${{ github.event.pull_request.title }}' },
      shell: 'bash',
      run: [
        "pattern='^(feat|fix|perf|refactor|test|docs|build|ci|chore|revert)(\\([a-z-]+\\))?!?: .+'",
        'if [[ ! "$TITLE" =~ $pattern ]]; then echo "::error::Title the pull request as in \\"fix(trust): ...\\""; exit 1; fi',
      ].join('\n'),
    }],
  });
}

/** The third-party scanners that are too slow for `npm test`. */
export function scanWeekly(project: awscdk.AwsCdkConstructLibrary, nodeVersion: string): void {
  const workflow = new github.GithubWorkflow(project.github!, 'scan', NEWEST_ONLY);
  workflow.on({ schedule: [{ cron: WEEKLY }], workflowDispatch: {} });
  workflow.addJob('scan', {
    name: 'Third-party scanners',
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 60,
    permissions: { contents: JobPermission.READ },
    env: { CI: 'true' },
    steps: [...checkedOut(nodeVersion), { name: 'Scan', run: 'npm run scan' }],
  });
}

/** Tests with random inputs of another seed, which are too long for `npm test`. */
export function testRandomlyWeekly(project: awscdk.AwsCdkConstructLibrary, nodeVersion: string, tasks: string[]): void {
  const workflow = new github.GithubWorkflow(project.github!, 'random-inputs', NEWEST_ONLY);
  workflow.on({ schedule: [{ cron: WEEKLY }], workflowDispatch: {} });
  workflow.addJob('random-inputs', {
    name: 'npm run ${{ matrix.task }}',
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 60,
    permissions: { contents: JobPermission.READ },
    strategy: { failFast: false, matrix: { domain: { task: tasks } } },
    env: { CI: 'true' },
    steps: [...checkedOut(nodeVersion), { name: 'Test', env: { TASK: '${{ matrix.task }}' }, run: 'npm run "$TASK"' }],
  });
}
