import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App } from 'aws-cdk-lib';
import { accountBaseline } from './account-baseline';
import { CallerCredentialsSynthesizer } from '../src';

/**
 * The default baseline in a real account, for `npm run integ`: docs/real-account.md.
 *
 * What is asserted is in `assertions/` and not in the stack of assertions that integ-runner knows: those would be Lambda functions with
 * file assets, for which the account must be bootstrapped, and they could not act as a user with MFA. That stack stays empty, so that it
 * is never deployed.
 */
const app = new App({
  defaultStackSynthesizer: new CallerCredentialsSynthesizer(),
  // The snapshot holds nothing of the machine that wrote it, and nothing that a change of the code moves.
  treeMetadata: false,
  context: { 'aws:cdk:disable-creation-stack-traces': true },
});

new IntegTest(app, 'AccountBaseline', {
  testCases: [accountBaseline(app)],
  diffAssets: true,
  // It would check out files of another commit over those of the working copy.
  stackUpdateWorkflow: false,
  hooks: {
    preDeploy: ['node --import tsx hook.ts before-deploy'],
    postDeploy: ['node --import tsx hook.ts after-deploy'],
    preDestroy: ['node --import tsx hook.ts before-destroy'],
    postDestroy: ['node --import tsx hook.ts after-destroy'],
  },
});
