import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, OidcSubjectConfig, requireOne, requirePattern } from '../../../trust/oidc/oidc-subject-config';

/**
 * The ID of any user: a UUID. Its fixed length prevents it from matching more. A branch may imitate the rest of a subject, such as
 * `x/vcs-origin/github.com/octo-org/octo-repo/vcs-ref/refs/heads/main`, and `*` would admit that branch as `main`.
 */
const ANY_USER = [8, 4, 4, 4, 12].map((length) => '?'.repeat(length)).join('-');

/** A CircleCI project. Its settings and those of its organization show both IDs. */
export interface CircleCiProject {
  /** The ID of the organization, a UUID. */
  readonly organizationId: string;

  /** The ID of the project, a UUID. */
  readonly projectId: string;
}

/**
 * A job of CircleCI. The issuer identifies the organization, and the ID identifies the project and is never reused.
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
  /** The issuer of the tokens of an organization. */
  public static issuer(organizationId: string): string {
    return `https://oidc.circleci.com/org/${organizationId}`;
  }

  /**
   * Admits every job of the project, regardless of who started it.
   *
   * @throws if an ID is malformed
   */
  public static project(project: CircleCiProject): CircleCiSubject {
    return new CircleCiSubject(project, '*');
  }

  /**
   * Admits jobs that run for a branch, regardless of who started them. Only the tokens in `CIRCLE_OIDC_TOKEN_V2` contain the branch.
   *
   * @param origin the location of the code, such as `github.com/octo-org/octo-repo`
   * @param branch such as `main`; in a pattern `*` stands for any text
   * @throws if an ID, the origin or the branch is malformed
   */
  public static branch(project: CircleCiProject, origin: string, branch: string): CircleCiSubject {
    requireOne('origin', origin, /^[\w.-]+(\/[\w.~-]+)+$/, 'specify the location of the code, such as github.com/octo-org/octo-repo');
    requirePattern('branch', branch, /^(?!refs\/)[^\s:$^~\\[\]]{1,255}$/, 'specify the name of a branch, without refs/heads/');
    return new CircleCiSubject(project, `${ANY_USER}/vcs-origin/${origin}/vcs-ref/refs/heads/${branch}`);
  }

  /** @internal */
  public readonly _config: OidcSubjectConfig;

  private constructor(project: CircleCiProject, run: string) {
    super();
    const { organizationId, projectId } = project;
    for (const [property, id] of Object.entries({ organizationId, projectId })) {
      requireOne(property, id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'CircleCI\'s IDs are UUIDs in lowercase letters');
    }
    this._config = {
      ...ANY_CLAIMS,
      subjects: [`org/${organizationId}/project/${projectId}/user/${run}`],
      audiences: [organizationId],
      issuer: { name: `CircleCI (${CircleCiSubject.issuer(organizationId)})`, pattern: /^oidc\.circleci\.com\/org\/[\w-]+$/ },
    };
  }
}
