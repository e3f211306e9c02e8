/** Claims that name the owner of the repository a job runs in, with their values up to the end of the owner or number. */
const OWNER = /^((repo|repository|workflow_ref):[^*?/:]+\/|(repository_owner|repository_owner_id|repository_id|enterprise|enterprise_id):[^*?:]+(:|$))/;

/**
 * Claims whose values cannot contain a colon: Git forbids it in names, and GitHub writes it as %3A in the name of an environment. The
 * name of a workflow and the custom properties of a repository can contain one.
 */
const WITHOUT_COLON = /^(ref|head_ref|base_ref|ref_type|ref_protected|environment|actor|actor_id|event_name|repository_visibility|run_id|run_number|run_attempt|runner_environment|sha|workflow_sha|job_workflow_sha|check_run_id):[^*?:]*:/;
const PULL_REQUEST = /^pull_request:/;
/**
 * The repository at the beginning is the one of the reusable workflow. Its files and references contain nothing that the owner of another
 * repository chooses.
 */
const REUSABLE_WORKFLOW = /^job_workflow_ref:[\w-]+\/[\w.-]+\/\.github\/workflows\/[\w.-]+\.ya?ml@[^*?:]+:/;

/**
 * Whether only jobs of one owner can have a subject of GitHub.
 *
 * Each owner chooses which claims form the subject of their repositories, and in which order. The names of the claims in a subject show
 * which choice it needs, provided that no value can imitate further claims. The owner must therefore be named before the first wildcard
 * and before the first value that can contain a colon.
 *
 * Source: GitHub Docs, "OpenID Connect reference", Customizing the subject claims for an organization or repository.
 */
export function namesGitHubOwner(subject: string): boolean {
  if (OWNER.test(subject)) return true;
  const first = [WITHOUT_COLON, PULL_REQUEST, REUSABLE_WORKFLOW].map((claim) => claim.exec(subject)?.[0]).find((text) => text !== undefined);
  return first !== undefined && namesGitHubOwner(subject.slice(first.length));
}
