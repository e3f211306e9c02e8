import { App, Stack } from 'aws-cdk-lib';
import { AccessChecks, AccessChecksOptions } from '../../src';

/** What the checks find in an app: ids, each with the resources that it is about. */
export function findings(app: App, options?: AccessChecksOptions): Record<string, string[]> {
  app.synth();
  const found: Record<string, string[]> = {};
  for (const { ruleName, violatingResources } of new AccessChecks(app, options).validate({ templatePaths: [] }).violations) {
    (found[ruleName] ??= []).push(...violatingResources.map(({ constructPath }) => constructPath!));
  }
  return found;
}

/** What the checks find in the stack `S` that a function fills. */
export function findingsIn(fill: (stack: Stack) => void, options?: AccessChecksOptions): Record<string, string[]> {
  const app = new App();
  fill(new Stack(app, 'S'));
  return findings(app, options);
}
