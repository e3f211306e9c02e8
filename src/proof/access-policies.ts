import { IConstruct } from 'constructs';
import { DeploymentOptions } from './deployment-options';
import { managedPolicyDocument } from './policy/managed-policy-documents';
import { parsePolicy } from './policy/parse-policy';
import { readPolicy } from './policy/read-policy';
import { Access, Layer } from './policy/statement';
import { deploymentOf, identityOf, templatesOf } from './template/construct-template';
import { IdentityPolicies } from './template/identity-policies';
import { KnownDeployment } from './template/intrinsic';
import { readTemplate } from './template/read-template';
import { TemplateResource, TemplateResources } from './template/template-resources';
import { invalid } from '../private/errors';
import { requireKnownKeys, text } from '../private/known-keys';

/** What the policies are read from, at the moment of a question. */
interface Source {
  readonly layers: (options: ReadOptions) => Layer[];
  /** Where tokens of a question are resolved. */
  readonly scope?: IConstruct;
  readonly deployment: KnownDeployment;
}

interface ReadOptions {
  readonly deployment: KnownDeployment;
  readonly documents: ReadonlyMap<string, string>;
}

/**
 * The policies that decide what an identity may do, for an `AccessProof`.
 *
 * They are read when a question is asked, so that what the app adds until then counts. What only a deployment knows may be any value.
 * Resource-based policies, which may allow more to a principal that they name, are not among them.
 *
 * @example
 * const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
 * const policies = AccessPolicies.of(role).withServiceControlPolicies(JSON.stringify({
 *   Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
 * }));
 * new AccessProof(policies).allowsNothing({ actions: ['organizations:*'] }).requireProved();
 */
export class AccessPolicies {
  /**
   * The policies of a group, a role or a user of the app: managed and inline ones, those of the groups of the user, and the permissions
   * boundary, whatever construct attaches them.
   *
   * The documents of the managed policies of AWS that the job functions of this library use are known. Any other makes an answer that
   * depends on it unknown: see `withManagedPolicy`.
   *
   * @param identity a construct that makes a group, a role or a user
   * @throws if a question is asked and the construct makes none
   */
  public static of(identity: IConstruct): AccessPolicies {
    const layers = ({ deployment, documents }: ReadOptions) => {
      const templates = templatesOf(identity, deployment);
      return new IdentityPolicies(templates, documentIn(documents)).layers(identityOf('identity', identity, templates));
    };
    return new AccessPolicies({ layers, scope: identity, deployment: deploymentOf(identity) });
  }

  /**
   * The trust policy of a role of the app: which principals may assume it. The condition key `request:principal` stands for the principal, such as
   * `AWS:arn:aws:iam::123456789012:role/app` or `Service:ec2.amazonaws.com`.
   *
   * @param role a construct that makes a role
   * @throws if a question is asked and the construct makes none
   */
  public static ofTrust(role: IConstruct): AccessPolicies {
    const layers = ({ deployment, documents }: ReadOptions) => {
      const templates = templatesOf(role, deployment);
      const resource = identityOf('role', role, templates);
      if (resource.type !== 'AWS::IAM::Role') throw invalid('role', role.node.path, 'it must be a role: groups and users have no trust policy');
      return [new IdentityPolicies(templates, documentIn(documents)).trust(resource)];
    };
    return new AccessPolicies({ layers, scope: role, deployment: deploymentOf(role) });
  }

  /**
   * The policies of a group, a role or a user of a synthesized template.
   *
   * @param template the text of the template, in JSON
   * @param identity the logical id of the group, role or user, or its name
   * @throws if the text is no JSON, with the position; if a question is asked and the template has no such identity
   */
  public static fromTemplate(template: string, identity: string): AccessPolicies {
    const resources = readTemplate('template', template);
    return AccessPolicies._ofResources(resources, (templates) => templates.identity('identity', identity));
  }

  /**
   * The policies of an identity of synthesized templates.
   *
   * @internal
   */
  public static _ofResources(resources: TemplateResource[], identityIn: (templates: TemplateResources) => TemplateResource): AccessPolicies {
    const layers = ({ deployment, documents }: ReadOptions) => {
      const templates = new TemplateResources(resources, deployment);
      return new IdentityPolicies(templates, documentIn(documents)).layers(identityIn(templates));
    };
    return new AccessPolicies({ layers, deployment: {} });
  }

  /**
   * The trust policy of a role of synthesized templates.
   *
   * @internal
   */
  public static _ofTrustIn(resources: TemplateResource[], role: TemplateResource): AccessPolicies {
    const layers = ({ deployment, documents }: ReadOptions) => (
      [new IdentityPolicies(new TemplateResources(resources, deployment), documentIn(documents)).trust(role)]
    );
    return new AccessPolicies({ layers, deployment: {} });
  }

  /**
   * Policies of one identity, given as text.
   *
   * @param policies policy documents in JSON, at least one
   * @throws if a text is no JSON, with the position, or no policy
   */
  public static fromJson(...policies: string[]): AccessPolicies {
    if (policies.length === 0) throw invalid('policies', policies, 'give at least one policy');
    const statements = policies.flatMap((policy, index) => documentOf(policies.length === 1 ? 'policy' : `policy ${index + 1}`, policy));
    return new AccessPolicies({ layers: () => [{ name: 'identity-based policies', mustAllow: true, statements }], deployment: {} });
  }

  private constructor(
    private readonly source: Source,
    private readonly added: Layer[] = [],
    private readonly documents: ReadonlyMap<string, string> = new Map(),
    private readonly deployment: KnownDeployment = {},
  ) {}

  /**
   * The same policies under a permissions boundary.
   *
   * @param boundary a policy document in JSON
   */
  public withPermissionsBoundary(boundary: string): AccessPolicies {
    return this.withLayer('permissions boundary', true, [boundary]);
  }

  /**
   * The same policies in a session with a session policy.
   *
   * @param policy a policy document in JSON
   */
  public withSessionPolicy(policy: string): AccessPolicies {
    return this.withLayer('session policy', true, [policy]);
  }

  /**
   * The same policies under the service control policies of one level of an organization: its root, a unit or the account. Each level must
   * allow a request, so call it for each.
   *
   * @param policies policy documents in JSON, with `FullAWSAccess` if the level has it
   */
  public withServiceControlPolicies(...policies: string[]): AccessPolicies {
    if (policies.length === 0) throw invalid('policies', policies, 'a level without a service control policy allows nothing: give at least one');
    return this.withLayer(`service control policies, level ${this.added.length + 1}`, true, policies);
  }

  /**
   * The same policies under resource control policies, which only deny.
   *
   * @param policies policy documents in JSON, without `RCPFullAWSAccess`
   */
  public withResourceControlPolicies(...policies: string[]): AccessPolicies {
    return this.withLayer('resource control policies', false, policies);
  }

  /**
   * The same policies with the document of a managed policy that the app only names, such as one of AWS.
   *
   * @param name the name with its path of a policy of AWS, such as `ReadOnlyAccess`, or the ARN of another policy
   * @param document the policy document in JSON
   */
  public withManagedPolicy(name: string, document: string): AccessPolicies {
    documentOf(name, document);
    return new AccessPolicies(this.source, this.added, new Map([...this.documents, [name, document]]), this.deployment);
  }

  /**
   * The same policies as they are deployed into one account. An environment of the stack is known without it.
   */
  public inDeployment(deployment: DeploymentOptions): AccessPolicies {
    requireKnownKeys(deployment, { partition: text, account: text, region: text });
    return new AccessPolicies(this.source, this.added, this.documents, { ...this.deployment, ...deployment });
  }

  /** @internal */
  public _access(): Access {
    return { layers: [...this.source.layers({ deployment: this._deployment, documents: this.documents }), ...this.added] };
  }

  /** @internal */
  public get _scope(): IConstruct | undefined {
    return this.source.scope;
  }

  /** @internal */
  public get _deployment(): KnownDeployment {
    return { ...this.source.deployment, ...this.deployment };
  }

  private withLayer(name: string, mustAllow: boolean, policies: string[]): AccessPolicies {
    const statements = policies.flatMap((policy, index) => documentOf(policies.length === 1 ? name : `${name}, policy ${index + 1}`, policy));
    return new AccessPolicies(this.source, [...this.added, { name, mustAllow, statements }], this.documents, this.deployment);
  }
}

function documentOf(name: string, policy: string) {
  return readPolicy(name, parsePolicy(name, policy));
}

function documentIn(documents: ReadonlyMap<string, string>): (nameOrArn: string) => object | undefined {
  return (nameOrArn) => documents.has(nameOrArn) ? JSON.parse(documents.get(nameOrArn)!) : managedPolicyDocument(nameOrArn);
}
