import { IConstruct } from 'constructs';
import { ReadStatement, UNKNOWN } from './statements';
import { violation } from '../../private/written-properties';

/**
 * What IAM refuses as a malformed policy, so that it fails at synth and not in the middle of a deployment. Source: IAM User Guide, "IAM
 * JSON policy elements reference".
 *
 * @param policy whose property `statements` the user gave
 */
export function documentErrors(policy: IConstruct, statements: ReadStatement[]): string[] {
  if (statements.length === 0) return [violation(policy, 'statements', [], 'IAM refuses a policy without a statement. Give at least one')];
  const known = new Set<string>();
  return statements.flatMap((statement) => {
    const { sid, label } = statement;
    const isTwice = isLiteral(sid) && known.has(sid);
    if (isLiteral(sid)) known.add(sid);
    return [
      ...isTwice ? [violation(policy, `${label}.sid`, sid, 'IAM takes a Sid only once in a policy. Give each statement another one')] : [],
      ...statementErrors(policy, statement),
    ];
  });
}

function isLiteral(sid: unknown): sid is string {
  return typeof sid === 'string' && !sid.includes(UNKNOWN);
}

function statementErrors(policy: IConstruct, { label, sid, actions, notActions, resources, notResources }: ReadStatement): string[] {
  const error = (property: string, value: string, rule: string) => violation(policy, `${label}.${property}`, value, rule);
  return [
    ...isLiteral(sid) && !/^[A-Za-z0-9]*$/.test(sid) ? [error('sid', sid, 'a Sid has letters and digits only')] : [],
    ...([['actions', actions], ['notActions', notActions]] as const).flatMap(([property, values]) => (
      values.filter((value) => !value.includes(UNKNOWN) && !/^(\*(:\*)?|[A-Za-z0-9-]+:[\w*?-]+)$/.test(value))
        .map((value) => error(property, value, 'an action is * or a service and a name, such as s3:GetObject, and no wildcard stands in the service'))
    )),
    ...([['resources', resources], ['notResources', notResources]] as const).flatMap(([property, values]) => (
      values.filter((value) => !value.includes(UNKNOWN) && !/^(\*$|arn:)/.test(value))
        .map((value) => error(property, value, 'a resource is * or an ARN, such as arn:aws:s3:::reports/*'))
    )),
  ];
}
