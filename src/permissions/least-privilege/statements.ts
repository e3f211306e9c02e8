import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { intrinsicText } from '../../private/text/intrinsic-text';

/** A statement, as far as it is known before the deployment. */
export interface ReadStatement {
  /** How an error names it among the statements of its policy. */
  readonly label: string;
  /** How a warning names it. */
  readonly title: string;
  readonly sid?: string;
  readonly allows: boolean;
  readonly actions: string[];
  readonly notActions: string[];
  readonly resources: string[];
  readonly notResources: string[];
  /** By operator and key as they are written. */
  readonly conditions: Condition[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: string[];
}

/** Stands for what only the deployment knows. No ARN, action or condition holds it. */
export const UNKNOWN = '\u0000';

/** The statements that a policy document has at this moment. */
export function statementsOf(scope: IConstruct, document: { toJSON(): any }): ReadStatement[] {
  const { Statement = [] } = Stack.of(scope).resolve(document.toJSON()) ?? {};
  return [Statement].flat().map((statement: any, index: number): ReadStatement => ({
    label: `statements[${index}]`,
    title: `statements[${index}]${typeof statement.Sid === 'string' ? ` (${statement.Sid})` : ''}`,
    sid: statement.Sid,
    allows: statement.Effect === 'Allow',
    actions: texts(statement.Action),
    notActions: texts(statement.NotAction),
    resources: texts(statement.Resource),
    notResources: texts(statement.NotResource),
    conditions: Object.entries<any>(statement.Condition ?? {}).flatMap(([operator, keys]) => (
      Object.entries<any>(typeof keys === 'object' ? keys : {}).map(([key, values]) => ({ operator, key, values: texts(values) }))
    )),
  }));
}

function texts(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map(textOf);
}

/** What is known of a resolved value that CloudFormation puts together, such as the end of an ARN. */
export function textOf(value: unknown): string {
  return intrinsicText(value, (name) => /^!./.test(name) ? `\${${name.slice(1)}}` : UNKNOWN);
}
