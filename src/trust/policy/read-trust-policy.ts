import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { ReadPrincipal, readPrincipal } from './read-principal';
import { conditionsOf, TrustCondition } from '../trust-part';

/** One statement of a trust policy that allows principals to assume the role. */
export interface ReadTrust {
  readonly principals: ReadPrincipal[];
  readonly actions: string[];
  readonly conditions: TrustCondition[];
}

/**
 * The statements of a trust policy that allow principals to assume the role.
 *
 * @param isComplete whether lazy values are known already
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
  // `NotPrincipal` admits every principal except a few, and counts as every principal.
  if (NotPrincipal !== undefined || typeof Principal === 'string') return [['AWS', '*']];
  return Object.entries(Principal ?? {}).flatMap(([type, values]) => [values].flat().map((value): [string, unknown] => [type, value]));
}

function assumesRole(action: unknown): boolean {
  return typeof action === 'string' && (/^sts:AssumeRole/i.test(action) || action.includes('*'));
}

function listOf(value: any): any[] {
  return value === undefined ? [] : [value].flat();
}
