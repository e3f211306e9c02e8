import fc from 'fast-check';
import { BitbucketSubject } from '../../../src/roles/oidc/subjects/bitbucket-subject';
import { CircleCiSubject } from '../../../src/roles/oidc/subjects/circleci-subject';
import { GitHubSubject } from '../../../src/roles/oidc/subjects/github-subject';
import { GitLabSubject } from '../../../src/roles/oidc/subjects/gitlab-subject';
import { KubernetesSubject } from '../../../src/roles/oidc/subjects/kubernetes-subject';
import { TerraformCloudSubject, TerraformRunPhase } from '../../../src/roles/oidc/subjects/terraform-cloud-subject';
import { OidcSubject } from '../../../src/trust/oidc/oidc-subject';

/**
 * What the provider writes into a token is parts with separators between them. A subject asks for some parts; a token whose parts are
 * others must not come in, however its parts are named: like the separators, like the rest of the subject, like parts of it.
 */
function glob(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 's').test(text);
}

function admits({ _config: { subjects, excluded = [] } }: OidcSubject, token: string): boolean {
  return subjects.some((pattern) => glob(pattern, token)) && !excluded.some((pattern) => glob(pattern, token));
}

/** Texts made of pieces that are likely to be taken for something else. */
const made = (...pieces: string[]) => fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
/** What no name of the provider holds. */
const without = (texts: fc.Arbitrary<string>, ...held: string[]) => texts.filter((text) => !held.some((each) => text.includes(each)));
const RUNS = { numRuns: 3_000, seed: 5 };

const REPOSITORY = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74', immutableSubject: true };
const GIT_REF = (...pieces: string[]) => without(made('main', 'release/', 'x', '/', '-stable', 'refs/heads/', '%3A', ...pieces), ':');

describe('GitHub', () => {
  const FURTHER = fc.constantFrom('', ':workflow:x-stable', ':workflow:x:ref:refs/heads/main', ':environment:production', ':actor:main');
  const token = (context: string) => `repo:octo-org@65/octo-repo@74:${context}`;

  test.each(['main', 'release/*', '*-stable', 'release/*/x', 'v?-stable', '*'])('the branch %s is not another one', (branch) => {
    fc.assert(fc.property(GIT_REF(), FURTHER, fc.constantFrom('heads', 'tags'), (ref, further, kind) => {
      const admitted = admits(GitHubSubject.branch(REPOSITORY, branch), token(`ref:refs/${kind}/${ref}${further}`));
      if (admitted) expect([kind, glob(branch, ref)]).toEqual(['heads', true]);
      if (further === '') expect(admitted).toBe(kind === 'heads' && glob(branch, ref));
    }), RUNS);
  });

  test.each(['production', 'prod-*', '*-eu'])('the environment %s is not another one', (environment) => {
    const name = made('production', 'prod-', 'x', '-eu', ':', '%3A', 'environment:');
    fc.assert(fc.property(name, FURTHER, (other, further) => {
      const admitted = admits(GitHubSubject.environment(REPOSITORY, environment), token(`environment:${other.replace(/:/g, '%3A')}${further}`));
      if (admitted) expect(glob(environment, other.replace(/:/g, '%3A'))).toBe(true);
    }), RUNS);
  });

  test('another repository is never ours', () => {
    const other = fc.stringMatching(/^[a-z0-9-]{1,10}$/).filter((name) => name !== 'octo-org');
    const contexts = GIT_REF('octo-org@65/octo-repo@74').map((ref) => `ref:refs/heads/${ref}`);
    const subjects = [GitHubSubject.branch(REPOSITORY, '*'), GitHubSubject.pullRequest(REPOSITORY), GitHubSubject.reusableWorkflow(REPOSITORY, 'a/b/.github/workflows/c.yml@refs/heads/main')];
    fc.assert(fc.property(other, contexts, (owner, context) => {
      for (const subject of subjects) expect(admits(subject, `repo:${owner}@66/octo-repo@75:${context}:repo:octo-org@65/octo-repo@74:pull_request`)).toBe(false);
    }), RUNS);
  });
});

test.each(['main', 'release/*', '*-stable'])('GitLab: the branch %s is not another one, nor that of another project', (branch) => {
  const path = without(made('our-group/', 'our-project', 'x', '/'), ':');
  const further = fc.constantFrom('', ':environment_protected:x-stable', ':deployment_tier:main');
  fc.assert(fc.property(path, fc.constantFrom('branch', 'tag'), GIT_REF(), further, (project, kind, ref, more) => {
    const admitted = admits(GitLabSubject.branch({ path: 'our-group/our-project' }, branch), `project_path:${project}:ref_type:${kind}:ref:${ref}${more}`);
    if (admitted) expect([project, kind, glob(branch, ref)]).toEqual(['our-group/our-project', 'branch', true]);
  }), RUNS);
});

describe('CircleCI', () => {
  const project = { organizationId: '8f2f0c6e-1c1b-4d7c-9d0b-3e5b7a9c1d2f', projectId: '1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9' };
  const ours = 'github.com/octo-org/octo-repo';
  const rest = `/vcs-origin/${ours}/vcs-ref/refs/heads/main`;

  test.each(['main', 'release/*', '*-stable'])('the branch %s is not another one, nor that of a fork', (branch) => {
    const user = fc.uuid();
    const origin = without(made('github.com/', 'octo-org/', 'mallory/', 'octo-repo', rest), ':');
    const ref = GIT_REF(rest, '/vcs-ref/', 'user/');
    const subject = CircleCiSubject.branch(project, ours, branch);
    fc.assert(fc.property(user, fc.oneof(origin, fc.constant(ours)), ref, (who, where, what) => {
      const token = `org/${project.organizationId}/project/${project.projectId}/user/${who}/vcs-origin/${where}/vcs-ref/refs/heads/${what}`;
      // A fork cannot be at an address that goes on behind ours.
      if (where.startsWith(`${ours}/`)) return;
      expect(admits(subject, token)).toBe(where === ours && glob(branch, what));
    }), RUNS);
  });
});

describe('HCP Terraform', () => {
  const { ANY, APPLY, PLAN } = TerraformRunPhase;

  test.each([
    ['Default Project', 'network', APPLY], ['*', 'network', APPLY], ['Default*', 'network', ANY], ['Default Project', '*', PLAN], ['*', 'net*', PLAN], ['*', '*', APPLY],
  ])('a run of the project %s and the workspace %s with the phase %s is not another one', (project, workspace, phase) => {
    const subject = TerraformCloudSubject.run({ organization: 'ours', project, workspace }, phase);
    const name = made('Default Project', 'network', 'net', 'x', ' ', ':workspace:network', ':run_phase:apply', ':run_phase:plan', ':project:');
    fc.assert(fc.property(name, name, fc.constantFrom('plan', 'apply'), (ofProject, ofWorkspace, ofPhase) => {
      const token = `organization:ours:project:${ofProject}:workspace:${ofWorkspace}:run_phase:${ofPhase}`;
      const isMeant = glob(project, ofProject) && glob(workspace, ofWorkspace) && glob(phase, ofPhase);
      if (admits(subject, token)) expect(isMeant).toBe(true);
      // Names of HCP Terraform hold no colon, and none of them is turned away.
      if (!/:/.test(ofProject + ofWorkspace)) expect(admits(subject, token)).toBe(isMeant);
    }), RUNS);
  });
});

test('Bitbucket: a step that does not deploy is never one that does', () => {
  const repository = { workspace: 'ours', workspaceUuid: '4f1b3a52-0c1d-4e7a-9b57-6a1c5d2e8f90', repositoryUuid: '0d9c8b7a-6f5e-4d3c-8b1a-000000000001' };
  const environment = '11111111-2222-3333-4444-555555555555';
  const subject = BitbucketSubject.deployment(repository, environment);
  fc.assert(fc.property(fc.uuid(), fc.uuid(), fc.uuid(), (other, step, another) => {
    expect(admits(subject, `{${repository.repositoryUuid}}:{${environment}}:{${step}}`)).toBe(true);
    for (const token of [`{${repository.repositoryUuid}}:{${step}}`, `{${repository.repositoryUuid}}:{${another}}:{${environment}}`, `{${other}}:{${environment}}:{${step}}`]) {
      expect(admits(subject, token)).toBe(false);
    }
  }), RUNS);
});

test('Kubernetes: a service account is not one of another namespace', () => {
  const name = without(made('backup', 'nightly', 'x', '-', '.'), ':');
  fc.assert(fc.property(name, name, (namespace, account) => {
    expect(admits(KubernetesSubject.serviceAccount('backup', 'nightly'), `system:serviceaccount:${namespace}:${account}`)).toBe(namespace === 'backup' && account === 'nightly');
  }), RUNS);
});
