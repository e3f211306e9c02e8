import { Token } from 'aws-cdk-lib';
import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, OidcIssuers, OidcSubjectConfig, requireOne } from '../../../trust/oidc/oidc-subject-config';

/** A Bitbucket repository. Its settings show all three values under "OpenID Connect". */
export interface BitbucketRepository {
  /** The name of the workspace, as in URLs. */
  readonly workspace: string;

  /** The UUID of the workspace, with or without braces. */
  readonly workspaceUuid: string;

  /** The UUID of the repository, with or without braces. */
  readonly repositoryUuid: string;
}

/**
 * A step of Bitbucket Pipelines. The issuer identifies the workspace, and the UUID identifies the repository and is never reused. The
 * subject does not contain the branch of a step: use deployment environments to distinguish steps.
 *
 * Source: Bitbucket Support, "Deploy on AWS using Bitbucket Pipelines OpenID Connect".
 *
 * @example
 * const repository = {
 *   workspace: 'my-workspace',
 *   workspaceUuid: '4f1b3a52-0c1d-4e7a-9b57-6a1c5d2e8f90',
 *   repositoryUuid: '0d9c8b7a-6f5e-4d3c-8b1a-000000000001',
 * };
 * const provider = new OidcProvider(this, 'Bitbucket', {
 *   url: BitbucketSubject.issuer(repository),
 *   clientIds: [BitbucketSubject.audience(repository)],
 * });
 * new OidcRole(this, 'Deploy', { provider, subjects: [BitbucketSubject.repository(repository)] });
 */
export class BitbucketSubject extends OidcSubject {
  /** The issuer of the tokens of the repository's workspace. */
  public static issuer(repository: BitbucketRepository): string {
    return `https://api.bitbucket.org/2.0/workspaces/${repository.workspace}/pipelines-config/identity/oidc`;
  }

  /** The audience of the tokens of the repository's workspace. */
  public static audience(repository: BitbucketRepository): string {
    return `ari:cloud:bitbucket::workspace/${uuid('workspaceUuid', repository.workspaceUuid)}`;
  }

  /**
   * Admits every step of the repository, including those of deployments.
   *
   * @throws if a UUID is malformed
   */
  public static repository(repository: BitbucketRepository): BitbucketSubject {
    return new BitbucketSubject(repository, '*');
  }

  /**
   * Admits the steps that deploy to an environment.
   *
   * @param environmentUuid the UUID of the deployment environment, with or without braces
   * @throws if a UUID is malformed
   */
  public static deployment(repository: BitbucketRepository, environmentUuid: string): BitbucketSubject {
    return new BitbucketSubject(repository, `{${uuid('environmentUuid', environmentUuid)}}:*`);
  }

  /** @internal */
  public readonly _config: OidcSubjectConfig;

  private constructor(repository: BitbucketRepository, steps: string) {
    super();
    requireOne('workspace', repository.workspace, /^[\w-]{1,62}$/, 'specify the name of one workspace');
    this._config = {
      ...ANY_CLAIMS,
      subjects: [`{${uuid('repositoryUuid', repository.repositoryUuid)}}:${steps}`],
      audiences: [BitbucketSubject.audience(repository)],
      issuer: issuers(repository),
    };
  }
}

function uuid(property: string, value: string): string {
  if (Token.isUnresolved(value)) return value;
  requireOne(property, value, /^(\{[0-9a-fA-F-]{36}\}|[0-9a-fA-F-]{36})$/, 'a UUID has 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12');
  return value.replace(/[{}]/g, '').toLowerCase();
}

function issuers(repository: BitbucketRepository): OidcIssuers {
  const issuer = BitbucketSubject.issuer(repository);
  return { name: `the workspace ${repository.workspace} (${issuer})`, pattern: Token.isUnresolved(issuer) ? /./ : exactly(issuer) };
}

function exactly(issuer: string): RegExp {
  return new RegExp(`^${issuer.replace('https://', '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
