import { App } from 'aws-cdk-lib';
import { AccountWatchStack, AccountWatchStackProps } from '../../../src/watch/account-watch-stack';

const app = new App();
new AccountWatchStack(app, 'account-baseline-watch', JSON.parse(process.env.WATCH ?? '{}') as AccountWatchStackProps);
