import { App, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { OnExisting, SecureAccountBaselineStack } from '../../../src';
import type { BaselineApp } from '../baseline-app';

/** A baseline as a test describes it in the variable BASELINE. */
const options: BaselineApp = JSON.parse(process.env.BASELINE ?? '{}');

const stack = new SecureAccountBaselineStack(new App(), options.stackName ?? 'account-baseline', {
  accountAlias: options.accountAlias,
  passwordPolicy: options.minimumLength ? { minimumLength: options.minimumLength } : undefined,
  onExisting: options.onExisting as OnExisting | undefined,
  settingsRemovalPolicy: options.undo ? RemovalPolicy.DESTROY : undefined,
  groupNames: options.groupNames,
});

if (options.lastGroup) {
  // Comes after everything else, and fails if the account has a group of that name.
  new iam.Group(stack, 'LastGroup', { groupName: options.lastGroup }).node.addDependency(stack.baseline);
}
