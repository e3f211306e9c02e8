import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { ReadPrincipal, readPrincipal } from './read-principal';
import { conditionsOf, TrustCondition } from '../trust-part';

/** One statement of a trust policy that lets principals assume the role. */
export interface ReadTrust {
  readonly principals: ReadPrincipal[];
  readonly actions: string[];
  readonly conditions: TrustCondition[];
}

/**
 * The statements of a trust policy that let principals assume the role.
 *
 * @param isComplete whether values that are only known at synthesis are known already
 */
export function readTrustPolicy(scope: IConstruct, document: iam.PolicyDocument, property: string, isComplete: boolean): ReadTrust[] {
  const { Statement = [] } = document.toJSON() ?? {};
  return Statement.filter(({ Effect, Action }: any) => Effect === 'Allow' && listOf(Action).some(assumesRole)).map((statement: any): ReadTrust => {
    const given = isComplete ? Stack.of(scope).resolve(statement.Condition) : statement.Condition;
    return {
      principals: principalsOf(statement).map(([type, value]) => readPrincipal(scope, type, value)),
      actions: listOf(statement.Action),
      conditions: conditionsOf(Token.isUnresolved(given) ? {} : given ?? {}, (operator, key) => `${property}.conditions.${operator}.${key}`),
    };
  });
}

function principalsOf({ Principal, NotPrincipal }: any): [string, unknown][] {
  // Everyone but a few is everyone.
  if (NotPrincipal !== undefined || typeof Principal === 'string') return [['AWS', '*']];
  return Object.entries(Principal ?? {}).flatMap(([type, values]) => [values].flat().map((value): [string, unknown] => [type, value]));
}

function assumesRole(action: unknown): boolean {
  return typeof action === 'string' && (/^sts:AssumeRole/i.test(action) || action.includes('*'));
}

function listOf(value: any): any[] {
  return value === undefined ? [] : [value].flat();
}
