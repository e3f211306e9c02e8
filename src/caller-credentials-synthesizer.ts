import { BootstraplessSynthesizer, ISynthesisSession } from 'aws-cdk-lib';

/**
 * Synthesises a stack that whoever calls the CDK CLI deploys with their own credentials, into an account that was never bootstrapped.
 *
 * `BootstraplessSynthesizer` alone is not enough: it needs no bucket, but its stacks still name the deploy role and the CloudFormation
 * execution role that `cdk bootstrap` makes, and a deployment with a role that does not exist fails. A stack with this synthesizer can
 * have no assets.
 *
 * @example
 * const stack = new Stack(new App(), 'account', { synthesizer: new CallerCredentialsSynthesizer() });
 * new SecureAccountBaseline(stack, 'Baseline');
 */
export class CallerCredentialsSynthesizer extends BootstraplessSynthesizer {
  public synthesize(session: ISynthesisSession): void {
    this.synthesizeTemplate(session);
    this.emitArtifact(session);
  }
}
