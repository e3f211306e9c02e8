import { NotKnownAtSynth } from './intrinsic';
import { TemplateResource, TemplateResources } from './template-resources';
import { InvalidInputError } from '../../private/errors';
import { isAboutNotPrincipal, readPolicy } from '../policy/read-policy';
import { DEPLOYMENT, Layer, Statement } from '../policy/statement';
import { unknownPolicy } from '../policy/unknown-policy';

/** The documents of managed policies that are in no template, by name with path or by ARN; nothing if they are not known. */
export type ManagedPolicyDocument = (nameOrArn: string) => object | undefined;

const LISTS: Record<string, string> = { 'AWS::IAM::Group': 'Groups', 'AWS::IAM::Role': 'Roles', 'AWS::IAM::User': 'Users' };
const SINGLE: Record<string, { readonly type: string; readonly property: string }> = {
  'AWS::IAM::Group': { type: 'AWS::IAM::GroupPolicy', property: 'GroupName' },
  'AWS::IAM::Role': { type: 'AWS::IAM::RolePolicy', property: 'RoleName' },
  'AWS::IAM::User': { type: 'AWS::IAM::UserPolicy', property: 'UserName' },
};

/** Reads what an identity carries: managed and inline policies, those of the groups of a user, and the permissions boundary. */
export class IdentityPolicies {
  private readonly known = new Map<string, Statement[]>();

  constructor(private readonly templates: TemplateResources, private readonly documentOf: ManagedPolicyDocument) {}

  public layers(identity: TemplateResource): Layer[] {
    const statements = [identity, ...this.namedGroups(identity)].flatMap((each) => (
      typeof each === 'string' ? unknownPolicy(`of the group ${each}`, 'the group is not in the app') : this.carriedBy(each)
    ));
    const boundary = identity.properties.PermissionsBoundary;
    return [
      { name: 'identity-based policies', mustAllow: true, statements },
      ...boundary ? [{ name: 'permissions boundary', mustAllow: true, statements: this.managed(identity, boundary) }] : [],
    ];
  }

  public trust(role: TemplateResource): Layer {
    return { name: 'trust policy', mustAllow: true, statements: this.document(`${role.id}, trust policy`, role, role.properties.AssumeRolePolicyDocument) };
  }

  /** The groups of a user that a template makes; none for others. */
  public groupsOf(identity: TemplateResource): TemplateResource[] {
    return this.namedGroups(identity).filter((group): group is TemplateResource => typeof group !== 'string');
  }

  /** A group that no template makes is its name. */
  private namedGroups(identity: TemplateResource): (TemplateResource | string)[] {
    if (identity.type !== 'AWS::IAM::User') return [];
    const added = this.templates.all('AWS::IAM::UserToGroupAddition').filter((addition) => this.names(addition, 'Users', identity));
    return [identity, ...added].flatMap((from) => (
      [from === identity ? from.properties.Groups ?? [] : from.properties.GroupName].flat()
        .map((group) => this.templates.referred(from, group, ['AWS::IAM::Group']))
    ));
  }

  private carriedBy(identity: TemplateResource): Statement[] {
    const { ManagedPolicyArns = [], Policies = [] } = identity.properties;
    const attached: any[] = Array.isArray(ManagedPolicyArns) ? ManagedPolicyArns : [ManagedPolicyArns];
    const attaching = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'].flatMap((type) => (
      this.templates.all(type).filter((policy) => this.names(policy, LISTS[identity.type], identity))
    ));
    const { type, property } = SINGLE[identity.type];
    const inline = this.templates.all(type)
      .filter((policy) => this.templates.referred(policy, policy.properties[property], [identity.type]) === identity);
    return [
      ...attached.flatMap((arn) => this.managed(identity, arn)),
      ...[...attaching, ...inline].flatMap((policy) => this.document(policy.id, policy, policy.properties.PolicyDocument)),
      ...Policies.flatMap((policy: any, index: number) => (
        this.document(`${identity.id}, policy ${typeof policy.PolicyName === 'string' ? policy.PolicyName : index + 1}`, identity, policy.PolicyDocument)
      )),
    ];
  }

  private names(resource: TemplateResource, list: string, identity: TemplateResource): boolean {
    return [resource.properties[list] ?? []].flat().some((each) => this.templates.referred(resource, each, [identity.type]) === identity);
  }

  private managed(identity: TemplateResource, arn: any): Statement[] {
    const referred = this.templates.referred(identity, arn, ['AWS::IAM::ManagedPolicy']);
    if (typeof referred !== 'string') return this.document(referred.id, referred, referred.properties.PolicyDocument);
    const name = /^arn:(?:\$\{[^}]*\}|[^:]+):iam::aws:policy\/(.+)$/.exec(referred)?.[1];
    return this.known.get(name ?? referred) ?? this.readManaged(name ?? referred);
  }

  /** Many identities carry the same policy of AWS, and the larger ones have a thousand patterns. */
  private readManaged(name: string): Statement[] {
    const document = this.documentOf(name);
    const statements = document ? readPolicy(name, document) : unknownPolicy(name, 'its text is not in the app');
    this.known.set(name, statements);
    return statements;
  }

  private document(name: string, resource: TemplateResource, document: any): Statement[] {
    try {
      return readPolicy(name, this.templates.resolve(resource, document));
    } catch (error) {
      if (error instanceof NotKnownAtSynth) return unknownPolicy(name, `it depends on ${error.message}`);
      // What stands for a value of the deployment is no action, number, date or address.
      if (error instanceof InvalidInputError && !isAboutNotPrincipal(error) && error.message.includes(`\${${DEPLOYMENT}`)) {
        return unknownPolicy(name, 'it holds a value that only the deployment knows');
      }
      throw error;
    }
  }
}
