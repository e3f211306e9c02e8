import { App, Stack } from 'aws-cdk-lib';
import { AUTHORITY } from '../../proof/trusts/roles-anywhere-fixtures';
import { samlMetadata } from '../../proof/trusts/saml-fixtures';
import { OidcProvider } from '../../src/roles/oidc/oidc-provider';
import { OidcRole } from '../../src/roles/oidc/oidc-role';
import { GitHubSubject } from '../../src/roles/oidc/subjects/github-subject';
import { RolesAnywhereProfile } from '../../src/roles/roles-anywhere/roles-anywhere-profile';
import { RolesAnywhereRole } from '../../src/roles/roles-anywhere/roles-anywhere-role';
import { RolesAnywhereTrustAnchor } from '../../src/roles/roles-anywhere/roles-anywhere-trust-anchor';
import { SamlMetadata } from '../../src/roles/saml/saml-metadata';
import { SamlProvider } from '../../src/roles/saml/saml-provider';
import { SamlRole } from '../../src/roles/saml/saml-role';
import { testRulePacks } from '../nag/rule-packs';

testRulePacks(() => {
  const app = new App();
  const stack = new Stack(app, 'Federation');
  const provider = new OidcProvider(stack, 'GitHub', { url: GitHubSubject.ISSUER });
  new OidcRole(stack, 'Deploy', { provider, subjects: [GitHubSubject.branch({ owner: 'o', name: 'r', ownerId: '1', repositoryId: '2' }, 'main')] });
  const workforce = new SamlProvider(stack, 'Workforce', { metadata: SamlMetadata.fromText(samlMetadata()) });
  new SamlRole(stack, 'Staff', { provider: workforce, sessionTags: true, sourceIdentity: true, attributes: { mail: ['*@example.com'] } });
  const trustAnchor = new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateBundle: AUTHORITY });
  const machine = new RolesAnywhereRole(stack, 'Machine', { trustAnchors: [trustAnchor], subjectCommonNames: ['a'], issuerCommonNames: ['b'] });
  new RolesAnywhereProfile(stack, 'Profile', { roles: [machine] });
  return app;
});
