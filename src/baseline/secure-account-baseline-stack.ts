import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BASELINE_KEYS } from './baseline-keys';
import { CallerCredentialsSynthesizer } from '../caller-credentials-synthesizer';
import { SecureAccountBaseline } from './secure-account-baseline';
import { SecureAccountBaselineProps } from './secure-account-baseline-props';
import { propsOfConstruct } from '../private/stack-keys';

/**
 * The stack's own properties and the baseline's.
 */
export interface SecureAccountBaselineStackProps extends StackProps, SecureAccountBaselineProps {}

/** What only the root user or a person can do, with the page of the console, in any partition, to do it on. */
const MANUAL_STEPS = {
  TodoRootMfa: 'As root, /iam/home#/security_credentials: assign an MFA device',
  TodoRootAccessKeys: 'As root, /iam/home#/security_credentials: delete every access key',
  TodoBillingAccess: 'As root, /billing/home#/account: activate IAM access to billing',
  TodoContacts: '/billing/home#/account: set the alternate contacts',
};

/**
 * A stack with the secure IAM baseline, to be deployed into an account that has nothing yet: no bootstrap, no bucket, no assets. The
 * caller's own credentials deploy it, and its template can be uploaded in the CloudFormation console as it is.
 *
 * Its outputs name the sign-in address and what no stack can do: the steps of the root user.
 *
 * @example
 * const app = new App();
 * new SecureAccountBaselineStack(app, 'account-baseline', { accountAlias: 'example-workshop' });
 */
export class SecureAccountBaselineStack extends Stack {
  /** The baseline. */
  public readonly baseline: SecureAccountBaseline;

  constructor(scope: Construct, id: string, props: SecureAccountBaselineStackProps = {}) {
    super(scope, id, { ...props, synthesizer: props.synthesizer ?? new CallerCredentialsSynthesizer() });
    this.baseline = new SecureAccountBaseline(this, 'Baseline', propsOfConstruct(this, props, BASELINE_KEYS));

    const { accountAlias } = this.baseline;
    if (accountAlias) new CfnOutput(this, 'SignInUrl', { value: accountAlias.signInUrl });
    const { billingContact, operationsContact, securityContact } = props.accountHardening ?? {};
    for (const [step, value] of Object.entries(MANUAL_STEPS)) {
      const isDone = step === 'TodoContacts' && billingContact && operationsContact && securityContact;
      if (!isDone) new CfnOutput(this, step, { value });
    }
  }
}
