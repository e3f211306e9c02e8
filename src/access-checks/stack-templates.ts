import { CfnElement, CfnOutput, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { templateWith } from '../private/template';
import { elementsOf, isOfIam } from '../proof/template/construct-template';
import { TemplateResource } from '../proof/template/template-resources';

/** The template of a stack, or the part of it that says who may do what. */
export interface StackTemplate {
  /** The name of the file, which is the same in each synthesis. */
  readonly file: string;
  readonly stackName: string;
  readonly template: any;
}

const NAMES: Record<string, string> = {
  'AWS::IAM::Group': 'GroupName', 'AWS::IAM::ManagedPolicy': 'ManagedPolicyName', 'AWS::IAM::Role': 'RoleName', 'AWS::IAM::User': 'UserName',
};

/** The templates of a stage of the app, and the constructs that wrote the resources of IAM, by template and logical id. */
export function templatesOfStage(stage: IConstruct): { readonly templates: StackTemplate[]; readonly constructs: Map<string, CfnResource> } {
  const templates = new Map<Stack, StackTemplate>();
  const constructs = new Map<string, CfnResource>();
  for (const element of elementsOf(stage).filter((each) => isOfIam(each) || isExport(each))) {
    const stack = Stack.of(element);
    const { templateFile: file, stackName } = stack;
    // A nested stack has no name before it is deployed.
    const name = Token.isUnresolved(stackName) ? file : stackName;
    const template = templates.get(stack) ?? { file, stackName: name, template: { Resources: {}, Outputs: {} } };
    templates.set(stack, template);
    const { Resources, Outputs } = templateWith(element) ?? {};
    Object.assign(template.template.Resources, Resources);
    Object.assign(template.template.Outputs, Outputs);
    if (CfnResource.isCfnResource(element)) constructs.set(resourceKey({ template: file, id: stack.resolve(element.logicalId) }), element);
  }
  return { templates: [...templates.values()], constructs };
}

/** What tells a resource from the others of an app. */
export function resourceKey({ template, id }: Pick<TemplateResource, 'template' | 'id'>): string {
  return `${template}/${id}`;
}

/**
 * The resources of IAM of some templates that are deployed together, as CloudFormation will deploy them: imports are the values that another
 * template exports, and what has no name gets one in the form that CloudFormation generates.
 */
export function deployedResources(templates: StackTemplate[]): TemplateResource[] {
  const exported = new Map(templates.flatMap(({ template }) => (
    Object.values<any>(template.Outputs ?? {}).flatMap(({ Export, Value }) => typeof Export?.Name === 'string' ? [[Export.Name, Value] as const] : [])
  )));
  return templates.flatMap(({ file, stackName, template: { Resources = {} } }) => (
    Object.entries<any>(Resources).filter(([, { Type }]) => /^AWS::IAM::/.test(Type)).map(([id, { Type, Properties = {} }]) => {
      const properties = withImports(Properties, (name) => {
        const value = exported.get(name);
        // An id of another template that this one has too would mean this one.
        return [Object.values<any>(value ?? {})[0]].flat()[0] in Resources ? undefined : value;
      });
      const name = NAMES[Type];
      return { template: file, id, type: Type, properties: name ? { ...properties, [name]: properties[name] ?? `${stackName}-${id}-1A2B3C4D5E6F` } : properties };
    })
  ));
}

function withImports(value: any, valueOf: (name: string) => unknown): any {
  if (Array.isArray(value)) return value.map((item) => withImports(item, valueOf));
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value['Fn::ImportValue'] === 'string') return valueOf(value['Fn::ImportValue']) ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withImports(item, valueOf)]));
}

function isExport(element: CfnElement): boolean {
  return element instanceof CfnOutput && element.exportName !== undefined;
}
