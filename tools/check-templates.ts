import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, AppProps, Stack } from 'aws-cdk-lib';
import { appsOf } from './programs/run-program';
import { pythonProgram } from './python-program';
import { templates } from './templates';
import { everythingOn } from '../proof/everything-on';
import { randomTemplates } from '../proof/random/sample';
import { accountWatchEverythingOn, credentialWatchEverythingOn } from '../proof/watches-everything-on';
import {
  AccountWatchStack, CallerCredentialsSynthesizer, CredentialWatchStack, IdentityCenterGroup, IdentityCenterUser, MonthlyBudget,
  SecureAccountBaselineStack, SecurityControlParameter, SecurityHubCentralConfiguration, SecurityHubCspm, SecurityHubFindingAlerts, SecurityStandard,
} from '../src';
import { SPEND_REGIONS } from '../src/watch/cost/spend-regions';

/**
 * Fails if cfn-lint finds an error or a warning in a template of the library, also in some of random properties, in any region that
 * CloudFormation serves.
 */
const STACKS: Record<string, (app: App) => Stack> = {
  'baseline': (app) => new SecureAccountBaselineStack(app, 'account-baseline'),
  'baseline-everything-on': (app) => new SecureAccountBaselineStack(app, 'account-baseline', everythingOn),
  'account-watch': (app) => new AccountWatchStack(app, 'account-watch'),
  'account-watch-everything-on': (app) => new AccountWatchStack(app, 'account-watch', accountWatchEverythingOn),
  'credential-watch': (app) => new CredentialWatchStack(app, 'credential-watch'),
  'credential-watch-everything-on': (app) => new CredentialWatchStack(app, 'credential-watch', credentialWatchEverythingOn),
};

/** In some regions only: a rule of the template refuses the others, which cfn-lint does not evaluate. */
const SPEND = 'account-watch-spend.json';
const spendAlerts = { monthlyBudget: MonthlyBudget.ZERO_SPEND, anomalies: {} };
const spendStack = (app: App) => new AccountWatchStack(app, 'account-watch', { emailAddresses: ['a@example.com'], spendAlerts });

/** Regions of an organization: not every region has IAM Identity Center, AWS Organizations, budgets and central configuration. */
const HOME_REGIONS = ['us-east-1', 'eu-central-1'];

/** What no template above has, in the same regions. */
const ON_REQUEST: Record<string, (stack: Stack) => unknown> = {
  'security-hub-cspm': (stack) => new SecurityHubCspm(stack, 'SecurityHub', {
    standards: [
      { standard: SecurityStandard.FOUNDATIONAL_BEST_PRACTICES, disabledControls: [{ controlId: 'Macie.1', reason: 'The account holds no personal data.' }] },
      { standard: SecurityStandard.CIS_5_0 },
    ],
    controlParameters: [SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 16)],
    findingAggregation: {},
  }),
  'security-hub-central-configuration': (stack) => new SecurityHubCentralConfiguration(stack, 'SecurityHub', {
    policies: [{
      name: 'everyone',
      targets: ['r-abcd'],
      standards: [SecurityStandard.FOUNDATIONAL_BEST_PRACTICES],
      controlParameters: [SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 16)],
    }],
    selfManagedTargets: ['ou-abcd-11112222'],
  }),
  'security-hub-finding-alerts': (stack) => new SecurityHubFindingAlerts(stack, 'Alerts', {
    emailAddresses: ['security@example.com'], slackChannels: [{ workspaceId: 'T01234ABCDE', channelId: 'C01234ABCDE' }],
  }),
  'identity-center-users': (stack) => new IdentityCenterGroup(stack, 'Group', {
    identityStoreId: 'd-1234567890',
    groupName: 'Administrators',
    users: [new IdentityCenterUser(stack, 'Alice', { identityStoreId: 'd-1234567890', givenName: 'Alice', familyName: 'Example', email: 'alice@example.com' })],
  }),
};

/** With the metadata of the CDK, as `cdk deploy` sends a template. */
const AS_DEPLOYED: AppProps = { analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true } };

function synthesized(make: (app: App) => Stack): string {
  const app = new App(AS_DEPLOYED);
  const { artifactId } = make(app);
  return JSON.stringify(app.synth().getStackArtifact(artifactId).template, null, 2);
}

/** Each stack of the example of an organization, and each template of its stack sets. */
function ofOrganization(): Record<string, string> {
  const [app] = appsOf(readFileSync(join(__dirname, '..', 'examples', 'organization', 'app.ts'), 'utf8'), AS_DEPLOYED);
  return Object.fromEntries(app.synth().stacksRecursively.flatMap(({ stackName, template }) => [
    [`${stackName}.json`, JSON.stringify(template, null, 2)],
    ...Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::CloudFormation::StackSet')
      .map(({ Properties: { StackSetName, TemplateBody } }) => [`stack-set-${StackSetName}.json`, TemplateBody]),
  ]));
}

async function main(): Promise<number> {
  const cfnLint = await pythonProgram('cfn-lint');
  const folder = mkdtempSync(join(tmpdir(), 'secure-account-baseline-templates-'));
  try {
    const write = (texts: Record<string, string>) => Object.entries(texts).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return name;
    });
    const files = write({
      ...templates(),
      ...randomTemplates(20261128),
      ...Object.fromEntries(Object.entries(STACKS).map(([name, make]) => [`${name}.json`, synthesized(make)])),
    });
    const spend = write({ [SPEND]: synthesized(spendStack) });
    const example = write(ofOrganization());
    const onRequest = write(Object.fromEntries(Object.entries(ON_REQUEST).map(([name, fill]) => [`${name}.json`, synthesized((app) => {
      const stack = new Stack(app, 'account-baseline', { synthesizer: new CallerCredentialsSynthesizer() });
      fill(stack);
      return stack;
    })])));
    const lint = (regions: string[], names: string[]) => {
      const args = ['--regions', ...regions, '--non-zero-exit-code', 'warning', '--', ...names];
      const { status, error } = spawnSync(cfnLint, args, { cwd: folder, stdio: 'inherit' });
      if (error) throw error;
      console.log(`${names.length} templates in ${regions.join(', ')}: ${status === 0 ? 'no finding' : 'findings'}`);
      return status ?? 1;
    };
    return Math.max(lint(['ALL_REGIONS'], files), lint(Object.values(SPEND_REGIONS).flat(), spend), lint(HOME_REGIONS, [...example, ...onRequest]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main().then((status) => process.exit(status), (error) => {
  console.error(error.message);
  process.exit(1);
});
