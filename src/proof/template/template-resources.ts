import { IntrinsicText, KnownDeployment } from './intrinsic';
import { invalid } from '../../private/errors';

/** A resource of a template. */
export interface TemplateResource {
  /** The template that it stands in, since logical ids repeat in others. */
  readonly template: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Record<string, any>;
}

/** The kinds of identities, with the property that holds the name, and the place of the name in the ARN. */
const NAMED: Record<string, { readonly name: string; readonly kind: string }> = {
  'AWS::IAM::Group': { name: 'GroupName', kind: 'group' },
  'AWS::IAM::ManagedPolicy': { name: 'ManagedPolicyName', kind: 'policy' },
  'AWS::IAM::Role': { name: 'RoleName', kind: 'role' },
  'AWS::IAM::User': { name: 'UserName', kind: 'user' },
};

/** The resources of one or more templates, with the texts of the references between them. */
export class TemplateResources {
  /** Those whose name or ARN is being read. */
  private readonly reading = new Set<TemplateResource>();

  constructor(private readonly resources: TemplateResource[], private readonly deployment: KnownDeployment) {}

  public all(type: string): TemplateResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** @throws InvalidInputError if there is no such identity */
  public identity(property: string, id: string): TemplateResource {
    const identities = this.resources.filter(({ type }) => ['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'].includes(type));
    const found = identities.find((resource) => resource.id === id)
      ?? identities.find((resource) => resource.properties[NAMED[resource.type].name] === id);
    if (found) return found;
    const known = identities.map((resource) => resource.id);
    throw invalid(property, id, known.length === 0
      ? 'the template has no group, role or user'
      : `the template has no such group, role or user. Use one of ${known.slice(0, 20).join(', ')}`);
  }

  /** A value of a resource with its intrinsic functions resolved. */
  public resolve(resource: TemplateResource, value: any): any {
    return new IntrinsicText(this.deployment, (id, attribute) => this.textOf(this.find(resource.template, id), attribute)).resolve(value);
  }

  /** The resource that a value refers to, by reference or by name; the text of the value if there is none. */
  public referred(from: TemplateResource, value: any, types: string[]): TemplateResource | string {
    const [[name, argument] = ['', undefined]] = typeof value === 'object' && value !== null ? Object.entries<any>(value) : [];
    const id = name === 'Ref' ? argument : name === 'Fn::GetAtt' ? [argument].flat()[0].split('.')[0] : undefined;
    const found = id === undefined ? undefined : this.find(from.template, id);
    if (found && types.includes(found.type)) return found;
    const text = String(this.resolve(from, value));
    return this.resources.find((resource) => types.includes(resource.type)
      && (resource.properties[NAMED[resource.type].name] === text || this.textOf(resource, 'Arn') === text)) ?? text;
  }

  /** The ARN of a group, a role or a user. */
  public arn(identity: TemplateResource): string {
    return this.textOf(identity, 'Arn')!;
  }

  private find(template: string, id: string): TemplateResource | undefined {
    const candidates = this.resources.filter((resource) => resource.id === id);
    return candidates.find((resource) => resource.template === template) ?? (candidates.length === 1 ? candidates[0] : undefined);
  }

  private textOf(resource: TemplateResource | undefined, attribute?: string): string | undefined {
    const named = resource && NAMED[resource.type];
    if (!named) return undefined;
    const isArn = attribute === 'Arn' || attribute === 'PolicyArn' || (attribute === undefined && named.kind === 'policy');
    if (attribute !== undefined && !isArn) return undefined;
    const name = resource.properties[named.name] ?? { Ref: `name of ${resource.id}` };
    if (this.reading.has(resource)) throw invalid(`${resource.id}, ${named.name}`, name, 'it refers to itself. CloudFormation refuses circular references');
    this.reading.add(resource);
    try {
      return String(this.resolve(resource, isArn
        ? { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, `:${named.kind}`, resource.properties.Path ?? '/', name]] }
        : name));
    } finally {
      this.reading.delete(resource);
    }
  }
}
