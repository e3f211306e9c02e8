import { Token } from 'aws-cdk-lib';
import { invalid } from '../private/errors';

interface SharedIssuer {
  readonly issuer: RegExp;
  /** How a subject begins that leaves open nothing of whose it is. */
  readonly subject: RegExp;
  readonly rule: string;
}

/**
 * Issuers that everybody gets tokens from: only the subject says whose they are. GitHub lets people choose what their subjects are
 * made of, so that one that names no owner can be had by anybody.
 *
 * Source: IAM User Guide, "Identity-provider controls for shared OIDC providers".
 */
const SHARED: SharedIssuer[] = [
  {
    issuer: /^token\.actions\.githubusercontent\.com$/,
    subject: /^(repo:[^*?/:]+[/:]|(repository|repository_owner|repository_id|repository_owner_id|enterprise|enterprise_id):[^*?/:]+([/:]|$))/,
    rule: 'a subject of GitHub begins with the owner of the repository, such as repo:octo-org/, and has no wildcard before its end',
  },
  { issuer: /^gitlab\.com$/, subject: /^project_path:[^*?/:]+\//, rule: 'a subject of GitLab begins with project_path: and a group without wildcards' },
  { issuer: /^app\.terraform\.io$/, subject: /^organization:[^*?:]+:/, rule: 'a subject of HCP Terraform begins with organization: and one without wildcards' },
  { issuer: /^agent\.buildkite\.com$/, subject: /^organization:[^*?:]+:/, rule: 'a subject of Buildkite begins with organization: and one without wildcards' },
  { issuer: /^accounts\.google\.com$/, subject: /^[^*?]+$/, rule: 'the subject of Google is the number of one account' },
];

/** Refuses a subject that others than the owner of the account can have the issuer put into a token. */
export function requireOwnSubject(issuer: string, subject: string, property: string = 'subjects'): void {
  if (Token.isUnresolved(subject)) return;
  const shared = SHARED.find((candidate) => candidate.issuer.test(issuer));
  if (shared && !shared.subject.test(subject)) {
    throw invalid(property, subject, `anybody with an account at ${issuer} could satisfy it: ${shared.rule}`);
  }
}
