import { invalid } from '../../../private/errors';
import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, OidcIssuers, OidcSubjectConfig, requireOne, requirePattern, withoutFurtherClaims } from '../../../trust/oidc/oidc-subject-config';

/** A GitHub repository, by its names and by the numbers that it keeps when it is renamed. */
export interface GitHubRepository {
  /** The organization or user, in the spelling of GitHub: IAM compares it with case. */
  readonly owner: string;

  /** The repository, in the spelling of GitHub and without its owner. */
  readonly name: string;

  /**
   * The number of the owner, which `gh api repos/OWNER/NAME --jq .owner.id` shows. Set both numbers or none.
   *
   * @default - none, with a warning: a stranger who registers the owner's name after it was given up is admitted
   */
  readonly ownerId?: string;

  /**
   * The number of the repository, which `gh api repos/OWNER/NAME --jq .id` shows.
   *
   * @default - none, with a warning: a stranger who comes to own a repository of that name is admitted, and a repository created or
   * renamed after 15 July 2026 is not, because its subjects contain the numbers
   */
  readonly repositoryId?: string;

  /**
   * Whether the repository's subjects contain the numbers, which `gh api repos/OWNER/NAME/actions/oidc/customization/sub` shows. If true,
   * the role checks only the subject, which works in every partition. If false, the role accepts both kinds of subjects and checks the
   * numbers in further claims, which STS supports only in the commercial partition.
   *
   * @default false
   */
  readonly immutableSubject?: boolean;
}

/**
 * A workflow of GitHub Actions. With the numbers of owner and repository, a stranger who registers a name that was given up gets no
 * access.
 *
 * A pull request from a fork gets no token unless the repository's settings allow it. Everyone who may open a pull request can run its
 * jobs, so that a role for pull requests should be read-only.
 *
 * Sources: GitHub Docs, "OpenID Connect reference"; GitHub Changelog of 23 April 2026, "Immutable subject claims for GitHub Actions OIDC
 * tokens"; IAM User Guide, "Available keys for AWS OIDC federation".
 *
 * @example
 * const provider = new OidcProvider(this, 'GitHub', { url: GitHubSubject.ISSUER });
 * const repository = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
 * new OidcRole(this, 'Deploy', { provider, subjects: [GitHubSubject.environment(repository, 'production')] });
 */
export class GitHubSubject extends OidcSubject {
  /** The issuer of the tokens of github.com. */
  public static readonly ISSUER = 'https://token.actions.githubusercontent.com';

  /**
   * Admits jobs that run for a branch, unless they name an environment.
   *
   * @param branch such as `main`; in a pattern `*` stands for any text
   * @throws if GitHub does not allow the name of the repository or the branch
   */
  public static branch(repository: GitHubRepository, branch: string): GitHubSubject {
    requirePattern('branch', branch, REF, 'specify the name of a branch, without refs/heads/');
    return GitHubSubject.of(repository, 'ref:refs/heads/', branch);
  }

  /**
   * Admits jobs that run for a tag, unless they name an environment.
   *
   * @param tag such as `v1.0.0`; in a pattern `*` stands for any text
   * @throws if GitHub does not allow the name of the repository or the tag
   */
  public static tag(repository: GitHubRepository, tag: string): GitHubSubject {
    requirePattern('tag', tag, REF, 'specify the name of a tag, without refs/tags/');
    return GitHubSubject.of(repository, 'ref:refs/tags/', tag);
  }

  /**
   * Admits jobs that name an environment, whatever they run for. The protection rules of the environment determine the allowed branches
   * and the approvers.
   *
   * @param environment such as `production`
   * @throws if GitHub does not allow the name of the repository or the environment
   */
  public static environment(repository: GitHubRepository, environment: string): GitHubSubject {
    requirePattern('environment', environment, /^[^$]{1,255}$/, 'the name of an environment has 1 to 255 characters, here without $');
    return GitHubSubject.of(repository, 'environment:', environment.replace(/:/g, '%3A'));
  }

  /**
   * Admits jobs that run for pull requests, unless they name an environment.
   *
   * @throws if GitHub does not allow the name of the repository
   */
  public static pullRequest(repository: GitHubRepository): GitHubSubject {
    return GitHubSubject.of(repository, '', 'pull_request');
  }

  /**
   * Admits jobs of a reusable workflow that the repository calls, whatever they run for.
   *
   * @param workflow with its repository and its branch, tag or commit: `octo-org/workflows/.github/workflows/deploy.yml@refs/heads/main`
   * @throws if GitHub does not allow the name of the repository, or if the workflow is not named in full
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
   * Admits the same jobs, but only as part of a reusable workflow.
   *
   * @param workflow with its repository and its branch, tag or commit: `octo-org/workflows/.github/workflows/deploy.yml@refs/heads/main`
   * @throws if the workflow is not named in full
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
  requireOne('owner', owner, /^[A-Za-z0-9][\w-]{0,254}$/, 'specify the name of one organization or user');
  requireOne('name', name, /^(?!\.{1,2}$)[\w.-]{1,100}$/, 'specify the name of one repository, without its owner');
  for (const [property, number] of Object.entries({ ownerId, repositoryId })) {
    if (number !== undefined) requireOne(property, number, /^[1-9]\d{0,18}$/, 'GitHub\'s IDs are numbers');
  }
  if ((ownerId === undefined) !== (repositoryId === undefined)) {
    throw invalid(ownerId === undefined ? 'ownerId' : 'repositoryId', undefined, 'set ownerId and repositoryId, or neither');
  }
  if (repository.immutableSubject && ownerId === undefined) {
    throw invalid('immutableSubject', true, 'such a subject contains ownerId and repositoryId. Set both');
  }
  return repository;
}

const BY_NAME_ONLY = 'The GitHub repository is identified only by its names: a stranger who registers them after they were given up can assume '
  + 'the role, and a repository created or renamed after 15 July 2026 cannot. Set ownerId and repositoryId';

const WITH_COLON = 'GitHub writes the colon in the name of an environment as %3A, so that a second environment of the repository, which has '
  + '%3A in its name, has the same subject: everyone who may push can have a job name it, and it has its own protection rules. Use an '
  + 'environment without a colon in its name';
