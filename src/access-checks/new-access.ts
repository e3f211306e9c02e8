import { existsSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import { DeployedPolicies, Identity, readable } from './identities';
import { resourceKey, StackTemplate } from './stack-templates';
import { actionsCoveredBy } from '../permissions/least-privilege/action-table';
import { invalid, InvalidInputError } from '../private/errors';
import { AccessVerdict } from '../proof/access-verdict';
import { decide } from '../proof/decide/decide';
import { Claim } from '../proof/decide/problem';
import { parsePolicy } from '../proof/policy/parse-policy';
import { Layer } from '../proof/policy/statement';
import { readAssemblies } from '../proof/template/cloud-assembly';
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
    const earlier = before?.identities.find(({ type, ...each }) => type === resource.type && resourceKey(each) === resourceKey(resource));
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

/** The templates of each assembly: those of the app, and those of each stage. */
function assembliesIn(folder: string): StackTemplate[][] {
  if (!existsSync(folder)) throw invalid('reference', folder, 'there is no such folder. Use the cdk.out of another synthesis of the app');
  const assemblies = readAssemblies(folder, { read: jsonIn, refuse: (path, rule) => invalid('reference', path, rule) });
  return assemblies.map(({ folder: inside, templates }) => templates.map(({ file, stackName = file }): StackTemplate => (
    { file, stackName, template: jsonIn(join(folder, inside, file)) }
  )));
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
