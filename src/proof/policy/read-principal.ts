import { readOperator } from './operator';
import { Condition, PRINCIPAL } from './statement';
import { isObject } from './written';
import { invalid } from '../../private/errors';
import { Pattern } from '../text/pattern';

const KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/**
 * The principal of a statement as a condition on the key `PRINCIPAL`; none if every principal is meant.
 *
 * An account stands for every principal of it, as does its root; a role stands for its sessions too.
 */
export function readPrincipal(at: string, principal: any): Condition[] {
  if (principal === undefined || principal === '*') return [];
  if (!isObject(principal)) throw invalid(`${at}, Principal`, principal, 'it must be * or an object, such as { "Service": "ec2.amazonaws.com" }');
  const patterns = Object.entries<any>(principal).flatMap(([kind, value]) => {
    if (!KINDS.includes(kind)) throw invalid(`${at}, Principal`, kind, `it must be one of ${KINDS.join(', ')}`);
    return [value].flat().flatMap((each: unknown) => {
      if (typeof each !== 'string') throw invalid(`${at}, Principal, ${kind}`, each, 'it must be text');
      return kind === 'AWS' ? principalsOfAws(at, each) : [`${kind}:${escaped(each)}`];
    });
  });
  const text = `Principal ${JSON.stringify(principal)}`;
  return [{ ...readOperator('StringLike')!, text, key: PRINCIPAL, values: patterns.map((pattern) => new Pattern(pattern, true)) }];
}

function principalsOfAws(at: string, value: string): string[] {
  // Everybody, of services and identity providers too.
  if (value === '*') return ['*'];
  const account = /^(?:arn:(?:\$\{deployment [^}]+\}|[^:]+):iam::)?(\d{12}|\$\{deployment [^}]+\})(?::root)?$/.exec(value)?.[1];
  if (account) return [`AWS:arn:*:iam::${account}:*`, `AWS:arn:*:sts::${account}:*`];
  if (/[*?]/.test(value)) throw invalid(`${at}, Principal, AWS`, value, 'IAM takes no wildcard in the ARN of a principal. Use * with a condition on aws:PrincipalArn');
  const [, partition, owner, name] = /^arn:(\$\{[^}]+\}|[^:]+):iam::(\d{12}|\$\{[^}]+\}):role\/(?:.*\/)?([^/]+)$/.exec(value) ?? [];
  return [`AWS:${escaped(value)}`, ...name ? [`AWS:arn:${partition}:sts::${owner}:assumed-role/${escaped(name)}/*`] : []];
}

/** As a pattern that matches only this text. */
function escaped(text: string): string {
  return text.replace(/\$(?=\{(?!deployment ))|[*?]/g, (character) => `\${${character}}`);
}
