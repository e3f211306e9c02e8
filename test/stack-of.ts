import { App, Stack } from 'aws-cdk-lib';

/** A stack in an app of its own, for a test that needs no more than a scope. */
export function stackOf(): Stack {
  return new Stack(new App(), 'Stack');
}
