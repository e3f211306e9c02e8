import { Token } from 'aws-cdk-lib';
import { ControlOptions } from './control-options';
import { RESOURCE_CONTROL_SERVICES } from './statements/perimeter';
import { Statement } from './statements/statement';
import { invalid, requireMatch, unsafe } from '../../private/errors';
import { KnownKeys, listOf, mandatory, policyStatement, requireKnownKeys, text } from '../../private/known-keys';
import { readPolicy } from '../../proof/policy/read-policy';

const KEYS: KnownKeys<ControlOptions> = { name: mandatory(text), statements: mandatory(listOf(policyStatement)) };

/** The statements of a service control policy that a user writes. */
export function ownServiceStatements(options: ControlOptions): Statement[] {
  return ownStatements(options, 'serviceControls', (statement, at) => {
    const principal = statement.Principal ?? statement.NotPrincipal;
    if (principal !== undefined) {
      throw invalid(`${at}.Principal`, principal, 'a service control policy names no principal. Use a condition on aws:PrincipalArn');
    }
    return statement;
  });
}

/** The statements of a resource control policy that a user writes: for every principal, and for the services that AWS supports. */
export function ownResourceStatements(options: ControlOptions): Statement[] {
  return ownStatements(options, 'resourceControls', (statement, at) => {
    const { Principal, NotPrincipal, NotAction, Action, ...others } = statement;
    const principal = NotPrincipal ?? Principal;
    if (principal !== undefined && principal !== '*' && principal?.AWS !== '*') {
      throw invalid(`${at}.Principal`, principal, 'a resource control policy applies to every principal. Use a condition on aws:PrincipalArn');
    }
    if (NotAction !== undefined) throw invalid(`${at}.NotAction`, NotAction, 'a resource control policy has no NotAction. Name the actions');
    for (const action of [Action].flat() as string[]) requireSupported(`${at}.Action`, action);
    return { Sid: others.Sid, Effect: others.Effect, Principal: '*', Action, ...others };
  });
}

function ownStatements(options: ControlOptions, kind: string, check: (statement: any, at: string) => any): Statement[] {
  requireKnownKeys(options, KEYS);
  const { name, statements } = options;
  requireMatch('name', name, /^[A-Za-z][A-Za-z0-9]{0,63}$/, 'it must be 1 to 64 letters and digits, and begin with a letter');
  if (Token.isUnresolved(name)) throw invalid('name', name, 'it must be known at synth');
  if (statements.length === 0) throw invalid('statements', statements, 'give at least one');
  const sid = `${name[0].toUpperCase()}${name.slice(1)}`;
  return statements.map((written, index) => {
    const json = written.toStatementJson();
    const at = `statements[${index}]`;
    if (json.Effect !== 'Deny') {
      throw unsafe('control-policy-allow', `${at}.Effect`, json.Effect, `an Allow of ${kind} allows nothing that the policy of AWS beside it does not allow, and takes nothing away. Deny, with a condition or notActions`);
    }
    const checked = check(json, at);
    const statement = { ...checked, Sid: json.Sid ?? (index === 0 ? sid : `${sid}${index + 1}`), ...checked.Resource === undefined && checked.NotResource === undefined && { Resource: '*' } };
    requireMatch(`${at}.Sid`, statement.Sid, /^[A-Za-z0-9]+$/, 'it must be letters and digits');
    // What IAM would not take is refused here, and not by the deployment.
    if (!Token.isUnresolved(JSON.stringify(statement))) readPolicy(at, { Version: '2012-10-17', Statement: { ...statement, Principal: undefined } });
    return statement;
  });
}

function requireSupported(property: string, action: string): void {
  if (Token.isUnresolved(action)) return;
  if (action === '*') throw unsafe('resource-control-service', property, action, `a resource control policy takes no *. Name services, such as ${RESOURCE_CONTROL_SERVICES.map((service) => `${service}:*`).join(', ')}`);
  const [service] = String(action).split(':');
  if (RESOURCE_CONTROL_SERVICES.includes(service.toLowerCase())) return;
  throw unsafe('resource-control-service', property, action, `resource control policies protect resources of ${RESOURCE_CONTROL_SERVICES.join(', ')} only. Use one of them, or a service control policy`);
}
