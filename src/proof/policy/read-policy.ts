import { readConditions } from './read-conditions';
import { readPrincipal } from './read-principal';
import { DEPLOYMENT, Element, Statement } from './statement';
import { isObject, textsOf } from './written';
import { invalid, InvalidInputError } from '../../private/errors';
import { Pattern } from '../text/pattern';

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/**
 * The statements of a policy document.
 *
 * @param name how answers and errors name the policy
 * @throws InvalidInputError if IAM would refuse the document, or if it holds what the proof cannot express
 */
export function readPolicy(name: string, document: any): Statement[] {
  if (!isObject(document)) throw invalid(name, document, 'a policy is an object with Version and Statement');
  const { Version = '2008-10-17', Statement: written } = document;
  if (!['2012-10-17', '2008-10-17'].includes(Version)) throw invalid(`${name}, Version`, Version, 'it must be 2012-10-17');
  const statements = [written].flat().filter((statement) => statement !== undefined);
  if (statements.length === 0) throw invalid(`${name}, Statement`, written, 'a policy without a statement is refused by IAM: give at least one');
  return statements.map((statement, index) => readStatement(name, statement, index, Version === '2012-10-17'));
}

/** Whether an error is about `NotPrincipal`, which IAM takes and the proof does not decide. */
export function isAboutNotPrincipal(error: unknown): boolean {
  return error instanceof InvalidInputError && error.property.endsWith(', NotPrincipal');
}

function readStatement(name: string, statement: any, index: number, variables: boolean): Statement {
  if (!isObject(statement)) throw invalid(`${name}, statement ${index + 1}`, statement, 'a statement is an object');
  const at = `${name}, statement ${index + 1}${typeof statement.Sid === 'string' && statement.Sid ? ` (${statement.Sid})` : ''}`;
  const unknown = Object.keys(statement).find((key) => !ELEMENTS.includes(key));
  if (unknown) throw invalid(`${at}, ${unknown}`, statement[unknown], `a statement has no such element. Use one of ${ELEMENTS.join(', ')}`);
  if (statement.NotPrincipal !== undefined) {
    const written = JSON.parse(JSON.stringify(statement.NotPrincipal).replaceAll(`\${${DEPLOYMENT}`, '${'));
    throw invalid(`${at}, NotPrincipal`, written, 'the proof does not decide NotPrincipal. Use Principal, and a condition on aws:PrincipalArn');
  }
  if (!['Allow', 'Deny'].includes(statement.Effect)) throw invalid(`${at}, Effect`, statement.Effect, 'it must be Allow or Deny');
  const actions = readElement(at, 'Action', statement, variables, /^(\*|[^:]+:.+)$/, 'an action is * or a service and a name, such as s3:GetObject');
  const resources = readElement(at, 'Resource', statement, variables, /^(\*$|arn:|\$\{)/, 'a resource is * or an ARN, such as arn:aws:s3:::reports/*');
  if (!actions) throw invalid(`${at}, Action`, undefined, 'a statement has Action or NotAction');
  if (!resources && statement.Principal === undefined) throw invalid(`${at}, Resource`, undefined, 'a statement of an identity-based policy has Resource or NotResource');
  const conditions = [...readPrincipal(at, statement.Principal), ...readConditions(at, statement.Condition ?? {}, variables)];
  return {
    label: at,
    text: JSON.stringify([variables, ELEMENTS.slice(1).map((element) => statement[element])]),
    allows: statement.Effect === 'Allow',
    actions,
    resources: resources ?? { patterns: [new Pattern('*', false)], negated: false },
    conditions,
  };
}

function readElement(at: string, element: 'Action' | 'Resource', statement: any, variables: boolean, form: RegExp, rule: string): Element | undefined {
  const [positive, negative] = [statement[element], statement[`Not${element}`]];
  if (positive !== undefined && negative !== undefined) throw invalid(`${at}, Not${element}`, negative, `a statement has ${element} or Not${element}, not both`);
  if (positive === undefined && negative === undefined) return undefined;
  const name = positive === undefined ? `Not${element}` : element;
  const values = textsOf(`${at}, ${name}`, positive ?? negative);
  if (values.length === 0) throw invalid(`${at}, ${name}`, [], 'IAM refuses an empty list: give at least one');
  for (const value of values) if (!form.test(value)) throw invalid(`${at}, ${name}`, value, rule);
  const patterns = values.map((value) => element === 'Action' ? new Pattern(value.toLowerCase(), false) : new Pattern(value, variables));
  return { patterns, negated: positive === undefined };
}
