import { Fn } from 'aws-cdk-lib';
import { BitbucketSubject } from '../../../src/roles/oidc/subjects/bitbucket-subject';
import { CircleCiSubject } from '../../../src/roles/oidc/subjects/circleci-subject';
import { CognitoSubject } from '../../../src/roles/oidc/subjects/cognito-subject';
import { ConsumerSubject } from '../../../src/roles/oidc/subjects/consumer-subject';
import { GitHubSubject } from '../../../src/roles/oidc/subjects/github-subject';
import { GitLabSubject } from '../../../src/roles/oidc/subjects/gitlab-subject';
import { KubernetesSubject } from '../../../src/roles/oidc/subjects/kubernetes-subject';
import { TerraformCloudSubject, TerraformRunPhase } from '../../../src/roles/oidc/subjects/terraform-cloud-subject';
import { OidcSubject } from '../../../src/trust/oidc/oidc-subject';

const GITHUB = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
const UUID = '0d9c8b7a-6f5e-4d3c-8b1a-000000000001';
const BITBUCKET = { workspace: 'ours', workspaceUuid: UUID, repositoryUuid: UUID };
const CIRCLE = { organizationId: UUID, projectId: UUID };
const TERRAFORM = { organization: 'ours', project: 'Default Project', workspace: 'network' };
const POOL = `eu-west-1:${UUID}`;
const WORKFLOW = 'octo-org/workflows/.github/workflows/deploy.yml';

test.each<[string, () => OidcSubject, RegExp]>([
  ['an empty owner', () => GitHubSubject.branch({ ...GITHUB, owner: '' }, 'main'), /^Invalid `owner` '': it is empty, so that the role would be open to others/],
  ['a wildcard owner', () => GitHubSubject.branch({ ...GITHUB, owner: '*' }, 'main'), /^Invalid `owner` '\*': a wildcard here would admit others/],
  ['an owner with a wildcard', () => GitHubSubject.branch({ ...GITHUB, owner: 'octo*' }, 'main'), /^Invalid `owner` 'octo\*'.*wildcard/],
  ['an owner with a repository', () => GitHubSubject.branch({ ...GITHUB, owner: 'octo-org/octo-repo' }, 'main'), /^Invalid `owner` .*one organization or user/],
  ['an empty repository', () => GitHubSubject.branch({ ...GITHUB, name: '' }, 'main'), /^Invalid `name` ''.*it is empty/],
  ['a wildcard repository', () => GitHubSubject.branch({ ...GITHUB, name: '*' }, 'main'), /^Invalid `name` '\*'.*wildcard/],
  ['a repository with its owner', () => GitHubSubject.branch({ ...GITHUB, name: 'octo-org/octo-repo' }, 'main'), /^Invalid `name` .*without its owner/],
  ['a repository that is a directory', () => GitHubSubject.branch({ ...GITHUB, name: '..' }, 'main'), /^Invalid `name` '\.\.'/],
  ['an id that is none', () => GitHubSubject.branch({ ...GITHUB, repositoryId: 'R_kgDO' }, 'main'), /^Invalid `repositoryId` 'R_kgDO'.*numbers/],
  ['an id that is a wildcard', () => GitHubSubject.branch({ ...GITHUB, ownerId: '*' }, 'main'), /^Invalid `ownerId` '\*'.*wildcard/],
  ['one id of two', () => GitHubSubject.branch({ ...GITHUB, ownerId: undefined }, 'main'), /^Invalid `ownerId` undefined.*set ownerId and repositoryId, or neither/],
  ['the other id of two', () => GitHubSubject.branch({ ...GITHUB, repositoryId: undefined }, 'main'), /^Invalid `repositoryId` undefined/],
  ['an immutable subject without ids', () => GitHubSubject.branch({ owner: 'o', name: 'r', immutableSubject: true }, 'main'), /^Invalid `immutableSubject` true.*Set both/],
  ['a branch with refs/heads/', () => GitHubSubject.branch(GITHUB, 'refs/heads/main'), /^Invalid `branch` .*without refs\/heads\//],
  ['an empty branch', () => GitHubSubject.branch(GITHUB, ''), /^Invalid `branch` ''/],
  ['a branch with a colon', () => GitHubSubject.branch(GITHUB, 'main:x'), /^Invalid `branch` /],
  ['a tag with refs/tags/', () => GitHubSubject.tag(GITHUB, 'refs/tags/v1'), /^Invalid `tag` /],
  ['an empty environment', () => GitHubSubject.environment(GITHUB, ''), /^Invalid `environment` ''/],
  ['a policy variable', () => GitHubSubject.environment(GITHUB, '${aws:username}'), /^Invalid `environment` .*here without \$\.$/],
  ['a workflow without a ref', () => GitHubSubject.reusableWorkflow(GITHUB, WORKFLOW), /^Invalid `workflow` .*branch, tag or commit/],
  ['a workflow at any ref', () => GitHubSubject.reusableWorkflow(GITHUB, `${WORKFLOW}@*`), /^Invalid `workflow` .*wildcard/],
  ['a workflow of any owner', () => GitHubSubject.branch(GITHUB, 'main').withReusableWorkflow(`*/${WORKFLOW}@refs/heads/main`), /^Invalid `workflow` .*wildcard/],
  ['a GitLab project without a group', () => GitLabSubject.branch({ path: 'project' }, 'main'), /^Invalid `path` 'project'.*with its groups/],
  ['an empty GitLab project', () => GitLabSubject.branch({ path: '' }, 'main'), /^Invalid `path` ''.*empty/],
  ['every GitLab project', () => GitLabSubject.branch({ path: '*/*' }, 'main'), /^Invalid `path` .*wildcard/],
  ['a GitLab project id that is none', () => GitLabSubject.tag({ path: 'g/p', projectId: 'x' }, 'v1'), /^Invalid `projectId` /],
  ['a GitLab branch that is none', () => GitLabSubject.branch({ path: 'g/p' }, 'a b'), /^Invalid `branch` /],
  ['a GitLab tag that is none', () => GitLabSubject.tag({ path: 'g/p' }, ''), /^Invalid `tag` /],
  ['a Bitbucket repository by its name', () => BitbucketSubject.repository({ ...BITBUCKET, repositoryUuid: 'repo' }), /^Invalid `repositoryUuid` 'repo'.*UUID/],
  ['a Bitbucket environment by its name', () => BitbucketSubject.deployment(BITBUCKET, 'production'), /^Invalid `environmentUuid` /],
  ['a Bitbucket UUID with half of its braces', () => BitbucketSubject.deployment(BITBUCKET, `{${UUID}`), /^Invalid `environmentUuid` /],
  ['every Bitbucket workspace', () => BitbucketSubject.repository({ ...BITBUCKET, workspace: '*' }), /^Invalid `workspace` .*wildcard/],
  ['a CircleCI project by its name', () => CircleCiSubject.project({ ...CIRCLE, projectId: 'gh/o/r' }), /^Invalid `projectId` /],
  ['every CircleCI organization', () => CircleCiSubject.project({ ...CIRCLE, organizationId: '*' }), /^Invalid `organizationId` .*wildcard/],
  ['a CircleCI origin that is none', () => CircleCiSubject.branch(CIRCLE, 'octo-repo', 'main'), /^Invalid `origin` /],
  ['every CircleCI origin', () => CircleCiSubject.branch(CIRCLE, 'github.com/*/octo-repo', 'main'), /^Invalid `origin` .*wildcard/],
  ['a CircleCI branch that is none', () => CircleCiSubject.branch(CIRCLE, 'github.com/o/r', ''), /^Invalid `branch` /],
  ['every Terraform organization', () => TerraformCloudSubject.run({ ...TERRAFORM, organization: '*' }, TerraformRunPhase.ANY), /^Invalid `organization` .*wildcard/],
  ['an empty Terraform organization', () => TerraformCloudSubject.run({ ...TERRAFORM, organization: '' }, TerraformRunPhase.ANY), /^Invalid `organization` ''.*empty/],
  ['a Terraform project with a colon', () => TerraformCloudSubject.run({ ...TERRAFORM, project: 'a:b' }, TerraformRunPhase.ANY), /^Invalid `project` /],
  ['a Terraform workspace with a blank', () => TerraformCloudSubject.run({ ...TERRAFORM, workspace: 'a b' }, TerraformRunPhase.ANY), /^Invalid `workspace` /],
  ['every namespace', () => KubernetesSubject.serviceAccount('*', 'nightly'), /^Invalid `namespace` '\*'.*wildcard/],
  ['every service account', () => KubernetesSubject.serviceAccount('backup', '*'), /^Invalid `serviceAccount` .*wildcard/],
  ['an empty namespace', () => KubernetesSubject.serviceAccount('', 'nightly'), /^Invalid `namespace` ''.*empty/],
  ['a namespace in capitals', () => KubernetesSubject.serviceAccount('Backup', 'nightly'), /^Invalid `namespace` /],
  ['a Cognito pool that is none', () => CognitoSubject.signedIn({ identityPoolId: 'eu-west-1_abc' }), /^Invalid `identityPoolId` /],
  ['every Cognito pool', () => CognitoSubject.signedIn({ identityPoolId: 'eu-west-1:*' }), /^Invalid `identityPoolId` .*wildcard/],
  ['no Cognito identity', () => CognitoSubject.identities({ identityPoolId: POOL }, []), /^Invalid `identityIds` \[\].*name at least one/],
  ['every Cognito identity', () => CognitoSubject.identities({ identityPoolId: POOL }, ['*']), /^Invalid `identityIds` .*wildcard/],
  ['another service than Cognito', () => CognitoSubject.signedIn({ identityPoolId: POOL, servicePrincipal: 'ec2.amazonaws.com' }), /^Invalid `servicePrincipal` /],
  ['a Cognito principal of the deployment', () => CognitoSubject.signedIn({ identityPoolId: POOL, servicePrincipal: Fn.ref('P') }), /^Invalid `servicePrincipal` .*known at synthesis/],
  ['an empty application', () => ConsumerSubject.google(''), /^Invalid `clientId` ''.*empty/],
  ['every application', () => ConsumerSubject.facebook('*'), /^Invalid `clientId` .*wildcard/],
  ['every user', () => ConsumerSubject.loginWithAmazon('amzn1.x', ['*']), /^Invalid `userIds` .*wildcard/],
  ['an empty user', () => ConsumerSubject.linkedIn('x', ['']), /^Invalid `userIds` ''.*empty/],
  ['an empty subject', () => OidcSubject.exactly('', { audience: 'x' }), /^Invalid `subject` ''.*every user with a token/],
  ['a subject that is a wildcard', () => OidcSubject.like('*', { audience: 'x' }), /^Invalid `subject` '\*'.*a stranger could satisfy it/],
  ['a subject that begins with a wildcard', () => OidcSubject.like('*-build', { audience: 'x' }), /a stranger could satisfy it/],
  ['an exact subject with a wildcard', () => OidcSubject.exactly('build-*', { audience: 'x' }), /Use OidcSubject\.like/],
  ['a subject with a policy variable', () => OidcSubject.like('a-${aws:username}', { audience: 'x' }), /variable/],
  ['an empty audience', () => OidcSubject.exactly('build', { audience: '' }), /^Invalid `audience` '': /],
  ['any audience', () => OidcSubject.exactly('build', { audience: '*' }), /^Invalid `audience` '\*'.*without wildcards/],
  ['a claim with its issuer', () => OidcSubject.exactly('build', { audience: 'x', claims: { 'idp.example.com:email': ['a'] } }), /^Invalid `claims` .*does not include the issuer/],
  ['a claim without a value', () => OidcSubject.exactly('build', { audience: 'x', claims: { email: [] } }), /^Invalid `claims` .*at least one value/],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

test.each<[string, () => OidcSubject, string[]]>([
  ['a branch pattern', () => GitHubSubject.branch(GITHUB, 'release/*'), ['repo:octo-org/octo-repo:ref:refs/heads/release/*', 'repo:octo-org@65/octo-repo@74:ref:refs/heads/release/*']],
  ['an environment with a colon, as GitHub writes it', () => GitHubSubject.environment({ ...GITHUB, immutableSubject: true }, 'prod:eu'), ['repo:octo-org@65/octo-repo@74:environment:prod%3Aeu']],
  ['names only', () => GitHubSubject.tag({ owner: 'o', name: 'r' }, 'v1'), ['repo:o/r:ref:refs/tags/v1']],
  ['a workflow at a commit', () => GitHubSubject.branch({ owner: 'o', name: 'r' }, 'main').withReusableWorkflow(`${WORKFLOW}@${'a'.repeat(40)}`), ['repo:o/r:ref:refs/heads/main']],
  ['a Bitbucket UUID with braces and capitals', () => BitbucketSubject.repository({ ...BITBUCKET, repositoryUuid: `{${UUID.toUpperCase()}}` }), [`{${UUID}}:*`]],
  ['a CircleCI project', () => CircleCiSubject.project(CIRCLE), [`org/${UUID}/project/${UUID}/user/*`]],
  ['a CircleCI branch, for any one user', () => CircleCiSubject.branch(CIRCLE, 'github.com/o/r', 'release/*'),
    [`org/${UUID}/project/${UUID}/user/????????-????-????-????-????????????/vcs-origin/github.com/o/r/vcs-ref/refs/heads/release/*`]],
  ['a GitLab tag', () => GitLabSubject.tag({ path: 'g/sub/p' }, 'v*'), ['project_path:g/sub/p:ref_type:tag:ref:v*']],
  ['both phases of Terraform', () => TerraformCloudSubject.run({ ...TERRAFORM, workspace: 'net-*' }, TerraformRunPhase.ANY), ['organization:ours:project:Default Project:workspace:net-*:run_phase:*']],
])('%s becomes the subject of the token', (_, make, subjects) => {
  expect(make()._config.subjects).toEqual(subjects);
});

test('tokens pass', () => {
  const token = Fn.ref('Parameter');
  expect(() => [
    GitHubSubject.branch({ owner: token, name: token, ownerId: token, repositoryId: token }, token).withReusableWorkflow(token),
    GitHubSubject.environment(GITHUB, token),
    GitLabSubject.branch({ path: token, projectId: token }, token),
    BitbucketSubject.deployment({ workspace: token, workspaceUuid: token, repositoryUuid: token }, token),
    CircleCiSubject.branch({ organizationId: token, projectId: token }, token, token),
    TerraformCloudSubject.run({ organization: token, project: token, workspace: token }, TerraformRunPhase.PLAN),
    KubernetesSubject.serviceAccount(token, token),
    CognitoSubject.identities({ identityPoolId: token }, Fn.split(',', token)),
    ConsumerSubject.google(token, Fn.split(',', token)),
    OidcSubject.exactly(token, { audience: token, claims: { email: Fn.split(',', token) } }),
  ]).not.toThrow();
});
