import { Annotations, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BaselineRoleProps } from '../baseline-role-props';
import { oidcTrusts, oidcWarnings } from './oidc-role-trust';
import { OidcSubject } from '../../trust/oidc/oidc-subject';
import { TrustingRole } from '../trusting-role';

/** "IAM and AWS STS quotas", IAM User Guide: characters of a trust policy before a quota increase. */
const TRUST_POLICY_QUOTA = 2048;

/** Properties of an `OidcRole`. */
export interface OidcRoleProps extends BaselineRoleProps {
  /**
   * Where the tokens come from: an `OidcProvider`, or one imported with `OidcProvider.fromIssuer`.
   *
   * @default - none; IAM knows Cognito, Google, Facebook and Login with Amazon
   */
  readonly provider?: iam.IOidcProvider;

  /** For whom the tokens must have been made; any one of these will do. */
  readonly subjects: OidcSubject[];

  /**
   * For what the tokens must have been made, their `aud` claim.
   *
   * @default - what the subjects say, such as `sts.amazonaws.com` for GitHub Actions
   */
  readonly audience?: string;

  /**
   * Whether the provider may pass session tags (`sts:TagSession`). A token with session tags assumes no role that does not allow it.
   *
   * @default false
   */
  readonly sessionTags?: boolean;

  /**
   * Whether the provider may set a source identity (`sts:SetSourceIdentity`), which stays when the session assumes further roles.
   *
   * @default false
   */
  readonly sourceIdentity?: boolean;
}

/**
 * A role for those who come with a token of an OpenID Connect provider: workflows, pods, users of an application. The audience and
 * the subject of the token are always checked, and a trust that anybody outside could satisfy, or nobody ever could, is refused.
 *
 * Only the subjects of `GitHubSubject`, `GitLabSubject` and the like know what their provider puts into a token; `OidcSubject` is for
 * all others. Costs nothing.
 *
 * Sources: IAM User Guide, "Create a role for OpenID Connect federation"; AWS STS API Reference, "AssumeRoleWithWebIdentity".
 *
 * @example
 * const repository = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
 * new OidcRole(this, 'Deploy', {
 *   provider: OidcProvider.fromIssuer(this, 'GitHub', GitHubSubject.ISSUER),
 *   subjects: [GitHubSubject.environment(repository, 'production')],
 *   jobFunctions: [JobFunction.POWER_USER],
 * });
 */
export class OidcRole extends TrustingRole {
  /**
   * @throws if there is no subject, the provider is not theirs or its issuer is not known at synthesis, the audience is one that it
   * does not take, anybody outside could satisfy a subject, or a name, path or duration is none that IAM takes
   */
  constructor(scope: Construct, id: string, props: OidcRoleProps) {
    const subjects = props.subjects.map((subject) => subject._config);
    const [first, ...others] = oidcTrusts(props, subjects);
    super(scope, id, { ...props, trust: first });
    for (const trust of others) {
      this.assumeRolePolicy!.addStatements(...trust.statements());
      trust.check(this, props.maxSessionDuration);
    }
    for (const [warning, text] of Object.entries(oidcWarnings(props, subjects))) {
      Annotations.of(this).addWarningV2(`cdk-secure-account-baseline:${warning}`, text);
    }
    this.node.addValidation({ validate: () => this.warnOfSize() });
  }

  /** At synth, since statements may come later, and so may what lazy values stand for. */
  private warnOfSize(): string[] {
    const size = JSON.stringify(Stack.of(this).resolve(this.assumeRolePolicy)).length;
    if (size > TRUST_POLICY_QUOTA) {
      // Of what lies below, since acknowledgements count for that alone.
      Annotations.of(this.node.defaultChild ?? this).addWarningV2('cdk-secure-account-baseline:trustPolicySize',
        `The trust policy has about ${size} characters, and IAM takes ${TRUST_POLICY_QUOTA} unless the quota was raised: use patterns or split the role`);
    }
    return [];
  }
}
