import { CfnElement, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { IConstruct } from 'constructs';
import { KnownDeployment } from './intrinsic';
import { TemplateResource, TemplateResources } from './template-resources';
import { invalid } from '../../private/errors';
import { templateWith } from '../../private/template';
import { stageOf } from '../../private/tree';

/** The resources of IAM of the stage that a construct is deployed with, as they are at this moment. */
export function templatesOf(construct: IConstruct, deployment: KnownDeployment): TemplateResources {
  const resources = elementsOf(stageOf(construct)).filter(isOfIam).flatMap((element) => resourcesOf(element));
  return new TemplateResources(resources, deployment);
}

/** Everything that a stage writes into its templates. Another stage in it is another deployment. */
export function elementsOf(stage: IConstruct): CfnElement[] {
  return stage.node.findAll().filter((each): each is CfnElement => CfnElement.isCfnElement(each) && stageOf(each) === stage);
}

export function isOfIam(element: CfnElement): element is CfnResource {
  return CfnResource.isCfnResource(element) && element.cfnResourceType.startsWith('AWS::IAM::');
}

/** What a stack with an environment knows of its deployment. */
export function deploymentOf(construct: IConstruct): KnownDeployment {
  const { partition, account, region } = Stack.of(construct);
  const known = (value: string) => Token.isUnresolved(value) ? undefined : value;
  const ofRegion = known(region) && RegionInfo.get(region).partition;
  return { partition: known(partition) ?? ofRegion, account: known(account), region: known(region) };
}

/** @throws InvalidInputError if the construct is no group, role or user of the app */
export function identityOf(property: string, construct: IConstruct, templates: TemplateResources): TemplateResource {
  const resource = [construct, construct.node.defaultChild, ...construct.node.children.map(({ node }) => node.defaultChild)]
    .find((each): each is CfnResource => CfnResource.isCfnResource(each) && /^AWS::IAM::(Group|Role|User)$/.test(each.cfnResourceType));
  if (!resource) throw invalid(property, construct.node.path, 'it must be a group, a role or a user that the app makes. What is imported has policies that the app does not know');
  const { template, id } = placeOf(resource);
  return templates.all(resource.cfnResourceType).find((each) => each.template === template && each.id === id)!;
}

/** What a resource is in the template of its stack; nothing if the app leaves it out. */
export function resourcesOf(resource: CfnResource): TemplateResource[] {
  const { Resources = {} } = templateWith(resource) ?? {};
  return Object.values<any>(Resources).map(({ Type, Properties = {} }) => ({ ...placeOf(resource), type: Type, properties: Properties }));
}

function placeOf(resource: CfnResource): Pick<TemplateResource, 'template' | 'id'> {
  const stack = Stack.of(resource);
  return { template: stack.node.addr, id: stack.resolve(resource.logicalId) };
}
