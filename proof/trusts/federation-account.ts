import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AUTHORITY } from './roles-anywhere-fixtures';
import { samlMetadata } from './saml-fixtures';
import { OidcProvider } from '../../src/roles/oidc/oidc-provider';
import { OidcRole } from '../../src/roles/oidc/oidc-role';
import { BitbucketSubject } from '../../src/roles/oidc/subjects/bitbucket-subject';
import { CircleCiSubject } from '../../src/roles/oidc/subjects/circleci-subject';
import { CognitoSubject } from '../../src/roles/oidc/subjects/cognito-subject';
import { ConsumerSubject } from '../../src/roles/oidc/subjects/consumer-subject';
import { GitHubSubject } from '../../src/roles/oidc/subjects/github-subject';
import { GitLabSubject } from '../../src/roles/oidc/subjects/gitlab-subject';
import { KubernetesSubject } from '../../src/roles/oidc/subjects/kubernetes-subject';
import { TerraformCloudSubject, TerraformRunPhase } from '../../src/roles/oidc/subjects/terraform-cloud-subject';
import { RolesAnywhereRole } from '../../src/roles/roles-anywhere/roles-anywhere-role';
import { RolesAnywhereTrustAnchor } from '../../src/roles/roles-anywhere/roles-anywhere-trust-anchor';
import { SamlMetadata } from '../../src/roles/saml/saml-metadata';
import { SamlProvider } from '../../src/roles/saml/saml-provider';
import { SamlRole } from '../../src/roles/saml/saml-role';
import { OidcSubject } from '../../src/trust/oidc/oidc-subject';
import { RoleTrust } from '../../src/trust/role-trust';
import { COMMERCIAL, Deployment, LoadedTemplate } from '../engine/template';

const REPOSITORY = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
const BITBUCKET = {
  workspace: 'our-workspace', workspaceUuid: '4f1b3a52-0c1d-4e7a-9b57-6a1c5d2e8f90', repositoryUuid: '0d9c8b7a-6f5e-4d3c-8b1a-000000000001',
};
const CIRCLE = { organizationId: '8f2f0c6e-1c1b-4d7c-9d0b-3e5b7a9c1d2f', projectId: '1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9' };
const POOL = 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef';
const WORKSPACE = { organization: 'our-organization', project: 'Default Project', workspace: 'network' };
const CLUSTER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';

/** An account with a role of every kind that principals other than its own users assume. */
export function federationTemplate(deployment: Deployment = COMMERCIAL): LoadedTemplate {
  const app = new App();
  const stack = new Stack(app, 'Federation');
  const provider = (id: string, url: string, clientIds?: string[]) => new OidcProvider(stack, id, { url, clientIds });
  const role = (id: string, from: OidcProvider | undefined, ...subjects: OidcSubject[]) => new OidcRole(stack, id, { provider: from, subjects });

  const gitHub = provider('GitHub', GitHubSubject.ISSUER);
  role('GitHubBranch', gitHub, GitHubSubject.branch(REPOSITORY, 'main'));
  role('GitHubTag', gitHub, GitHubSubject.tag(REPOSITORY, 'v*'));
  role('GitHubEnvironment', gitHub, GitHubSubject.environment(REPOSITORY, 'production'));
  role('GitHubPullRequest', gitHub, GitHubSubject.pullRequest({ ...REPOSITORY, immutableSubject: true }));
  role('GitHubWorkflow', gitHub, GitHubSubject.reusableWorkflow(REPOSITORY, 'octo-org/workflows/.github/workflows/deploy.yml@refs/heads/main'));
  role('GitHubTwo', gitHub, GitHubSubject.environment(REPOSITORY, 'staging'),
    GitHubSubject.branch({ owner: 'octo-org', name: 'second', ownerId: '65', repositoryId: '75' }, 'main'));

  const gitLab = provider('GitLab', GitLabSubject.ISSUER, ['https://gitlab.com']);
  role('GitLabBranch', gitLab, GitLabSubject.branch({ path: 'our-group/our-project', projectId: '20' }, 'main').onlyProtected());
  const bitbucket = provider('Bitbucket', BitbucketSubject.issuer(BITBUCKET), [BitbucketSubject.audience(BITBUCKET)]);
  role('BitbucketDeployment', bitbucket, BitbucketSubject.deployment(BITBUCKET, '{11111111-2222-3333-4444-555555555555}'));
  const circle = provider('CircleCi', CircleCiSubject.issuer(CIRCLE.organizationId), [CIRCLE.organizationId]);
  role('CircleCiBranch', circle, CircleCiSubject.branch(CIRCLE, 'github.com/octo-org/octo-repo', 'main'));
  const terraform = provider('Terraform', TerraformCloudSubject.ISSUER, ['aws.workload.identity']);
  role('TerraformApply', terraform, TerraformCloudSubject.run(WORKSPACE, TerraformRunPhase.APPLY));
  role('GitHubRelease', gitHub, GitHubSubject.branch(REPOSITORY, 'release/*-stable'));
  role('GitLabRelease', gitLab, GitLabSubject.branch({ path: 'our-group/our-project', projectId: '20' }, '*-stable'));
  role('CircleCiRelease', circle, CircleCiSubject.branch(CIRCLE, 'github.com/octo-org/octo-repo', 'release/*'));
  role('TerraformAnyProject', terraform, TerraformCloudSubject.run({ ...WORKSPACE, project: '*' }, TerraformRunPhase.APPLY));
  role('TerraformPlans', terraform, TerraformCloudSubject.run({ ...WORKSPACE, workspace: 'net-*' }, TerraformRunPhase.PLAN));
  role('Kubernetes', provider('Cluster', CLUSTER), KubernetesSubject.serviceAccount('backup', 'nightly'));
  const linkedIn = provider('LinkedIn', ConsumerSubject.LINKEDIN_ISSUER, ['86vhj2q7ukf83q']);
  role('LinkedInUsers', linkedIn, ConsumerSubject.linkedIn('86vhj2q7ukf83q'));
  role('CognitoUsers', undefined, CognitoSubject.signedIn({ identityPoolId: POOL }));
  role('GoogleUser', undefined, ConsumerSubject.google('1234.apps.googleusercontent.com', ['110169484474386276334']));
  new OidcRole(stack, 'GoogleWorkload', { subjects: [ConsumerSubject.google('113803829384756102938', ['113803829384756102938'])], audience: 'our-account' });
  role('FacebookUser', undefined, ConsumerSubject.facebook('111222333', ['9876']));
  role('AmazonUser', undefined, ConsumerSubject.loginWithAmazon('amzn1.application-oa2-client.0123', ['amzn1.account.ABC']));

  const workforce = new SamlProvider(stack, 'Workforce', { metadata: SamlMetadata.fromText(samlMetadata()), samlProviderName: 'workforce' });
  new SamlRole(stack, 'SamlStaff', { provider: workforce });
  new iam.Role(stack, 'SamlPlain', { assumedBy: RoleTrust.saml(workforce).withSessionTags() });
  new SamlRole(stack, 'SamlTagged', {
    provider: workforce,
    signInRegions: ['eu-west-1'],
    attributes: { edupersonaffiliation: ['staff'], sub_type: ['persistent'] },
    sessionTags: true,
    sourceIdentity: true,
  });

  const anchor = new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateBundle: AUTHORITY, trustAnchorName: 'factory' });
  new RolesAnywhereRole(stack, 'Machine', {
    trustAnchors: [anchor], subjectCommonNames: ['*.factory.example.com'], issuerCommonNames: ['Factory CA'], subjectOrganizationalUnits: ['Line 1'],
  });

  const { template } = app.synth().getStackArtifact(stack.artifactId);
  return new LoadedTemplate('Federation', known(template, deployment), deployment);
}

/** Resolves what the proof's own template reader does not support: mappings and the ARNs of providers and trust anchors. */
function known(template: any, { partition, account, region }: Deployment): any {
  const arnOf = (id: string): string | undefined => {
    const { Type, Properties } = template.Resources[id] ?? {};
    switch (Type) {
      case 'AWS::IAM::OIDCProvider': return `arn:${partition}:iam::${account}:oidc-provider/${Properties.Url.slice('https://'.length)}`;
      case 'AWS::IAM::SAMLProvider': return `arn:${partition}:iam::${account}:saml-provider/${Properties.Name}`;
      case 'AWS::RolesAnywhere::TrustAnchor': return `arn:${partition}:rolesanywhere:${region}:${account}:trust-anchor/${Properties.Name}`;
    }
    return undefined;
  };
  const replaced = (value: any): any => {
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== 'object' || value === null) return value;
    if (value['Fn::FindInMap']) {
      const [map, key, name] = value['Fn::FindInMap'];
      return template.Mappings[map][key.Ref === 'AWS::Partition' ? partition : key][name];
    }
    const id = value.Ref ?? [value['Fn::GetAtt']].flat()[0];
    const arn = typeof id === 'string' ? arnOf(id) : undefined;
    return arn ?? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner)]));
  };
  return { ...template, Resources: replaced(template.Resources) };
}
