import { ReadStatement, UNKNOWN } from './statements';
import { invalid } from '../../private/errors';

/**
 * What IAM refuses as a malformed policy, so that it fails at synth and not in the middle of a deployment. Source: IAM User Guide, "IAM
 * JSON policy elements reference".
 *
 * @param property that the user gave the statements as
 */
export function documentErrors(statements: ReadStatement[], property: string): string[] {
  if (statements.length === 0) return [invalid(property, [], 'a policy without a statement is refused by IAM: give at least one').message];
  const sids = statements.map(({ sid }) => sid).filter((sid): sid is string => typeof sid === 'string' && !sid.includes(UNKNOWN));
  const twice = [...new Set(sids.filter((sid, index) => sids.indexOf(sid) !== index))];
  return [
    ...twice.map((sid) => invalid(`${property}, Sid`, sid, 'IAM takes a Sid only once in a policy: give each statement another one').message),
    ...statements.flatMap((statement) => statementErrors(statement)),
  ];
}

function statementErrors({ label, sid, actions, notActions, resources, notResources }: ReadStatement): string[] {
  const error = (element: string, value: string, rule: string) => invalid(`${label}, ${element}`, value, rule).message;
  return [
    ...typeof sid === 'string' && !sid.includes(UNKNOWN) && !/^[A-Za-z0-9]*$/.test(sid)
      ? [error('Sid', sid, 'a Sid has letters and digits only')] : [],
    ...([['Action', actions], ['NotAction', notActions]] as const).flatMap(([element, values]) => (
      values.filter((value) => !value.includes(UNKNOWN) && !/^(\*(:\*)?|[A-Za-z0-9-]+:[\w*?-]+)$/.test(value))
        .map((value) => error(element, value, 'an action is * or a service and a name, such as s3:GetObject, and no wildcard stands in the service'))
    )),
    ...([['Resource', resources], ['NotResource', notResources]] as const).flatMap(([element, values]) => (
      values.filter((value) => !value.includes(UNKNOWN) && !/^(\*$|arn:)/.test(value))
        .map((value) => error(element, value, 'a resource is * or an ARN, such as arn:aws:s3:::reports/*'))
    )),
  ];
}
