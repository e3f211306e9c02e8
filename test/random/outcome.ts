import { App, Stack } from 'aws-cdk-lib';
import { made } from '../../proof/random/written';
import { InvalidInputError } from '../../src/private/errors';

/** The result of properties: errors with the property that each names, or a template. */
export type Outcome = { readonly refused: readonly { readonly property: string; readonly message: string }[] } | { readonly template: any };

type Type = new (scope: Stack, id: string, props: any) => unknown;

/** The errors of a synthesis, one a line. */
const LINE = /^Invalid `([^`]+)` .+: .+\.( See https:\S+)?$/s;

function refusal(message: string): { property: string; message: string } {
  return { property: LINE.exec(message)?.[1] ?? '', message };
}

/** Synthesizes a construct with the properties. It writes no assembly, which would take most of the time. */
export function outcomeOf(type: Type, written: unknown): Outcome {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  try {
    new type(stack, 'It', made(stack, written));
  } catch (error) {
    if (error instanceof InvalidInputError) return { refused: [refusal(error.message)] };
    throw error;
  }
  const errors = app.node.findAll().flatMap((construct) => construct.node.validate());
  if (errors.length > 0) return { refused: errors.map(refusal) };
  return { template: stack.resolve((stack as any)._toCloudFormation()) };
}

/** Whether a property such as `users[0].userName` is one that was written, or is missing from what was. */
export function isWritten(written: any, property: string): boolean {
  // They are written where the job function is made.
  if (/^statements\b/.test(property)) return JSON.stringify(written).includes('"ownJob"');
  const keys = property.split(/[.[\]]+/).filter((key) => key !== '');
  let value = written;
  for (const [index, key] of keys.entries()) {
    if (typeof value !== 'object' || value === null) return false;
    // Inside of an object of a class, or of an object that is missing a mandatory property.
    if (typeof value.$ === 'string') return true;
    if (!(key in value)) return index > 0 && index === keys.length - 1;
    value = value[key];
  }
  return keys.length > 0;
}
