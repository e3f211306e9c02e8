import { mkdirSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Annotations, App, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CallerCredentialsSynthesizer } from '../caller-credentials-synthesizer';
import { BASELINE } from '../private/baseline-names';
import { InvalidInputError } from '../private/errors';
import { TEMPLATE_LIMIT } from '../private/template';
import { inProperty } from '../private/written-properties';

interface Template {
  readonly Parameters?: { readonly [name: string]: { readonly Default?: unknown } };
  readonly Resources?: { readonly [logicalId: string]: object };
}

/**
 * The template of a stack that only a stack set deploys. It is synthesized as an app of its own, so that the CDK CLI sees no stack that
 * it could deploy.
 */
export class AccountTemplate {
  /** The stack that each account gets. */
  public readonly stack: Stack;

  private readonly app: App;
  private result?: { readonly text: string; readonly problems: string[] };

  /**
   * @param owner whose context and path the template has
   * @param region if each account has the stack in the same region
   */
  constructor(private readonly owner: Construct, region?: string) {
    const outdir = mkdtempSync(join(tmpdir(), 'account-template-'));
    this.app = new App({
      analyticsReporting: false,
      autoSynth: false,
      context: owner.node.getAllContext(),
      outdir,
      // What the CDK CLI turns on for its own stacks would only make the template larger.
      postCliContext: { 'aws:cdk:enable-path-metadata': false, 'aws:cdk:enable-asset-metadata': false },
      treeMetadata: false,
    });
    // The app makes the folder at once. Nobody would remove it where no synthesis follows.
    rmSync(outdir, { recursive: true });
    const env = region === undefined || Token.isUnresolved(region) ? undefined : { region };
    this.stack = new Stack(this.app, BASELINE, { env, synthesizer: new CallerCredentialsSynthesizer() });
  }

  /**
   * Creates a construct of the stack from a property of the owner, and names both in what it refuses.
   *
   * @param regionProperty the property that says the region of the stack
   */
  public make<T>(property: string, create: (stack: Stack) => T, regionProperty: string): T {
    try {
      return inProperty(property, () => create(this.stack));
    } catch (error) {
      if (error instanceof InvalidInputError) {
        if (error.property === 'region') error.rename(regionProperty);
        error.locate(this.owner.node.path);
      }
      throw error;
    }
  }

  /** The template as text. Its top-level keys begin on lines of their own: the CDK CLI then writes it as a block, which is shorter. */
  public get text(): string {
    return this.synthesized().text;
  }

  /** The types of its resources. */
  public get resourceTypes(): string[] {
    const resources = this.stack.node.findAll().filter((each): each is CfnResource => CfnResource.isCfnResource(each));
    return [...new Set(resources.map(({ cfnResourceType }) => cfnResourceType))];
  }

  /** What is wrong about the template. */
  public get problems(): string[] {
    return this.synthesized().problems;
  }

  private synthesized() {
    return this.result ??= this.synthesize();
  }

  private synthesize() {
    try {
      const template = this.template();
      const text = `{${Object.entries(template).map(([key, value]) => `\n${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}\n}`;
      return { text, problems: [...withoutDefault(template), ...tooLarge(template, text)] };
    } catch (error) {
      // A token cannot refuse with this library's own error: the validation does.
      return { text: '{}', problems: messagesOf(error as Error) };
    }
  }

  private template(): Template {
    mkdirSync(this.app.outdir, { recursive: true });
    try {
      const artifact = this.app.synth().getStackByName(this.stack.stackName);
      for (const { level, entry } of artifact.messages) {
        const [, text, id] = /^(.*?)(?: \[ack: (.*)\])?$/s.exec(String(entry.data))!;
        if (level === 'error') Annotations.of(this.owner).addError(text);
        else if (level === 'warning' && id) Annotations.of(this.owner).addWarningV2(id, text);
        else if (level === 'warning') Annotations.of(this.owner).addWarning(text);
      }
      return artifact.template;
    } finally {
      rmSync(this.app.outdir, { recursive: true, force: true });
    }
  }
}

function withoutDefault({ Parameters = {} }: Template): string[] {
  const names = Object.entries(Parameters).filter(([, { Default }]) => Default === undefined).map(([name]) => name);
  return names.map((name) => `The parameter ${name} of the stack of each account has no default value, and automatic deployment passes none`);
}

function tooLarge({ Resources = {} }: Template, text: string): string[] {
  const bytes = Buffer.byteLength(text);
  if (bytes <= TEMPLATE_LIMIT) return [];
  const sizes = Object.entries(Resources).map(([id, resource]) => ({ id, size: JSON.stringify(resource).length }));
  const largest = sizes.sort((one, other) => other.size - one.size).slice(0, 3).map(({ id, size }) => `${id} (${size})`).join(', ');
  return [`The template has ${bytes} bytes, and a stack set takes ${TEMPLATE_LIMIT}. The largest resources are ${largest}`];
}

/** The errors of a validation one by one, without the paths of an app that the user does not know. */
function messagesOf({ message }: Error): string[] {
  const [first, ...others] = message.split(/\n\s*(?=\[)/);
  return first.startsWith('Validation failed') ? others.map((line) => line.replace(/^\[[^\]]*\] /, '')) : [message];
}
