import { App, Stack } from 'aws-cdk-lib';
import { BaselineRollOut, CallerCredentialsSynthesizer, RollOutTarget } from 'cdk-secure-account-baseline'; // eslint-disable-line import/no-unresolved

/** The default baseline for every account of the units that the arguments name, or without an argument for one account. */
const units = process.argv.slice(2);
const app = new App();
const stack = new Stack(app, 'account-baseline-roll-out', { synthesizer: new CallerCredentialsSynthesizer() });
new BaselineRollOut(stack, 'RollOut', {
  targets: units.length > 0 ? units.map((unit) => RollOutTarget.unit(unit)) : [RollOutTarget.accounts('ou-abcd-11112222', ['444455556666'])],
  region: 'us-east-1',
});
app.synth();
