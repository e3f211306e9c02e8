import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { Demands } from './demands';
import { ReadPrincipal } from './read-principal';
import { ReadTrust, readTrustPolicy } from './read-trust-policy';
import { kindOfAccount, requireNarrowAccount } from './width-of-accounts';
import { kindOfProvider, requireNarrowProvider, requireNarrowRolesAnywhere } from './width-of-providers';
import { invalid, InvalidInputError } from '../../private/errors';
import { isPartlyUnknown } from '../../private/text/intrinsic-text';
import { requirePartition } from '../partition';
import { PrincipalKind } from '../principal-kind';
import { requireService } from '../service-principals';
import { requireCanHold } from '../trust-rules';

/** One principal of a trust policy with the requirements on its requests. The kind is absent if it is not known. */
export interface JudgedPrincipal {
  readonly principal: ReadPrincipal;
  readonly kind?: PrincipalKind;
  readonly demands: Demands;
}

/**
 * Checks a trust policy by the rules of `RoleTrust`, whatever principals it consists of. Refuses trusts that admit too many principals,
 * and conditions that can never hold.
 *
 * @param property what the user wrote to get the policy
 * @param isComplete whether lazy values are known already
 */
export function requireTrustPolicy(scope: IConstruct, document: iam.PolicyDocument, property: string, isComplete: boolean): JudgedPrincipal[] {
  return readTrustPolicy(scope, document, property, isComplete).flatMap((trust) => (
    trust.principals.map((principal) => judge(scope, property, principal, trust))
  ));
}

/** The principals of a trust policy that break a rule of `RoleTrust`, each with the rule. */
export function unsafePrincipals(scope: IConstruct, document: iam.PolicyDocument): { readonly text: string; readonly rule: string }[] {
  return readTrustPolicy(scope, document, 'assumedBy', true).flatMap((trust) => trust.principals.flatMap((principal) => {
    try {
      judge(scope, 'assumedBy', principal, trust);
      return [];
    } catch (error) {
      if (error instanceof InvalidInputError) return [{ text: principal.text, rule: error.message }];
      throw error;
    }
  }));
}

function judge(scope: IConstruct, property: string, principal: ReadPrincipal, { actions, conditions }: ReadTrust): JudgedPrincipal {
  const demands = new Demands(conditions);
  const kind = kindOf(property, principal, actions, demands);
  if (kind) conditions.forEach((condition) => requireCanHold(kind, condition));
  requirePartition(scope, property, [principal.text]);
  if (principal.type === 'AWS') requireNarrowAccount(property, principal, kind, demands);
  else if (principal.type === 'Federated') requireNarrowProvider(property, principal, actions, demands);
  else if (!isPartlyUnknown(principal.text)) requireService(property, principal.text);
  if (kind === 'rolesAnywhere') requireNarrowRolesAnywhere(property, principal, demands);
  return { principal, kind, demands };
}

function kindOf(property: string, principal: ReadPrincipal, actions: string[], demands: Demands): PrincipalKind | undefined {
  switch (principal.type) {
    case 'AWS': return kindOfAccount(principal, demands);
    case 'Federated': return kindOfProvider(principal, actions);
    case 'Service': return principal.text === 'rolesanywhere.amazonaws.com' ? 'rolesAnywhere' : 'service';
    default: throw invalid(property, principal.text, `a trust policy does not support a principal of the type ${principal.type}. Use one of `
      + 'the static methods of RoleTrust');
  }
}
