import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountWatch } from './account-watch';
import { ACCOUNT_WATCH_KEYS } from './account-watch-checks';
import { AccountWatchProps } from './account-watch-props';
import { CallerCredentialsSynthesizer } from '../caller-credentials-synthesizer';
import { propsOfConstruct } from '../private/stack-keys';

/**
 * The stack's own properties and the watch's.
 */
export interface AccountWatchStackProps extends StackProps, AccountWatchProps {}

/**
 * A stack that keeps watch over an account, whether or not its identities come from the baseline: no bootstrap, no bucket, no assets. The
 * caller's own credentials deploy it.
 *
 * Its outputs show the security status at the last deployment that looked.
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
