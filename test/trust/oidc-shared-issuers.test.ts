import { Fn } from 'aws-cdk-lib';
import fc from 'fast-check';
import { isKnownBySessionName, requireOwnAudience, requireOwnSubject } from '../../src/trust/oidc-shared-issuers';

const GITHUB = 'token.actions.githubusercontent.com';

/** The list of AWS, with a subject and an audience of one customer, and values that anyone could get. */
const ISSUERS: { issuer: string; own: string[]; open: string[]; ownAudiences?: string[]; openAudiences?: string[] }[] = [
  { issuer: GITHUB, own: ['repo:octo-org/octo-repo:ref:refs/heads/main', 'repo:octo-org/*'], open: ['repo:*', 'repo:octo-org*', 'repo:octo*/x:pull_request'] },
  { issuer: `vs${GITHUB}`, own: ['repo:octo-org/octo-repo:*'], open: ['repo:*'] },
  { issuer: 'oidc-configuration.audit-log.githubusercontent.com', own: ['https://github.com/octo-enterprise'], open: ['https://github.com/*', 'https://github.com/octo*', 'https://github.com/'] },
  { issuer: 'gitlab.com', own: ['project_path:group/project:ref_type:branch:ref:main', 'project_path:group/*'], open: ['project_path:*', 'project_path:gro*', 'project_path:group*'] },
  { issuer: 'app.terraform.io', own: ['organization:ours:project:p:workspace:w:run_phase:apply', 'organization:ours:*'], open: ['organization:*', 'organization:ours*'] },
  { issuer: 'agent.buildkite.com', own: ['organization:ours:pipeline:p:ref:refs/heads/main:commit:c:step:s'], open: ['organization:*:pipeline:p', 'organization:o?rs:*'] },
  { issuer: 'oidc.codefresh.io', own: ['account:5f30ebd30312313ae7f17948:pipeline:64de5cd47626b3ca134e760a:*'], open: ['account:*:pipeline:x', 'account:*'] },
  { issuer: 'studio.datachain.ai/api', own: ['credentials:our-team/compute', 'credentials:our-team/*'], open: ['credentials:*', 'credentials:our-*'] },
  { issuer: 'scalr.io', own: ['account:ours:environment:production:workspace:network'], open: ['account:*:environment:*', 'account:*'] },
  { issuer: 'tokens.cloud.shisho.dev', own: ['job:ours:*'], open: ['job:*', 'job:our*'] },
  { issuer: 'proidc.upbound.io', own: ['mcp:octo-org/prod:provider:provider-aws', 'mcp:octo-org/*'], open: ['mcp:*', 'mcp:*/prod:provider:provider-aws', 'mcp:octo-*'] },
  {
    issuer: 'api.pulumi.com/oidc',
    own: ['pulumi:deploy:org:ours:project:web:*', 'pulumi:environments:org:ours:env:p/e', 'pulumi:environments:pulumi.organization.login:ours:currentEnvironment.name:p/e', 'pulumi:cmk:pulumi.organization.login:ours'],
    open: ['pulumi:*', 'pulumi:deploy:org:*', 'pulumi:deploy:org:our*'],
    ownAudiences: ['ours', 'aws:ours'],
    openAudiences: ['sts.amazonaws.com', 'https://api.pulumi.com/oidc', '*', 'our*'],
  },
  {
    issuer: 'oidc.vercel.com',
    own: ['owner:ours:project:web:environment:production', 'owner:ours:*'],
    open: ['owner:*:project:web:environment:production', 'owner:our*'],
    ownAudiences: ['https://vercel.com/ours'],
    openAudiences: ['sts.amazonaws.com', 'https://vercel.com/', 'https://vercel.com/*', 'https://vercel.com'],
  },
  { issuer: 'sandboxes.cloud', own: ['whatever'], open: [], ownAudiences: ['ours'], openAudiences: ['sts.amazonaws.com', 'https://sandboxes.cloud', '*'] },
  { issuer: 'oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb', own: ['system:serviceaccount:tenant:t8c'], open: ['system:serviceaccount:*:t8c', 'system:serviceaccount:*'] },
  { issuer: 'api.pulumi.com/oidc/v2', own: ['pulumi:org:0a1b:env:2c3d', 'pulumi:org:0a1b:*'], open: ['pulumi:org:*', 'pulumi:*'] },
  { issuer: 'accounts.google.com', own: ['110169484474386276334'], open: ['11*'] },
];

describe.each(ISSUERS.map((given) => [given.issuer, given] as const))('at %s', (issuer, { own, open, ownAudiences = [], openAudiences = [] }) => {
  test('a subject that says whose it is, is taken', () => {
    for (const subject of own) expect(() => requireOwnSubject(issuer, subject)).not.toThrow();
  });

  test('a subject that leaves it open is refused with the rule of the issuer', () => {
    for (const subject of open) {
      expect(() => requireOwnSubject(issuer, subject)).toThrow(`Invalid \`subjects\` '${subject}': anyone with an account at ${issuer} could satisfy it: `);
      // With a slash at its end, the issuer is as shared as without, and IAM ignores the case of keys.
      expect(() => requireOwnSubject(`${issuer}/`, subject)).toThrow('anyone with an account');
      expect(() => requireOwnSubject(issuer.toUpperCase(), subject)).toThrow('anyone with an account');
    }
  });

  test('an audience is taken or refused by the rule of the issuer', () => {
    for (const audience of ownAudiences) expect(() => requireOwnAudience(issuer, audience)).not.toThrow();
    for (const audience of openAudiences) expect(() => requireOwnAudience(issuer, audience)).toThrow(`Invalid \`audience\` '${audience}': anyone with an account at ${issuer}`);
    if (openAudiences.length === 0) expect(() => requireOwnAudience(issuer, 'sts.amazonaws.com')).not.toThrow();
  });
});

test('what only the deployment knows passes', () => {
  expect(() => requireOwnSubject('gitlab.com', Fn.ref('Subject'))).not.toThrow();
  expect(() => requireOwnAudience('sandboxes.cloud', Fn.ref('Audience'))).not.toThrow();
});

test.each(['idp.example.com', 'gitlab.example.com', 'oidc.vercel.com/ours', 'token.actions.githubusercontent.com/octo-enterprise', 'oidc.circleci.com/org/x', 'oidc.op1.openshiftapps.com/of-a-cluster'])(
  'at %s, which is one\'s own, every subject and audience is', (issuer) => {
    expect(() => requireOwnSubject(issuer, 'build-*')).not.toThrow();
    expect(() => requireOwnAudience(issuer, 'sts.amazonaws.com')).not.toThrow();
  });

test('Microsoft Sentinel is known by the name of the session', () => {
  expect(isKnownBySessionName('sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/')).toBe(true);
  expect(isKnownBySessionName('sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d')).toBe(true);
  expect(isKnownBySessionName('sts.windows.net/00000000-4d64-4f8c-a055-5bdaffd5e33d/')).toBe(false);
  expect(isKnownBySessionName(GITHUB)).toBe(false);
});

describe('a subject of GitHub that its owner composed', () => {
  const WORKFLOW = 'job_workflow_ref:octo-org/octo-automation/.github/workflows/deploy.yml@refs/heads/main';

  test.each([
    `ref:refs/heads/main:repo:octo-org/octo-repo:${WORKFLOW}:repository_owner:octo-org`,
    'environment:production:repository_owner:octo-org',
    'environment:prod%3Aeu:repo:octo-org/octo-repo',
    'pull_request:repo:octo-org/octo-repo',
    'repository_owner:monalisa:repository_visibility:private',
    'repository_visibility:private:repository_owner_id:65',
    'repository_id:74',
    'enterprise_id:12:workflow:*',
    `${WORKFLOW}:repo:octo-org/octo-repo`,
    'workflow_ref:octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
    'repo:octo-org@65/octo-repo@74:workflow:anything:at:all',
    'ref:refs/heads/main:repo:octo-org/*',
    'actor:dependabot[bot]:repo:octo-org/octo-repo',
  ])('%s names it', (subject) => {
    expect(() => requireOwnSubject(GITHUB, subject)).not.toThrow();
  });

  test.each([
    ['environment:production', 'names no owner'],
    [WORKFLOW, 'names the owner of a workflow that everyone may call'],
    ['workflow:deploy:repo:octo-org/octo-repo', 'may be a workflow that is called deploy:repo:octo-org/octo-repo'],
    ['repo_property_team:platform:repo:octo-org/octo-repo', 'may be a property with that value'],
    ['unknown:x:repo:octo-org/octo-repo', 'begins with a claim that is not known'],
    ['ref:refs/heads/*:repo:octo-org/octo-repo', 'has a wildcard in front of it'],
    ['ref:*:repo:octo-org/octo-repo', 'has a wildcard in front of it'],
    ['environment:pro?:repo:octo-org/octo-repo', 'has a wildcard in front of it'],
    ['repository_owner:octo-*', 'has a wildcard in it'],
    ['repository_owner:octo-org*', 'has a wildcard behind it that stands for more of a name'],
    ['repo:octo-org', 'does not say where the owner ends'],
    ['repo::octo-org/octo-repo', 'has an empty owner'],
    ['job_workflow_ref:*:repo:octo-org/octo-repo', 'has a wildcard in front of it'],
    ['job_workflow_ref:octo-org/x:y/.github/workflows/a.yml@main:repo:octo-org/octo-repo', 'has no workflow in front of it'],
    ['pull_requests:repo:octo-org/octo-repo', 'begins with a claim that there is not'],
    ['', 'is empty'],
  ])('%s does not: it %s', (subject) => {
    expect(() => requireOwnSubject(GITHUB, subject)).toThrow('anyone with an account');
  });

  /**
   * Whether someone else than octo-org can have GitHub write a subject for a repository of their own, by any choice of claims and values.
   * Of a pattern, whether they can for what stands before its first wildcard.
   */
  function isForgeable(subject: string): boolean {
    const text = subject.split(/[*?]/)[0];
    const isOpen = text !== subject;
    const values: [RegExp, (value: string) => boolean][] = [
      [/^(repo|repository|workflow_ref)$/, (value) => !/^octo-org[@/]/.test(value) && !value.includes(':')],
      [/^(repository_owner|enterprise)$/, (value) => value !== 'octo-org' && !/[:/]/.test(value)],
      [/^(ref|head_ref|environment|actor)$/, (value) => !value.includes(':')],
      [/^(workflow|repo_property_team)$/, () => true],
      // Everyone may call a workflow of octo-org that is public, and nobody else can name its files.
      [/^job_workflow_ref$/, (value) => !/:/.test(value)],
    ];
    const from = (at: number): boolean => {
      if (at >= text.length) return true;
      const rest = text.slice(at);
      if (/^pull_request(:|$)/.test(rest) && from(at + 'pull_request:'.length)) return true;
      const key = /^([a-z_]+):/.exec(rest)?.[1];
      const isValue = values.find(([keys]) => key !== undefined && keys.test(key))?.[1];
      if (!isValue) return false;
      const begin = at + key!.length + 1;
      for (let end = begin; end <= text.length; end++) {
        const ends = end === text.length || text[end] === ':';
        if (ends && isValue(text.slice(begin, end)) && from(end + 1)) return true;
      }
      // What a wildcard goes on with may be more of the value.
      return isOpen && !text.slice(begin).includes(':') && !/^octo-org/.test(text.slice(begin));
    };
    return from(0);
  }

  test.each([
    ['repo:mallory/x', true], ['workflow:deploy:repo:octo-org/octo-repo', true], ['environment:production', true], ['repo:octo-org/octo-repo', false],
    ['ref:refs/heads/main:repo:octo-org/octo-repo', false], ['ref:refs/heads/*:repo:octo-org/octo-repo', true], ['repository_owner:octo-org', false],
  ])('%s can be forged: %p', (subject, forgeable) => {
    expect(isForgeable(subject)).toBe(forgeable);
  });

  test('that is taken cannot be forged, whatever claims others choose', () => {
    const value = fc.constantFrom('main', 'octo-org', 'octo-org/octo-repo', 'mallory/x', 'refs/heads/main', 'x:repo:octo-org/y', '*', 'octo-*', 'octo-org*', '');
    const key = fc.constantFrom('repo', 'repository', 'repository_owner', 'workflow_ref', 'enterprise', 'ref', 'environment', 'actor', 'workflow', 'repo_property_team', 'job_workflow_ref');
    const claim = fc.oneof(
      fc.tuple(key, value).map((parts) => parts.join(':')),
      fc.constantFrom('pull_request', WORKFLOW, 'repo:octo-org/*', 'repo:octo-org/octo-repo', 'repository_owner:octo-org'),
    );
    let taken = 0;
    fc.assert(fc.property(fc.array(claim, { minLength: 1, maxLength: 4 }).map((claims) => claims.join(':')), (subject) => {
      try {
        requireOwnSubject(GITHUB, subject);
      } catch {
        return;
      }
      // Other owners may be named as well as octo-org is; the one who could forge it is anyone but octo-org.
      if (/(repo|repository|workflow_ref|repository_owner|enterprise):(?!octo-org)/.test(subject)) return;
      taken += 1;
      expect(isForgeable(subject)).toBe(false);
    }), { numRuns: 20_000, seed: 15 });
    expect(taken).toBeGreaterThan(500);
  });
});
