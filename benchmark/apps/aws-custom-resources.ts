import { App, CliCredentialsStackSynthesizer, Stack } from 'aws-cdk-lib';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';

/** Account alias and password policy as people set them without this library, with the bucket of a bootstrap. */
const app = new App();
const stack = new Stack(app, 'settings-of-aws-custom-resources', { synthesizer: new CliCredentialsStackSynthesizer() });
const physicalResourceId = PhysicalResourceId.of('setting');
const policy = AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] });
const parameters = { AccountAlias: 'example-workshop' };
new AwsCustomResource(stack, 'Alias', {
  onUpdate: { service: 'IAM', action: 'createAccountAlias', parameters, physicalResourceId },
  onDelete: { service: 'IAM', action: 'deleteAccountAlias', parameters },
  policy,
  installLatestAwsSdk: false,
});
new AwsCustomResource(stack, 'PasswordPolicy', {
  onUpdate: {
    service: 'IAM',
    action: 'updateAccountPasswordPolicy',
    parameters: {
      MinimumPasswordLength: 14,
      RequireLowercaseCharacters: true,
      RequireUppercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
      AllowUsersToChangePassword: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 24,
    },
    physicalResourceId,
  },
  onDelete: { service: 'IAM', action: 'deleteAccountPasswordPolicy' },
  policy,
  installLatestAwsSdk: false,
});
app.synth();
