import { existsSync, readdirSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import { DeployedPolicies, Identity, readable } from './identities';
import { placeOf, StackTemplate } from './stack-templates';
import { actionsCoveredBy } from '../permissions/least-privilege/action-table';
import { invalid, InvalidInputError } from '../private/errors';
import { AccessVerdict } from '../proof/access-verdict';
import { decide } from '../proof/decide/decide';
import { Claim } from '../proof/decide/problem';
import { parsePolicy } from '../proof/policy/parse-policy';
import { Layer } from '../proof/policy/statement';
import { ManagedPolicyDocument } from '../proof/template/identity-policies';
import { Pattern } from '../proof/text/pattern';
import { answerOf } from '../proof/words';

/** What an identity may do that it could not do before. */
export interface NewAccess {
  readonly kind: 'new' | 'grown' | 'unknown';
  readonly explanation: string;
}

/** Another synthesis of the app, to which its access is compared. */
export class Reference {
  private readonly assemblies: StackTemplate[][];
  private readonly deployed = new Map<StackTemplate[], DeployedPolicies>();

  /** @throws InvalidInputError if the folder is no cloud assembly, or if a template in it is no JSON */
  constructor(private readonly folder: string) {
    this.assemblies = assembliesIn(folder);
  }

  public newAccessOf({ resource, layers, deployment }: Identity, documentOf: ManagedPolicyDocument): NewAccess | undefined {
    const assembly = this.assemblies.find((templates) => templates.some(({ file }) => file === resource.template));
    const before = assembly && this.deployedIn(assembly, documentOf);
    const earlier = before?.identities.find(({ type, ...each }) => type === resource.type && placeOf(each) === placeOf(resource));
    if (!earlier) {
      const allows = layers[0]?.statements.some((statement) => statement.allows);
      return allows ? { kind: 'new', explanation: `it is not in ${this.folder}, so that all of its access is new` } : undefined;
    }
    const read = readable(() => before!.in(deployment).policies.layers(earlier));
    if (read instanceof InvalidInputError) return { kind: 'unknown', explanation: read.message };
    if (textOf(read) === textOf(layers)) return undefined;
    const everything = [new Pattern('*', false)];
    const question = { actions: everything, notActions: [], resources: everything, notResources: [], conditions: [] };
    const decided = decide({ claim: Claim.NO_MORE, access: { layers }, before: { layers: read }, question }, actionNames);
    const { verdict, explanation } = answerOf(Claim.NO_MORE, decided);
    if (verdict === AccessVerdict.PROVED) return undefined;
    return { kind: verdict === AccessVerdict.REFUTED ? 'grown' : 'unknown', explanation };
  }

  private deployedIn(assembly: StackTemplate[], documentOf: ManagedPolicyDocument): DeployedPolicies {
    if (!this.deployed.has(assembly)) this.deployed.set(assembly, new DeployedPolicies(assembly, documentOf));
    return this.deployed.get(assembly)!;
  }
}

/** The templates of an assembly, and those of the assemblies in it. Each is deployed on its own. */
function assembliesIn(folder: string): StackTemplate[][] {
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(folder)) throw invalid('reference', folder, 'there is no such folder. Use the cdk.out of another synthesis of the app');
  if (!existsSync(manifest)) throw invalid('reference', folder, 'it has no manifest.json. Use a folder that cdk synth writes, such as cdk.out');
  const artifacts = Object.entries<any>(jsonIn(manifest)?.artifacts ?? {});
  const templates = artifacts.filter(([, { type }]) => type === 'aws:cloudformation:stack').map(([id, { properties }]): StackTemplate => (
    { file: properties.templateFile, stackName: properties.stackName ?? id, template: jsonIn(join(folder, properties.templateFile)) }
  ));
  // The manifest does not name them. They have no stack name before they are deployed.
  const nested = readdirSync(folder).filter((file) => file.endsWith('.nested.template.json'))
    .map((file): StackTemplate => ({ file, stackName: file, template: jsonIn(join(folder, file)) }));
  const inner = artifacts.filter(([, { type }]) => type === 'cdk:cloud-assembly')
    .flatMap(([, { properties }]) => assembliesIn(join(folder, properties.directoryName)));
  return [[...templates, ...nested], ...inner];
}

function jsonIn(path: string): any {
  if (!existsSync(path)) throw invalid('reference', path, 'the file is missing. Synthesize the reference again');
  return parsePolicy(`reference, ${basename(path)}`, readFileSync(path, 'utf8'));
}

function textOf(layers: Layer[]): string {
  return JSON.stringify(layers.map(({ name, statements }) => [name, statements.map(({ text }) => text)]));
}

function actionNames(): string[] {
  return actionsCoveredBy('*').map(({ name }) => name);
}
