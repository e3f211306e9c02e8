/** Claims that say whose repository a job runs in, and their values up to where the owner or the number ends. */
const OWNER = /^((repo|repository|workflow_ref):[^*?/:]+\/|(repository_owner|repository_owner_id|repository_id|enterprise|enterprise_id):[^*?:]+(:|$))/;

/**
 * Claims whose values hold no colon: names of Git cannot, and GitHub writes that of an environment as %3A. The name of a workflow can, and
 * so can a property of a repository.
 */
const WITHOUT_COLON = /^(ref|head_ref|base_ref|ref_type|ref_protected|environment|actor|actor_id|event_name|repository_visibility|run_id|run_number|run_attempt|runner_environment|sha|workflow_sha|job_workflow_sha|check_run_id):[^*?:]*:/;
const PULL_REQUEST = /^pull_request:/;
/** The repository that it begins with is the one of the reusable workflow, whose files and references do not hold what the owner of another one chooses. */
const REUSABLE_WORKFLOW = /^job_workflow_ref:[\w-]+\/[\w.-]+\/\.github\/workflows\/[\w.-]+\.ya?ml@[^*?:]+:/;

/**
 * Whether a subject of GitHub can only be that of jobs of one owner.
 *
 * Everyone chooses for their own repositories which claims a subject is made of, and in which order. The names of the claims in a subject
 * tell which choice it needs, as long as no value can hold what looks like further claims. So the owner must be named before the first
 * wildcard and before the first value that may hold a colon.
 *
 * Source: GitHub Docs, "OpenID Connect reference", Customizing the subject claims for an organization or repository.
 */
export function namesGitHubOwner(subject: string): boolean {
  if (OWNER.test(subject)) return true;
  const first = [WITHOUT_COLON, PULL_REQUEST, REUSABLE_WORKFLOW].map((claim) => claim.exec(subject)?.[0]).find((text) => text !== undefined);
  return first !== undefined && namesGitHubOwner(subject.slice(first.length));
}
