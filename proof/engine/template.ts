import { App, Stack } from 'aws-cdk-lib';
import { awsManagedPolicy } from './aws-managed-policies';
import { Policy } from './policy';

/** The assumed target of the template's deployment. */
export interface Deployment {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

export const COMMERCIAL: Deployment = { partition: 'aws', account: '123456789012', region: 'eu-west-1' };

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, any>;
}

/** A synthesized template whose policies read as in the account, with every reference resolved. */
export class LoadedTemplate {
  public readonly stackName: string;
  private readonly resources: Record<string, Resource>;
  /** Resolved once, so that every comparison and compilation of statements gets the same objects. */
  private readonly resolved = new Map<string, Record<string, any>>();
  private readonly policies = new Map<string, Policy[]>();

  constructor(stackName: string, private readonly template: any, public readonly deployment: Deployment) {
    this.stackName = stackName;
    this.resources = template.Resources ?? {};
  }

  /** The resource of a type, by its logical ID, its name, or the construct ID with which its logical ID begins. */
  public find(type: string, idOrName: string): string {
    const ids = Object.keys(this.resources).filter((id) => this.resources[id].Type === type);
    const exact = ids.find((id) => id === idOrName || this.nameOf(id) === idOrName);
    const begun = ids.filter((id) => id.startsWith(idOrName));
    const found = exact ?? (begun.length === 1 ? begun[0] : undefined);
    if (!found) throw new Error(`No single ${type} is named ${idOrName}: there are ${ids.join(', ') || 'none'}`);
    return found;
  }

  public idsOf(type: string): string[] {
    return Object.keys(this.resources).filter((id) => this.resources[id].Type === type);
  }

  /** The types of the resources, without repetition. */
  public get types(): string[] {
    return [...new Set(Object.values(this.resources).map(({ Type }) => Type))];
  }

  public properties(id: string): Record<string, any> {
    if (!this.resolved.has(id)) this.resolved.set(id, this.resolve(this.resources[id].Properties ?? {}));
    return this.resolved.get(id)!;
  }

  public arnOf(id: string): string {
    return this.attribute(id, 'Arn');
  }

  public nameOf(id: string): string {
    const properties = this.resources[id].Properties ?? {};
    const named = [
      'BucketName', 'FunctionName', 'GroupName', 'InstanceProfileName', 'LogGroupName', 'ManagedPolicyName', 'Name', 'RoleName', 'TopicName', 'TrailName', 'UserName',
    ]
      .map((name) => properties[name]).find((name) => name !== undefined);
    // CloudFormation's generated names begin with this text; the rest is unknown.
    return named === undefined ? `${this.stackName}-${id}` : this.resolve(named);
  }

  /** Every policy that a group, role or user carries: managed ones of the template and of AWS, and inline ones. */
  public policiesOf(id: string): Policy[] {
    if (!this.policies.has(id)) this.policies.set(id, this.carried(id));
    return [...this.policies.get(id)!];
  }

  public managedPolicy(id: string): Policy {
    return { name: id, policy: this.properties(id).PolicyDocument };
  }

  private carried(id: string): Policy[] {
    const properties = this.properties(id);
    const attached = (properties.ManagedPolicyArns ?? []).map((arn: string) => this.policyOfArn(arn));
    const attaching = this.idsOf('AWS::IAM::ManagedPolicy')
      .filter((policy) => ['Groups', 'Roles', 'Users'].some((list) => this.properties(policy)[list]?.includes(this.nameOf(id))))
      .map((policy) => this.managedPolicy(policy));
    const inline = [
      ...(properties.Policies ?? []).map((policy: any) => ({ name: policy.PolicyName, policy: policy.PolicyDocument })),
      ...this.idsOf('AWS::IAM::Policy')
        .filter((policy) => ['Groups', 'Roles', 'Users'].some((list) => this.properties(policy)[list]?.includes(this.nameOf(id))))
        .map((policy) => ({ name: policy, policy: this.properties(policy).PolicyDocument })),
    ];
    return [...attached, ...attaching, ...inline];
  }

  private policyOfArn(arn: string): Policy {
    if (/^arn:[^:]+:iam::aws:policy\//.test(arn)) return awsManagedPolicy(arn);
    const id = this.idsOf('AWS::IAM::ManagedPolicy').find((candidate) => this.arnOf(candidate) === arn);
    if (!id) throw new Error(`The template attaches ${arn}, which it does not contain`);
    return this.managedPolicy(id);
  }

  private resolve(value: any): any {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item)).filter((item) => item !== NO_VALUE);
    if (typeof value !== 'object' || value === null) return value;
    const keys = Object.keys(value);
    if (keys.length === 1) {
      const argument = value[keys[0]];
      switch (keys[0]) {
        case 'Ref': return this.reference(argument);
        case 'Fn::GetAtt': return Array.isArray(argument) ? this.attribute(argument[0], argument[1]) : this.attribute(...halves(argument));
        case 'Fn::Join': return this.resolve(argument[1]).join(argument[0]);
        case 'Fn::Sub': return this.substitute(argument);
        case 'Fn::Select': return this.resolve(argument[1])[Number(argument[0])];
        case 'Fn::Split': return this.resolve(argument[1]).split(argument[0]);
        case 'Fn::FindInMap': {
          const [map, key, name] = this.resolve(argument);
          return this.template.Mappings[map][key][name];
        }
        case 'Fn::If': return this.resolve(this.holds({ Condition: argument[0] }) ? argument[1] : argument[2]);
      }
      if (keys[0].startsWith('Fn::')) throw new Error(`The proof cannot resolve ${keys[0]}`);
    }
    return Object.fromEntries(keys.map((key) => [key, this.resolve(value[key])]).filter(([, resolved]) => resolved !== NO_VALUE));
  }

  private reference(name: string): any {
    const { partition, account, region } = this.deployment;
    switch (name) {
      case 'AWS::Partition': return partition;
      case 'AWS::AccountId': return account;
      case 'AWS::Region': return region;
      case 'AWS::StackName': return this.stackName;
      case 'AWS::StackId': return `arn:${partition}:cloudformation:${region}:${account}:stack/${this.stackName}/0a1b2c3d`;
      case 'AWS::URLSuffix': return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
      case 'AWS::NoValue': return NO_VALUE;
    }
    const parameter = this.template.Parameters?.[name];
    if (parameter) return parameter.Default;
    return this.resources[name]?.Type === 'AWS::IAM::ManagedPolicy' || this.resources[name]?.Type === 'AWS::SNS::Topic'
      ? this.arnOf(name) : this.nameOf(name);
  }

  private attribute(id: string, attribute: string): string {
    const resource = this.resources[id];
    if (!resource) throw new Error(`The template refers to ${id}, which it does not contain`);
    if (!attribute.endsWith('Arn')) return `${id}.${attribute}`;
    const { partition, account, region } = this.deployment;
    const path = this.resolve(resource.Properties?.Path ?? '/');
    const name = this.nameOf(id);
    const arns: Record<string, string> = {
      'AWS::CloudTrail::Trail': `cloudtrail:${region}:${account}:trail/${name}`,
      'AWS::CloudWatch::Alarm': `cloudwatch:${region}:${account}:alarm:${name}`,
      'AWS::Events::Rule': `events:${region}:${account}:rule/${name}`,
      'AWS::IAM::Group': `iam::${account}:group${path}${name}`,
      'AWS::IAM::InstanceProfile': `iam::${account}:instance-profile${path}${name}`,
      'AWS::IAM::ManagedPolicy': `iam::${account}:policy${path}${name}`,
      'AWS::IAM::OIDCProvider': `iam::${account}:oidc-provider/${this.resolve(resource.Properties?.Url ?? '').replace('https://', '')}`,
      'AWS::IAM::Role': `iam::${account}:role${path}${name}`,
      'AWS::IAM::SAMLProvider': `iam::${account}:saml-provider/${name}`,
      'AWS::IAM::User': `iam::${account}:user${path}${name}`,
      'AWS::Lambda::Function': `lambda:${region}:${account}:function:${name}`,
      'AWS::Logs::LogGroup': `logs:${region}:${account}:log-group:${name}:*`,
      'AWS::RolesAnywhere::Profile': `rolesanywhere:${region}:${account}:profile/${name}`,
      'AWS::RolesAnywhere::TrustAnchor': `rolesanywhere:${region}:${account}:trust-anchor/${name}`,
      'AWS::S3::Bucket': `s3:::${name.toLowerCase()}`,
      'AWS::SecretsManager::Secret': `secretsmanager:${region}:${account}:secret:${name}-A1b2C3`,
      'AWS::SNS::Topic': `sns:${region}:${account}:${name}`,
      'AWS::SSM::Parameter': `ssm:${region}:${account}:parameter${name}`,
    };
    const arn = arns[resource.Type];
    if (!arn) throw new Error(`The proof does not know the ARN of a ${resource.Type}`);
    return `arn:${partition}:${arn}`;
  }

  private substitute(argument: string | [string, Record<string, any>]): string {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {} as Record<string, any>];
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in variables) return this.resolve(variables[name]);
      return name.includes('.') ? this.attribute(...halves(name)) : this.reference(name);
    });
  }

  private holds(condition: any): boolean {
    if (condition.Condition) return this.holds(this.template.Conditions[condition.Condition]);
    if (condition['Fn::Equals']) {
      const [left, right] = this.resolve(condition['Fn::Equals']);
      return left === right;
    }
    if (condition['Fn::Not']) return !this.holds(condition['Fn::Not'][0]);
    if (condition['Fn::And']) return condition['Fn::And'].every((part: any) => this.holds(part));
    if (condition['Fn::Or']) return condition['Fn::Or'].some((part: any) => this.holds(part));
    throw new Error(`The proof cannot decide the condition ${JSON.stringify(condition)}`);
  }
}

const NO_VALUE = Symbol('AWS::NoValue');

function halves(name: string): [string, string] {
  const dot = name.indexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}

/** Synthesizes the app of a stack, so that the evaluated policies are the deployed ones. */
export function loadTemplate(stack: Stack, deployment: Deployment = COMMERCIAL): LoadedTemplate {
  const assembly = (stack.node.root as App).synth();
  return new LoadedTemplate(stack.stackName, assembly.getStackArtifact(stack.artifactId).template, deployment);
}

export function policiesOfGroup(template: LoadedTemplate, logicalIdOrName: string): Policy[] {
  return template.policiesOf(template.find('AWS::IAM::Group', logicalIdOrName));
}

export function policiesOfRole(template: LoadedTemplate, logicalIdOrName: string): Policy[] {
  return template.policiesOf(template.find('AWS::IAM::Role', logicalIdOrName));
}

export function trustOfRole(template: LoadedTemplate, logicalIdOrName: string): any {
  return template.properties(template.find('AWS::IAM::Role', logicalIdOrName)).AssumeRolePolicyDocument;
}
