import { App, Stack } from 'aws-cdk-lib';
import { AccountHardening, BaselinePart, BaselineRollOut, CallerCredentialsSynthesizer, RollOutTarget, TrailSource } from 'cdk-secure-account-baseline';

const app = new App();
const context = (name: string, otherwise: string): string => app.node.tryGetContext(name) ?? otherwise;
const list = (name: string, otherwise: string): string[] => context(name, otherwise).split(',');

// Deployed in the management account of Control Tower: `npx cdk deploy --all`.
const stack = new Stack(app, 'account-baseline-roll-out', { synthesizer: new CallerCredentialsSynthesizer() });

const region = context('region', 'eu-central-1');
new BaselineRollOut(stack, 'RollOut', {
  baseline: {
    // People come through Identity Center. Their permission sets name the guardrail.
    omit: [BaselinePart.GROUPS, BaselinePart.MFA_ENFORCEMENT],
    guardrail: { managedPolicyName: 'Guardrail' },
    accountHardening: AccountHardening.ALL,
  },
  // Units that Control Tower has registered: `-c units=ou-abcd-11112222,ou-abcd-33334444`.
  targets: list('units', 'ou-abcd-11112222').map((unit) => RollOutTarget.unit(unit)),
  // The home region of the landing zone.
  region,
  // The governed regions: a region that Control Tower denies fails in each account.
  everyRegion: { regions: list('regions', `${region},us-east-1`), hardening: {}, externalAccess: true },
  // The trail is that of Control Tower. Events of IAM and of sign-in occur in us-east-1, which must be governed for the alerts.
  watch: { region: 'us-east-1', emailAddresses: ['security@example.com'], trail: TrailSource.ofOrganization() },
  failureTolerance: Number(context('failureTolerance', '0')),
});
