import { App } from 'aws-cdk-lib';
import { SecureAccountBaselineStack } from '../../src';

/** The template of the default baseline, from the sources. */
export function defaultTemplate(): any {
  const app = new App({ analyticsReporting: false });
  new SecureAccountBaselineStack(app, 'benchmark');
  return app.synth().getStackByName('benchmark').template;
}
