import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountWatch } from './account-watch';
import { ACCOUNT_WATCH_KEYS } from './account-watch-checks';
import { AccountWatchProps } from './account-watch-props';
import { CallerCredentialsSynthesizer } from '../caller-credentials-synthesizer';
import { propsOfConstruct } from '../private/stack-keys';

/** The properties of the stack and of the watch. */
export interface AccountWatchStackProps extends StackProps, AccountWatchProps {}

/**
 * A stack that watches an account, whether or not the baseline created its identities. It needs no bootstrap, bucket or assets, and is
 * deployed with the caller's own credentials.
 *
 * Its outputs show the security status at the last deployment that ran the checks.
 *
 * @example
 * const app = new App();
 * new AccountWatchStack(app, 'account-baseline-watch', { emailAddresses: ['security@example.com'] });
 */
export class AccountWatchStack extends Stack {
  /** The watch. */
  public readonly watch: AccountWatch;

  constructor(scope: Construct, id: string, props: AccountWatchStackProps = {}) {
    super(scope, id, { ...props, synthesizer: props.synthesizer ?? new CallerCredentialsSynthesizer() });
    this.watch = new AccountWatch(this, 'Watch', propsOfConstruct(this, props, ACCOUNT_WATCH_KEYS));

    const { securityStatus, topic } = this.watch;
    new CfnOutput(this, 'AlertTopicArn', { value: topic.topicArn });
    if (securityStatus) {
      new CfnOutput(this, 'SecurityStatus', { value: securityStatus.summary });
      new CfnOutput(this, 'SecurityFindings', { value: securityStatus.findings });
    }
  }
}
