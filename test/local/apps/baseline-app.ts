import { App, RemovalPolicy } from 'aws-cdk-lib';
import { SecureAccountBaselineStack } from '../../../src';
import type { BaselineApp } from '../baseline-app';

/** A baseline as a test describes it in the variable BASELINE. */
const options: BaselineApp = JSON.parse(process.env.BASELINE ?? '{}');

new SecureAccountBaselineStack(new App(), options.stackName ?? 'account-baseline', {
  accountAlias: options.accountAlias,
  passwordPolicy: options.minimumLength ? { minimumLength: options.minimumLength } : undefined,
  settingsRemovalPolicy: options.undo ? RemovalPolicy.DESTROY : undefined,
});
