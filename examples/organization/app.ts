import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountHardening, BaselineRollOut, CallerCredentialsSynthesizer, RollOutTarget } from 'cdk-secure-account-baseline';

const app = new App();
const context = (name: string, otherwise: string): string => app.node.tryGetContext(name) ?? otherwise;

// Deployed in the management account, or in a delegated administrator of StackSets with `callAs`: `npx cdk deploy --all`.
const stack = new Stack(app, 'account-baseline-roll-out', { synthesizer: new CallerCredentialsSynthesizer() });

const region = context('region', 'eu-central-1');
new BaselineRollOut(stack, 'RollOut', {
  baseline: {
    accountHardening: AccountHardening.ALL,
    // New accounts need 14 characters, and `-c minimumLength=20` needs more.
    passwordPolicy: { minimumLength: Number(context('minimumLength', '14')) },
    // An account that leaves the baseline gets back the settings that it had before.
    settingsRemovalPolicy: RemovalPolicy.DESTROY,
  },
  // The units of your organization: `-c units=ou-abcd-11112222,ou-abcd-33334444`.
  targets: context('units', 'ou-abcd-11112222').split(',').map((unit) => RollOutTarget.unit(unit)),
  region,
  // Every region in use.
  everyRegion: { regions: context('regions', `${region},us-east-1`).split(','), hardening: {}, externalAccess: true },
  watch: { emailAddresses: ['security@example.com'] },
  // One account that cannot take the baseline does not keep it from the others.
  failureTolerance: Number(context('failureTolerance', '0')),
  // An account that is moved out of the units loses the baseline.
  removalPolicy: RemovalPolicy.DESTROY,
});
