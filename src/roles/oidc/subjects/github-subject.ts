import { invalid } from '../../../private/errors';
import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, OidcIssuers, OidcSubjectConfig, requireOne, requirePattern, withoutFurtherClaims } from '../../../trust/oidc/oidc-subject-config';

/** A repository at GitHub, by its names and by the numbers that it keeps when it is renamed. */
export interface GitHubRepository {
  /** The organization or user, as it is written there: IAM tells capital letters from small ones. */
  readonly owner: string;

  /** The repository, as it is written there and without its owner. */
  readonly name: string;

  /**
   * The number of the owner, which `gh api repos/OWNER/NAME --jq .owner.id` shows. Give both numbers or none.
   *
   * @default - none, with a warning: whoever registers the owner's name after it was given up gets in
   */
  readonly ownerId?: string;

  /**
   * The number of the repository, which `gh api repos/OWNER/NAME --jq .id` shows.
   *
   * @default - none, with a warning: whoever gets to own a repository of that name gets in, and a repository made or renamed after
   * 15 July 2026 does not, because its subjects have the numbers in them
   */
  readonly repositoryId?: string;

  /**
   * Whether the repository's subjects have the numbers in them, which `gh api repos/OWNER/NAME/actions/oidc/customization/sub` shows.
   * Then nothing but the subject is asked for, which works in every partition; otherwise both kinds of subjects do, and further
   * claims hold the numbers, which STS knows in the commercial partition only.
   *
   * @default false
   */
  readonly immutableSubject?: boolean;
}

/**
 * A workflow of GitHub Actions. With the numbers of owner and repository a name that was given up and registered by somebody else
 * opens no door.
 *
 * A pull request from a fork gets no token unless the repository's settings give it one. Its job runs for whoever may
 * open pull requests, so that a role for pull requests should only read.
 *
 * Sources: GitHub Docs, "OpenID Connect reference"; GitHub Changelog of 23 April 2026, "Immutable subject claims for GitHub Actions
 * OIDC tokens"; IAM User Guide, "Available keys for AWS OIDC federation".
 *
 * @example
 * const provider = new OidcProvider(this, 'GitHub', { url: GitHubSubject.ISSUER });
 * const repository = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
 * new OidcRole(this, 'Deploy', { provider, subjects: [GitHubSubject.environment(repository, 'production')] });
 */
export class GitHubSubject extends OidcSubject {
  /** Where the tokens of github.com come from. */
  public static readonly ISSUER = 'https://token.actions.githubusercontent.com';

  /**
   * Jobs that run for a branch, unless they name an environment.
   *
   * @param branch such as `main`; in a pattern `*` stands for any text
   * @throws if the repository or the branch is none that GitHub has
   */
  public static branch(repository: GitHubRepository, branch: string): GitHubSubject {
    requirePattern('branch', branch, REF, 'give the name of a branch, without refs/heads/');
    return GitHubSubject.of(repository, 'ref:refs/heads/', branch);
  }

  /**
   * Jobs that run for a tag, unless they name an environment.
   *
   * @param tag such as `v1.0.0`; in a pattern `*` stands for any text
   * @throws if the repository or the tag is none that GitHub has
   */
  public static tag(repository: GitHubRepository, tag: string): GitHubSubject {
    requirePattern('tag', tag, REF, 'give the name of a tag, without refs/tags/');
    return GitHubSubject.of(repository, 'ref:refs/tags/', tag);
  }

  /**
   * Jobs that name an environment, whatever they run for: its protection rules say for which branches they may, and who approves.
   *
   * @param environment such as `production`
   * @throws if the repository or the environment is none that GitHub has
   */
  public static environment(repository: GitHubRepository, environment: string): GitHubSubject {
    requirePattern('environment', environment, /^[^$]{1,255}$/, 'the name of an environment has 1 to 255 characters, and here no $');
    return GitHubSubject.of(repository, 'environment:', environment.replace(/:/g, '%3A'));
  }

  /**
   * Jobs that run for pull requests, unless they name an environment.
   *
   * @throws if the repository is none that GitHub has
   */
  public static pullRequest(repository: GitHubRepository): GitHubSubject {
    return GitHubSubject.of(repository, '', 'pull_request');
  }

  /**
   * Jobs of a reusable workflow that the repository calls, whatever for.
   *
   * @param workflow with where it is and at what: `octo-org/workflows/.github/workflows/deploy.yml@refs/heads/main`, or a commit
   * @throws if the repository is none that GitHub has, or the workflow is not told in full
   */
  public static reusableWorkflow(repository: GitHubRepository, workflow: string): GitHubSubject {
    return GitHubSubject.of(repository, '', '*').withReusableWorkflow(workflow);
  }

  private static of(repository: GitHubRepository, kind: string, context: string): GitHubSubject {
    const { owner, name, ownerId, repositoryId } = requireRepository(repository);
    const byName = `repo:${owner}/${name}:${kind}`;
    const byNumber = `repo:${owner}@${ownerId}/${name}@${repositoryId}:${kind}`;
    const config = (...beginnings: string[]): OidcSubjectConfig => ({
      ...ANY_CLAIMS,
      subjects: beginnings.map((beginning) => `${beginning}${context}`),
      excluded: beginnings.flatMap((beginning) => withoutFurtherClaims(beginning, context)),
      audiences: ['sts.amazonaws.com'],
      issuer: ISSUERS,
      warnings: kind === 'environment:' && /%3a/i.test(context) ? { gitHubEnvironmentWithColon: WITH_COLON } : {},
    });
    if (ownerId === undefined || repositoryId === undefined) {
      const named = config(byName);
      return new GitHubSubject({ ...named, warnings: { ...named.warnings, gitHubByNameOnly: BY_NAME_ONLY } });
    }
    if (repository.immutableSubject) return new GitHubSubject(config(byNumber));
    return new GitHubSubject({ ...config(byName, byNumber), claims: { repository_owner_id: [ownerId], repository_id: [repositoryId] } });
  }

  /** @internal */
  public readonly _config: OidcSubjectConfig;

  private constructor(config: OidcSubjectConfig) {
    super();
    this._config = config;
  }

  /**
   * The same jobs, but only as part of a reusable workflow.
   *
   * @param workflow with where it is and at what: `octo-org/workflows/.github/workflows/deploy.yml@refs/heads/main`, or a commit
   * @throws if the workflow is not told in full
   */
  public withReusableWorkflow(workflow: string): GitHubSubject {
    requireOne('workflow', workflow, /^[\w-]+\/[\w.-]+\/\.github\/workflows\/[\w.-]+\.ya?ml@(refs\/(heads|tags)\/[^\s$]+|[0-9a-f]{40})$/,
      'name it with its repository and its branch, tag or commit, such as octo-org/workflows/.github/workflows/deploy.yml@refs/heads/main');
    return new GitHubSubject({ ...this._config, claims: { ...this._config.claims, job_workflow_ref: [workflow] } });
  }
}

const REF = /^(?!refs\/)[^\s:$^~\\[\]]{1,255}$/;

const ISSUERS: OidcIssuers = {
  name: 'GitHub Actions (https://token.actions.githubusercontent.com, https://token.actions.NAME.ghe.com or https://HOST/_services/token)',
  pattern: /^(token\.actions\.githubusercontent\.com(\/[\w-]+)?|token\.actions\.[\w-]+\.ghe\.com|[\w.-]+\/_services\/token)$/,
  withClaims: /^token\.actions\./,
};

function requireRepository(repository: GitHubRepository): GitHubRepository {
  const { owner, name, ownerId, repositoryId } = repository;
  requireOne('owner', owner, /^[A-Za-z0-9][\w-]{0,254}$/, 'give the name of one organization or user');
  requireOne('name', name, /^(?!\.{1,2}$)[\w.-]{1,100}$/, 'give the name of one repository, without its owner');
  for (const [property, number] of Object.entries({ ownerId, repositoryId })) {
    if (number !== undefined) requireOne(property, number, /^[1-9]\d{0,18}$/, 'GitHub\'s ids are numbers');
  }
  if ((ownerId === undefined) !== (repositoryId === undefined)) {
    throw invalid(ownerId === undefined ? 'ownerId' : 'repositoryId', undefined, 'give ownerId and repositoryId, or neither');
  }
  if (repository.immutableSubject && ownerId === undefined) {
    throw invalid('immutableSubject', true, 'such a subject has ownerId and repositoryId in it: give both');
  }
  return repository;
}

const BY_NAME_ONLY = 'The GitHub repository is known by its names only: whoever registers them after they were given up can assume the role, '
  + 'and a repository made or renamed after 15 July 2026 cannot. Give ownerId and repositoryId';

const WITH_COLON = 'GitHub writes the colon in the name of an environment as %3A, so that a second environment of the repository, which has %3A in its name, has the '
  + 'same subject: whoever may push can make a job name it, and its protection rules are its own. Use an environment without a colon in its name';
