import { Aws, Fn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { unsafe } from './errors';
import { warn } from './warnings';

/** What the names of stacks and of the trail begin with. */
export const BASELINE = 'account-baseline';

/**
 * What the physical name of every resource of this library begins with, outside of IAM and Parameter Store, where a path says the
 * same. Guardrail and workload boundary deny by it in every stack and account.
 */
export const NAME_PREFIX = `${BASELINE}-`;

/** The tag of what AWS names by a random ID: a guardrail of an organization knows it by the key, whatever the value. */
export const BASELINE_TAG = { key: BASELINE, value: 'protected' };

/** The name of what a region of an account has one of: a second one fails before it changes anything. */
export function baselineName(purpose: string): string {
  return `${NAME_PREFIX}${purpose}`;
}

/** The name of what each stack of a region may have one of. The id of a stack stays the same through its updates. */
export function baselineNameInStack(purpose: string): string {
  return Fn.join('', [`${NAME_PREFIX}${purpose}-`, stackUuid()]);
}

/** The first 8 digits of the UUID of the stack, for names that are too short for all of it. */
export function shortStackId(): string {
  return Fn.select(0, Fn.split('-', stackUuid()));
}

/** The id of a stack ends with a UUID: `arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>`. */
function stackUuid(): string {
  return Fn.select(2, Fn.split('/', Aws.STACK_ID));
}

/** Refuses a name of the user's by which no policy would know that the resource is protected; a token passes with a warning. */
export function requireBaselineName(scope: Construct, property: string, name: string | undefined, prefix = NAME_PREFIX): void {
  if (name === undefined || name.startsWith(prefix)) return;
  if (Token.isUnresolved(name)) {
    warn(scope, 'nameKnownAtDeployment', `Only the deployment knows whether ${property} begins with ${prefix}, by which guardrails and workload boundaries protect it. `
      + 'Begin it with that text, or name the resource with protect');
    return;
  }
  throw unsafe('name-unprotected', property, name, `it must begin with ${prefix}, by which guardrails and workload boundaries protect it in every stack`, scope);
}
