import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, OidcIssuers, OidcSubjectConfig, requireOne, requirePattern, withoutFurtherClaims } from '../../../trust/oidc/oidc-subject-config';

/** A GitLab project. */
export interface GitLabProject {
  /** The path of the project with all its groups, such as `my-group/my-project`. */
  readonly path: string;

  /**
   * The number of the project, which its page shows. It persists when the project is renamed and is never reused. STS supports the claim
   * for gitlab.com only.
   *
   * @default - none, with a warning at gitlab.com: a stranger who registers the path after it was given up is admitted
   */
  readonly projectId?: string;
}

/**
 * A job of GitLab CI/CD, at gitlab.com or at your own instance. Its audience is the value of `id_tokens` in `.gitlab-ci.yml`, by default
 * here `https://gitlab.com`, and the provider must list it.
 *
 * Sources: GitLab Docs, "OpenID Connect (OIDC) Authentication Using ID Tokens", "Configure OpenID Connect in AWS to retrieve temporary
 * credentials"; Service Authorization Reference, AWS Security Token Service.
 *
 * @example
 * const provider = new OidcProvider(this, 'GitLab', { url: GitLabSubject.ISSUER, clientIds: ['https://gitlab.com'] });
 * const project = { path: 'my-group/my-project', projectId: '20' };
 * new OidcRole(this, 'Deploy', { provider, subjects: [GitLabSubject.branch(project, 'main').onlyProtected()] });
 */
export class GitLabSubject extends OidcSubject {
  /** The issuer of the tokens of gitlab.com. */
  public static readonly ISSUER = 'https://gitlab.com';

  /**
   * Admits jobs that run for a branch.
   *
   * @param branch such as `main`; in a pattern `*` stands for any text
   * @throws if GitLab does not allow the name of the project or the branch
   */
  public static branch(project: GitLabProject, branch: string): GitLabSubject {
    requirePattern('branch', branch, REF, 'specify the name of a branch');
    return GitLabSubject.of(project, 'ref_type:branch:ref:', branch);
  }

  /**
   * Admits jobs that run for a tag.
   *
   * @param tag such as `v1.0.0`; in a pattern `*` stands for any text
   * @throws if GitLab does not allow the name of the project or the tag
   */
  public static tag(project: GitLabProject, tag: string): GitLabSubject {
    requirePattern('tag', tag, REF, 'specify the name of a tag');
    return GitLabSubject.of(project, 'ref_type:tag:ref:', tag);
  }

  private static of(project: GitLabProject, kind: string, ref: string): GitLabSubject {
    requireOne('path', project.path, /^[\w][\w.-]*(\/[\w][\w.-]*)+$/, 'specify the path of one project with its groups, such as my-group/my-project');
    const { projectId } = project;
    if (projectId !== undefined) requireOne('projectId', projectId, /^[1-9]\d{0,18}$/, 'GitLab\'s IDs are numbers');
    const beginning = `project_path:${project.path}:${kind}`;
    return new GitLabSubject({
      ...ANY_CLAIMS,
      subjects: [`${beginning}${ref}`],
      excluded: withoutFurtherClaims(beginning, ref),
      audiences: [GitLabSubject.ISSUER],
      issuer: ISSUERS,
      ...projectId === undefined ? { warnings: { gitLabByNameOnly: BY_NAME_ONLY } } : { claims: { project_id: [projectId] } },
    });
  }

  /** @internal */
  public readonly _config: OidcSubjectConfig;

  private constructor(config: OidcSubjectConfig) {
    super();
    this._config = config;
  }

  /** Admits the same jobs, but only if the branch or tag is protected. STS supports the claim for gitlab.com only. */
  public onlyProtected(): GitLabSubject {
    return new GitLabSubject({ ...this._config, claims: { ...this._config.claims, ref_protected: ['true'] } });
  }
}

const REF = /^(?!refs\/)[^\s:$^~\\[\]]{1,255}$/;

const ISSUERS: OidcIssuers = { name: 'GitLab (https://gitlab.com or the URL of an instance)', pattern: /^[\w.-]+(\/[\w./-]*)?$/, withClaims: /^gitlab\.com$/ };

const BY_NAME_ONLY = 'The GitLab project is identified only by its path: a stranger who registers it after it was given up can assume the '
  + 'role. Set projectId';
