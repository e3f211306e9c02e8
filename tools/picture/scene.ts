import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { statementLines } from './meanings';

/** A box of the picture: one resource, and what belongs to it. */
export interface Card {
  readonly title: string;
  readonly kind: string;
  readonly lines: string[];
  /** The resources that this box stands for. */
  readonly logicalIds: string[];
}

/** The columns of the picture, from left to right. */
export type Columns = Record<string, Card[]>;

/** What a role or a group may become, by the titles of two boxes. */
type Arrow = [from: string, to: string];

/** A stack as the picture sees it. */
export class Scene {
  private readonly resources: Record<string, any>;
  private readonly names = new Map<string, string>();

  constructor(stack: Stack) {
    for (const construct of stack.node.findAll()) {
      if (CfnResource.isCfnResource(construct)) this.names.set(stack.resolve(construct.logicalId), nameOf(construct));
    }
    this.resources = (stack.node.root as App).synth().getStackArtifact(stack.artifactId).template.Resources;
  }

  public get columns(): Columns {
    return {
      Policies: this.cards('AWS::IAM::ManagedPolicy', 'customer-managed policy', (resource) => statementLines(resource.PolicyDocument.Statement)),
      Groups: this.cards('AWS::IAM::Group', 'group', (resource) => this.policies(resource)),
      Roles: this.cards('AWS::IAM::Role', 'role', (resource, id) => [...this.policies(resource), ...this.profiles(id)]),
      Account: [...this.settings(), ...this.functions()],
    };
  }

  /** From each group to the roles that its policies let it assume. */
  public get arrows(): Arrow[] {
    return this.of('AWS::IAM::Group').flatMap(([id, { Properties }]) => Properties.ManagedPolicyArns
      .flatMap((arn: any) => this.resources[arn.Ref]?.Properties.PolicyDocument.Statement ?? [])
      .filter((statement: any) => statement.Effect === 'Allow' && [statement.Action].flat().includes('sts:AssumeRole'))
      .flatMap((statement: any) => [statement.Resource].flat())
      .map((resource: any) => resource['Fn::GetAtt']?.[0])
      .filter((role: string) => role !== undefined)
      .map((role: string): Arrow => [this.title(id), this.title(role)]));
  }

  public get size(): number {
    return Object.keys(this.resources).length;
  }

  public get resourceIds(): string[] {
    return Object.keys(this.resources);
  }

  private of(type: string): [string, any][] {
    return Object.entries(this.resources).filter(([, resource]) => resource.Type === type);
  }

  private cards(type: string, kind: string, lines: (properties: any, id: string) => string[]): Card[] {
    return this.of(type).map(([id, { Properties }]) => ({
      title: this.title(id),
      kind,
      lines: lines(Properties, id),
      logicalIds: [id, ...this.of('AWS::IAM::InstanceProfile')
        .filter(([, profile]) => profile.Properties.Roles[0].Ref === id).map(([profile]) => profile)],
    }));
  }

  private title(id: string): string {
    const { GroupName, RoleName } = this.resources[id].Properties;
    return GroupName ?? RoleName ?? this.names.get(id);
  }

  /** Those that a group or role names, and those that name it. */
  private policies({ ManagedPolicyArns = [] }: any): string[] {
    return ManagedPolicyArns.map((arn: any) => arn.Ref ? this.title(arn.Ref) : `${arn['Fn::Sub'].split('/').pop()} (AWS)`);
  }

  private profiles(role: string): string[] {
    const named = this.of('AWS::IAM::ManagedPolicy').filter(([, policy]) => policy.Properties.Roles?.some((other: any) => other.Ref === role));
    const profiles = this.of('AWS::IAM::InstanceProfile').filter(([, profile]) => profile.Properties.Roles[0].Ref === role);
    return [...named.map(([id]) => this.title(id)), ...profiles.map(() => 'instance profile')];
  }

  private settings(): Card[] {
    return Object.entries(this.resources).filter(([, { Type }]) => Type.startsWith('Custom::')).map(([id, { Properties }]) => ({
      title: this.title(id),
      kind: 'setting of the account',
      lines: Object.entries(Properties).filter(([name]) => !['ServiceToken', 'ServiceTimeout', 'Setting', 'OnExisting'].includes(name))
        .map(([name, value]) => value === true ? words(name) : `${words(name)}: ${value}`),
      logicalIds: [id],
    }));
  }

  private functions(): Card[] {
    return this.of('AWS::Lambda::Function').map(([id, { Properties }]) => {
      const logs = this.of('AWS::Logs::LogGroup').filter(([log]) => Properties.LoggingConfig?.LogGroup?.Ref === log);
      const invoke = this.of('AWS::Lambda::EventInvokeConfig').filter(([, config]) => config.Properties.FunctionName.Ref === id);
      return {
        title: this.title(id),
        kind: 'Lambda function',
        lines: [
          `${Properties.Runtime}, ${Properties.MemorySize} MB`,
          'code in the template',
          ...logs.map(([, log]) => `log, kept for ${log.Properties.RetentionInDays} days`),
          ...invoke.map(([, config]) => `drops events after ${config.Properties.MaximumEventAgeInSeconds} s`),
        ],
        logicalIds: [id, ...logs.map(([log]) => log), ...invoke.map(([config]) => config)],
      };
    });
  }
}

/** The id of the construct that a person wrote, not that of the resource which every L2 hides behind. */
function nameOf(resource: CfnResource): string {
  const path = resource.node.path.split('/').slice(1).filter((id) => !['Baseline', 'Resource', 'Default', 'Function'].includes(id));
  return path.join(' ');
}

/** `MinimumPasswordLength` as words. */
function words(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();
}
