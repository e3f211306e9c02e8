import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { deployedResources, resourceKey, StackTemplate, templatesOfStage } from './stack-templates';
import { InvalidInputError } from '../private/errors';
import { Layer } from '../proof/policy/statement';
import { deploymentOf } from '../proof/template/construct-template';
import { IdentityPolicies, ManagedPolicyDocument } from '../proof/template/identity-policies';
import { KnownDeployment } from '../proof/template/intrinsic';
import { TemplateResource, TemplateResources } from '../proof/template/template-resources';

/** A group, a role or a user of the app, with its policies. */
export interface Identity {
  readonly construct: CfnResource;
  readonly resource: TemplateResource;
  readonly deployment: KnownDeployment;
  readonly arn: string;
  readonly layers: Layer[];
  /** Of a role; nothing for others, and if it cannot be read. */
  readonly trust?: Layer;
  /** The groups of a user, by their place. */
  readonly groups: string[];
  /** Why the policies could not be read. */
  readonly unreadable?: string;
  /** Why the trust policy could not be read. */
  readonly unreadableTrust?: string;
}

const NOTHING: Layer = { name: 'identity-based policies', mustAllow: true, statements: [] };

/** The policies of templates that are deployed together, as they are read for one deployment. */
export class DeployedPolicies {
  private readonly resources: TemplateResource[];
  private readonly read = new Map<string, { readonly resources: TemplateResources; readonly policies: IdentityPolicies }>();

  constructor(templates: StackTemplate[], private readonly documentOf: ManagedPolicyDocument) {
    this.resources = deployedResources(templates);
  }

  public get identities(): TemplateResource[] {
    return this.resources.filter(({ type }) => /^AWS::IAM::(Group|Role|User)$/.test(type));
  }

  public in(deployment: KnownDeployment): { readonly resources: TemplateResources; readonly policies: IdentityPolicies } {
    const key = JSON.stringify(deployment);
    if (!this.read.has(key)) {
      const resources = new TemplateResources(this.resources, deployment);
      this.read.set(key, { resources, policies: new IdentityPolicies(resources, this.documentOf) });
    }
    return this.read.get(key)!;
  }
}

/** The identities of a stage of the app. */
export function identitiesOf(stage: IConstruct, documentOf: ManagedPolicyDocument): Identity[] {
  const { templates, constructs } = templatesOfStage(stage);
  const deployed = new DeployedPolicies(templates, documentOf);
  return deployed.identities.map((resource): Identity => {
    const construct = constructs.get(resourceKey(resource))!;
    const deployment = deploymentOf(construct);
    const { resources, policies } = deployed.in(deployment);
    const trust = resource.type === 'AWS::IAM::Role' ? readable(() => policies.trust(resource)) : undefined;
    const common = {
      construct,
      resource,
      deployment,
      arn: resources.arn(resource),
      ...trust instanceof InvalidInputError ? { unreadableTrust: trust.message } : { trust },
    };
    const layers = readable(() => policies.layers(resource));
    if (layers instanceof InvalidInputError) return { ...common, layers: [NOTHING], groups: [], unreadable: layers.message };
    return { ...common, layers, groups: policies.groupsOf(resource).map(resourceKey) };
  });
}

/** What only IAM would refuse must not hide what is found elsewhere. */
export function readable<T>(read: () => T): T | InvalidInputError {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
}

/** The path of the construct that a user wrote. */
export function pathOf({ construct: { node } }: Identity): string {
  return node.scope?.node.defaultChild?.node === node ? node.scope.node.path : node.path;
}
