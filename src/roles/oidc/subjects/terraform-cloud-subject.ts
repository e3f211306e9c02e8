import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, mayHoldWildcard, OidcSubjectConfig, requireOne, requirePattern } from '../../../trust/oidc/oidc-subject-config';

/** The phase of a run of HCP Terraform in which it uses the role. */
export enum TerraformRunPhase {
  /** Reads, to determine the changes. */
  PLAN = 'plan',

  /** Makes the changes. */
  APPLY = 'apply',

  /** Both phases. */
  ANY = '*',
}

/** A workspace of HCP Terraform or Terraform Enterprise. */
export interface TerraformWorkspace {
  /** The name of the organization. */
  readonly organization: string;

  /** The name of the project, such as `Default Project`; in a pattern `*` stands for any text. */
  readonly project: string;

  /** The name of the workspace; in a pattern `*` stands for any text. */
  readonly workspace: string;
}

/**
 * A run of HCP Terraform (Terraform Cloud), or of your own Terraform Enterprise. Use a read-only role for plans.
 *
 * Source: HashiCorp Developer, "Use dynamic credentials with the AWS provider".
 *
 * @example
 * const provider = new OidcProvider(this, 'Terraform', { url: TerraformCloudSubject.ISSUER, clientIds: ['aws.workload.identity'] });
 * const workspace = { organization: 'my-organization', project: 'Default Project', workspace: 'network' };
 * new OidcRole(this, 'Apply', { provider, subjects: [TerraformCloudSubject.run(workspace, TerraformRunPhase.APPLY)] });
 */
export class TerraformCloudSubject extends OidcSubject {
  /** The issuer of the tokens of HCP Terraform. */
  public static readonly ISSUER = 'https://app.terraform.io';

  /**
   * Admits the runs of a workspace.
   *
   * @throws if HCP Terraform does not allow a name, or if the organization contains a wildcard
   */
  public static run(workspace: TerraformWorkspace, phase: TerraformRunPhase): TerraformCloudSubject {
    return new TerraformCloudSubject(workspace, phase);
  }

  /** @internal */
  public readonly _config: OidcSubjectConfig;

  private constructor({ organization, project, workspace }: TerraformWorkspace, phase: TerraformRunPhase) {
    super();
    requireOne('organization', organization, /^[\w-]{1,40}$/, 'specify the name of one organization');
    requirePattern('project', project, /^[^:$]{1,40}$/, 'the name of a project has 1 to 40 characters');
    requirePattern('workspace', workspace, /^[\w*?-]{1,90}$/, 'the name of a workspace has 1 to 90 letters, digits and characters of _-');
    this._config = {
      ...ANY_CLAIMS,
      subjects: [`organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`],
      ...[project, workspace].some(mayHoldWildcard) ? { excluded: REPEATED } : {},
      audiences: ['aws.workload.identity'],
      issuer: { name: 'HCP Terraform (https://app.terraform.io) or the URL of a Terraform Enterprise', pattern: /^[\w.-]+$/ },
    };
  }
}

/**
 * A project or workspace with a name like the rest of a subject would match another one. HCP Terraform does not allow such names; the
 * exclusion covers a future change.
 */
const REPEATED = ['*:workspace:*:workspace:*', '*:run_phase:*:run_phase:*'];
