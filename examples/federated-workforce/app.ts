import { join } from 'path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  CallerCredentialsSynthesizer, GitHubSubject, JobFunction, OidcProvider, OidcRole, SamlMetadata, SamlProvider, SamlRole,
} from 'cdk-secure-account-baseline';

const app = new App();
const stack = new Stack(app, 'account-baseline-federation', { synthesizer: new CallerCredentialsSynthesizer() });

// People sign in at the corporate directory. Replace the file by the metadata that yours offers for download.
const workforce = new SamlProvider(stack, 'Workforce', {
  metadata: SamlMetadata.fromFile(join(__dirname, 'idp-metadata.xml')),
  samlProviderName: 'workforce',
});
const auditor = new SamlRole(stack, 'Auditor', {
  provider: workforce,
  roleName: 'Auditor',
  jobFunctions: [JobFunction.SECURITY_AUDITOR],
  maxSessionDuration: Duration.hours(8),
});
// The directory sends this pair of role and provider in its assertions.
new CfnOutput(stack, 'AuditorForTheDirectory', { value: auditor.roleAndProvider });

// One workflow of one repository deploys, without an access key. The IDs survive a renamed repository.
const gitHub = new OidcProvider(stack, 'GitHub', { url: GitHubSubject.ISSUER });
new OidcRole(stack, 'Deploy', {
  provider: gitHub,
  roleName: 'Deploy',
  subjects: [GitHubSubject.environment({ owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' }, 'production')],
  jobFunctions: [JobFunction.POWER_USER],
});
