import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { baselineProperties } from './baseline-properties';
import { accountWatchProperties, credentialWatchProperties } from './watch-properties';
import { made } from './written';
import { AccountWatch, CredentialWatch, SecureAccountBaseline } from '../../src';
import { InvalidInputError } from '../../src/private/errors';

const KINDS = [
  { type: SecureAccountBaseline, properties: baselineProperties, count: 10 },
  { type: AccountWatch, properties: accountWatchProperties, count: 5 },
  { type: CredentialWatch, properties: credentialWatchProperties, count: 5 },
] as const;

type Type = new (scope: Stack, id: string, props: any) => unknown;

/** Templates of random properties that are accepted, by the names of files. Those with tokens need resources of the user's own. */
export function randomTemplates(seed: number): Record<string, string> {
  return Object.fromEntries(KINDS.flatMap(({ type, properties, count }) => (
    fc.sample<Record<string, unknown>>(properties, { seed, numRuns: count * 20 })
      .filter((written) => !JSON.stringify(written).includes('"token"'))
      .map((written) => templateOf(type, written))
      .filter((template) => template !== undefined)
      .slice(0, count)
      .map((template, index) => [`random-${type.name}-${index}.json`, template])
  )));
}

function templateOf(type: Type, written: unknown): string | undefined {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  try {
    new type(stack, 'It', made(stack, written));
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
  if (app.node.findAll().some((construct) => construct.node.validate().length > 0)) return undefined;
  return JSON.stringify(app.synth().getStackArtifact(stack.artifactId).template, null, 2);
}
