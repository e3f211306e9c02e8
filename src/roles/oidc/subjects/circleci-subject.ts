import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, OidcSubjectConfig, requireOne, requirePattern } from '../../../trust/oidc/oidc-subject-config';

/**
 * The id of any user: a UUID. Its length is fixed, so that it cannot stand for more: a branch may be named like the rest of a subject,
 * `x/vcs-origin/github.com/octo-org/octo-repo/vcs-ref/refs/heads/main`, and `*` would take that branch for `main`.
 */
const ANY_USER = [8, 4, 4, 4, 12].map((length) => '?'.repeat(length)).join('-');

/** A project at CircleCI. Its settings and those of its organization show both. */
export interface CircleCiProject {
  /** The id of the organization, a UUID. */
  readonly organizationId: string;

  /** The id of the project, a UUID. */
  readonly projectId: string;
}

/**
 * A job of CircleCI. It tells organizations apart by their issuers, and projects by ids that nobody else gets.
 *
 * Source: CircleCI Docs, "Using OpenID Connect tokens in jobs".
 *
 * @example
 * const project = { organizationId: '8f2f0c6e-1c1b-4d7c-9d0b-3e5b7a9c1d2f', projectId: '1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9' };
 * const provider = new OidcProvider(this, 'CircleCi', {
 *   url: CircleCiSubject.issuer(project.organizationId),
 *   clientIds: [project.organizationId],
 * });
 * new OidcRole(this, 'Deploy', { provider, subjects: [CircleCiSubject.branch(project, 'github.com/octo-org/octo-repo', 'main')] });
 */
export class CircleCiSubject extends OidcSubject {
  /** Where the tokens of an organization come from. */
  public static issuer(organizationId: string): string {
    return `https://oidc.circleci.com/org/${organizationId}`;
  }

  /**
   * Every job of the project, whoever started it.
   *
   * @throws if an id is none
   */
  public static project(project: CircleCiProject): CircleCiSubject {
    return new CircleCiSubject(project, '*');
  }

  /**
   * Jobs that run for a branch, whoever started them. Only the tokens in `CIRCLE_OIDC_TOKEN_V2` say so.
   *
   * @param origin where the code is, such as `github.com/octo-org/octo-repo`
   * @param branch such as `main`; in a pattern `*` stands for any text
   * @throws if an id, the origin or the branch is none
   */
  public static branch(project: CircleCiProject, origin: string, branch: string): CircleCiSubject {
    requireOne('origin', origin, /^[\w.-]+(\/[\w.~-]+)+$/, 'say where the code is, such as github.com/octo-org/octo-repo');
    requirePattern('branch', branch, /^(?!refs\/)[^\s:$^~\\[\]]{1,255}$/, 'give the name of a branch, without refs/heads/');
    return new CircleCiSubject(project, `${ANY_USER}/vcs-origin/${origin}/vcs-ref/refs/heads/${branch}`);
  }

  /** @internal */
  public readonly _config: OidcSubjectConfig;

  private constructor(project: CircleCiProject, run: string) {
    super();
    const { organizationId, projectId } = project;
    for (const [property, id] of Object.entries({ organizationId, projectId })) {
      requireOne(property, id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'CircleCI\'s ids are UUIDs in small letters');
    }
    this._config = {
      ...ANY_CLAIMS,
      subjects: [`org/${organizationId}/project/${projectId}/user/${run}`],
      audiences: [organizationId],
      issuer: { name: `CircleCI (${CircleCiSubject.issuer(organizationId)})`, pattern: /^oidc\.circleci\.com\/org\/[\w-]+$/ },
    };
  }
}
