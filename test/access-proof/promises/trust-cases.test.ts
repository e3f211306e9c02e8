import { exactly } from './pinned';
import { trustOfRole } from '../../../proof/engine/template';
import * as federation from '../../../proof/trusts/federation-cases';
import * as roles from '../../../proof/trusts/role-trusts';
import { AccessCondition, AccessPolicies, AccessProof } from '../../../src';

/** The proof for every request and the simulator that others wrote, asked about the same requests: both must agree with the case. */
interface Asked {
  readonly title: string;
  readonly trust: any;
  readonly principal: string;
  readonly action: string;
  readonly context: Record<string, string | string[]>;
  readonly expect: string;
}

const kindOf = (principal: string) => /^arn:/.test(principal) ? 'AWS' : 'Service';

const roleSteps: Asked[] = roles.cases.flatMap(([file, given]) => given.steps.flatMap((step, index) => {
  const { policies, principal, ...request } = roles.requestOf(given, step);
  // The policies of the principal may decide, too: then the trust alone has no answer.
  const isTrustAlone = kindOf(principal) === 'Service' || policies.includes('AdministratorAccess');
  const trust = trustOfRole(roles.template, given.role);
  return isTrustAlone ? [{ ...request, title: `${file}, step ${index + 1}`, trust, principal: `${kindOf(principal)}:${principal}`, expect: step.expect }] : [];
}));

const attempts: Asked[] = federation.federationCases().flatMap((given) => {
  const trust = federation.trustOf(given);
  return (['allowed', 'denied'] as const).flatMap((list) => given[list].map((attempt) => {
    const { principal, ...request } = federation.requestOf(given, attempt);
    const kind = principal === 'rolesanywhere.amazonaws.com' || principal === 'lambda.amazonaws.com' ? 'Service' : 'Federated';
    return { ...request, title: `${given.role}, ${attempt.who}`, trust, principal: `${kind}:${principal}`, expect: list === 'allowed' ? 'Allowed' : 'Denied' };
  }));
});

/** The question about one request alone: keys that the trust names and the request does not have are absent. */
function whenOf({ trust, principal, context }: Asked): AccessCondition[] {
  const named = trust.Statement.flatMap(({ Condition = {} }: any) => Object.values<any>(Condition).flatMap(Object.keys));
  const sent = Object.keys(context).map((key) => key.toLowerCase());
  const absent = [...new Set<string>([...named, 'aws:username'])].filter((key) => !sent.includes(key.toLowerCase()));
  return [
    AccessCondition.of('StringEquals', 'request:principal', principal),
    ...Object.entries(context).flatMap(([key, value]) => exactly(key, value, trust)),
    ...absent.map((key) => AccessCondition.of('Null', key, 'true')),
  ];
}

test.each([...roleSteps, ...attempts])('$title: $expect', (asked) => {
  const proof = new AccessProof(AccessPolicies.fromJson(JSON.stringify(asked.trust)));
  const question = { actions: [asked.action], when: whenOf(asked) };
  const isAllowed = asked.expect === 'Allowed';
  expect((isAllowed ? proof.allowsEverything(question) : proof.allowsNothing(question)).explanation).toMatch(/^Proved: /);
  // The request exists: the opposite claim does not hold, too.
  expect((isAllowed ? proof.allowsNothing(question) : proof.allowsEverything(question)).explanation).toMatch(/^Refuted: /);
});

test('there are cases of each kind', () => {
  expect([roleSteps.length, attempts.length]).toEqual([expect.any(Number), expect.any(Number)]);
  expect(roleSteps.length).toBeGreaterThan(80);
  expect(attempts.length).toBeGreaterThan(150);
});
