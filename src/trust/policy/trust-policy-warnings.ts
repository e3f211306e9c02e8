import { Demands, valuesOf } from './demands';
import { JudgedPrincipal } from './trust-policy-errors';
import { isPartlyUnknown } from '../../private/text/intrinsic-text';
import { isGuessable } from '../external-id';
import { SENDER } from '../principal-kind';
import { KNOWN_SERVICES, SENDS_SOURCE } from '../service-principals';
import { TrustWarning } from '../trust-part';
import { requireCanHold } from '../trust-rules';

/** The warnings about a trust policy that is valid but unusual. */
export function trustPolicyWarnings(judged: JudgedPrincipal[], maxSessionSeconds: number | undefined): TrustWarning[] {
  return judged.flatMap((each) => [...withoutEffect(each), ...externalId(each), ...service(each), ...session(each, maxSessionSeconds)]);
}

/** The external IDs that a principal of another account must send. */
export function externalIdsOf({ kind, demands }: JudgedPrincipal): string[] {
  return kind === 'thirdParty' ? demands.demanding(/^sts:externalid$/i).flatMap(valuesOf) : [];
}

function withoutEffect({ kind, demands }: JudgedPrincipal): TrustWarning[] {
  return demands.conditions.filter((condition) => kind && !requireCanHold(kind, condition)).map(({ operator, key }) => ({
    id: 'conditionWithoutEffect',
    message: `The condition ${operator} on ${key} always holds and has no effect: a request of ${SENDER[kind!]} never has the key. Remove it`,
  }));
}

function externalId(judged: JudgedPrincipal): TrustWarning[] {
  const guessable: TrustWarning[] = externalIdsOf(judged).filter(isGuessable).map((id) => ({
    id: 'guessableExternalId',
    message: `The external ID '${id}' can be guessed. Ask the third party to generate one for each of its customers`,
  }));
  const onOwnAccount: TrustWarning[] = judged.principal.isOwn && judged.demands.externalId ? [{
    id: 'externalIdOnOwnAccount',
    message: 'The external ID protects from other customers of a third party, but every user of this account can read it. Remove it',
  }] : [];
  return [...guessable, ...onOwnAccount];
}

function service({ principal, kind, demands }: JudgedPrincipal): TrustWarning[] {
  // Some services have the domain of their partition or their region in front of the suffix.
  const text = principal.text.replace(/\.[a-z]{2}(-[a-z]+)+-\d(?=\.amazonaws\.)/, '').replace(/\.cn$/, '');
  if (kind !== 'service' || isPartlyUnknown(text) || text in SENDS_SOURCE) return [];
  if (!KNOWN_SERVICES.has(text)) {
    return [{
      id: 'unknownServicePrincipal',
      message: `The service '${text}' is not known to this library. IAM refuses a service principal `
      + 'that does not exist',
    }];
  }
  return sourceConditions(demands).map((key) => ({
    id: 'sourceNotDocumented',
    message: `The trust requires ${key}, but ${text} does not document that it sends the key. If it does not, it cannot assume the role`,
  }));
}

function sourceConditions(demands: Demands): string[] {
  return [...new Set(demands.demanding(/^aws:source(account|arn)$/i).map(({ key }) => key))];
}

function session({ kind }: JudgedPrincipal, seconds: number | undefined): TrustWarning[] {
  if (kind !== 'roles' && kind !== 'thirdParty' || seconds === undefined || seconds <= 3600) return [];
  return [{
    id: 'sessionLongerThanRoleChaining',
    message: `maxSessionDuration is ${seconds / 3600} hours, but a role that assumes this role gets one hour at most: a longer session fails. `
      + 'Set one hour',
  }];
}
