import { Construct } from 'constructs';
import { inConstruct } from '../../private/errors';
import { OidcTrustOptions } from '../../trust/options/oidc-trust-options';
import { RoleTrust } from '../../trust/role-trust';
import { BaselineRole } from '../baseline-role';
import { BaselineRoleOptions } from '../baseline-role-options';
import { requireOwnTrust } from '../own-trust';

/** Properties of an `OidcRole`. */
export interface OidcRoleProps extends BaselineRoleOptions, OidcTrustOptions {}

/**
 * A role for workflows, pods and users with a token of an OpenID Connect provider, see `RoleTrust.oidc`.
 *
 * The role always checks the audience and the subject of the token. A trust that a stranger could satisfy, or that no token ever could,
 * is refused. Only the classes for one provider, such as `GitHubSubject` and `GitLabSubject`, check the form of a subject; `OidcSubject`
 * is for all other providers.
 *
 * Free of charge. Sources: IAM User Guide, "Create a role for OpenID Connect federation"; AWS STS API Reference,
 * "AssumeRoleWithWebIdentity".
 *
 * @example
 * const repository = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
 * new OidcRole(this, 'Deploy', {
 *   provider: OidcProvider.fromIssuer(this, 'GitHub', GitHubSubject.ISSUER),
 *   subjects: [GitHubSubject.environment(repository, 'production')],
 *   jobFunctions: [JobFunction.POWER_USER],
 * });
 */
export class OidcRole extends BaselineRole {
  /**
   * @throws if there is no subject, if the provider is not that of the subjects or its issuer is not known at synthesis, if it does not
   * accept the audience, if a stranger could satisfy a subject, or if a name, path or duration is out of range
   */
  constructor(scope: Construct, id: string, props: OidcRoleProps) {
    const { provider, subjects, audience, sessionTags, sourceIdentity, ...role } = props;
    const trust = { provider, subjects, audience, sessionTags, sourceIdentity };
    const assumedBy = inConstruct(scope, id, () => {
      requireOwnTrust(props, 'OidcRole', '`provider` and `subjects`');
      return RoleTrust.oidc(trust);
    });
    super(scope, id, { ...role, assumedBy });
  }
}
