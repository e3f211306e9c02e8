import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CredentialWatch } from './credential-watch';
import { CREDENTIAL_WATCH_KEYS } from './credential-watch-checks';
import { CredentialWatchProps } from './credential-watch-props';
import { CallerCredentialsSynthesizer } from '../caller-credentials-synthesizer';
import { propsOfConstruct } from '../private/stack-keys';

/** The properties of the stack and of the watch. */
export interface CredentialWatchStackProps extends StackProps, CredentialWatchProps {}

/**
 * A stack that watches the credentials and permissions of an account, whether or not the baseline created its identities. It needs no
 * bootstrap, bucket or assets, and is deployed with the caller's own credentials.
 *
 * @example
 * const app = new App();
 * new CredentialWatchStack(app, 'account-baseline-credentials', { emailAddresses: ['security@example.com'] });
 */
export class CredentialWatchStack extends Stack {
  /** The watch. */
  public readonly watch: CredentialWatch;

  constructor(scope: Construct, id: string, props: CredentialWatchStackProps = {}) {
    super(scope, id, { ...props, synthesizer: props.synthesizer ?? new CallerCredentialsSynthesizer() });
    this.watch = new CredentialWatch(this, 'Watch', propsOfConstruct(this, props, CREDENTIAL_WATCH_KEYS));
    new CfnOutput(this, 'AlertTopicArn', { value: this.watch.topic.topicArn });
  }
}
