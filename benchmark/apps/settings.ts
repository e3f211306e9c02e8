import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountAlias, CallerCredentialsSynthesizer, PasswordPolicy } from 'cdk-secure-account-baseline'; // eslint-disable-line import/no-unresolved

/** Account alias and password policy, undone with their stack. */
const app = new App();
const stack = new Stack(app, 'settings', { synthesizer: new CallerCredentialsSynthesizer() });
new AccountAlias(stack, 'Alias', { accountAlias: 'example-workshop', removalPolicy: RemovalPolicy.DESTROY });
new PasswordPolicy(stack, 'PasswordPolicy', { minimumLength: 14, removalPolicy: RemovalPolicy.DESTROY });
app.synth();
