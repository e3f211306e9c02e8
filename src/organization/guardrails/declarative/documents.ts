import { Stack } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { DocumentControl } from './document-control';
import { DocumentKind, EC2 } from './document-kind';
import { CHILDREN, Content, merged, settingsOf } from './settings';
import { longestText } from '../../../permissions/policies/policy-size';
import { invalid, unsafe } from '../../../private/errors';
import { LandingZone } from '../../landing-zone';

/** The one policy that the controls of a type make. */
export interface PolicyDocument {
  readonly kind: DocumentKind;
  /** The property of `OrganizationGuardrails` that it is written in. */
  readonly property: string;
  readonly content: Content;
  readonly characters: number;
  /** What it sets, by its path with dots. */
  readonly settings: ReadonlyMap<string, Content>;
}

/** Merges controls into one policy a type, and refuses those that contradict. */
export function documentsOf(scope: Construct, property: string, controls: readonly DocumentControl[]): PolicyDocument[] {
  requireOneOwner(scope, property, controls);
  return [...new Set(controls.map(({ kind }) => kind))].map((kind) => {
    const content = controls.filter((control) => control.kind === kind).map((control) => control.content).reduce(merged);
    const settings = settingsOf(content);
    if (kind === EC2 && [...settings.keys()].every((path) => path === `${EC2.key}.exception_message`)) {
      throw invalid(property, 'errorMessage', 'it is the message of EC2 controls, and there is none. Add one', scope);
    }
    const characters = longestText(scope, content).length;
    if (characters > kind.characters) throw invalid(property, `${characters} characters`, `a target has one ${kind.title} of this construct, of up to ${kind.characters}. Shorten your own controls`, scope);
    return { kind, property, content, characters, settings };
  });
}

/** What `PolicySizes` says of the policies. */
export function documentSizes(documents: readonly PolicyDocument[], landingZone: LandingZone): string[] {
  return documents.map(({ kind, characters }) => `${kind.title}: ${characters} of ${kind.characters} characters, 1 of ${kind.places - kind.reserved[landingZone]} places`);
}

/**
 * Creates the policies and attaches them.
 *
 * @param after AWS Organizations changes one thing at a time, so that each policy comes after another one
 */
export function createDocuments(
  scope: Construct, documents: readonly PolicyDocument[], policyName: string, targets: string[], after?: CfnPolicy,
): CfnPolicy[] {
  const created: CfnPolicy[] = [];
  for (const { kind: { id, type, suffix }, content } of documents) {
    const policy = new CfnPolicy(scope, id, { name: `${policyName}-${suffix}`, type, content, targetIds: targets, description: `Made by the stack ${Stack.of(scope).stackName}` });
    const previous = created.at(-1) ?? after;
    if (previous) policy.addDependency(previous);
    created.push(policy);
  }
  return created;
}

function requireOneOwner(scope: Construct, property: string, controls: readonly DocumentControl[]): void {
  const owners = new Map<string, { readonly name: string; readonly value: string }>();
  for (const [index, { name, content }] of controls.entries()) {
    for (const [path, written] of settingsOf(content)) {
      const value = JSON.stringify(Stack.of(scope).resolve(written));
      const owner = owners.get(path);
      if (owner && (owner.value !== value || !path.endsWith(CHILDREN))) {
        const values = owner.value === value ? 'the same value' : `${owner.value}, which contradicts ${value}`;
        throw unsafe('declarative-policy-conflict', `${property}[${index}]`, path, `${name} sets it, and ${owner.name} sets it to ${values}. Remove one of the two`, scope);
      }
      owners.set(path, { name, value });
    }
  }
}
