import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { RandomPolicies, RandomRequest } from './policies';
import { readPolicy } from '../../../src/proof/policy/read-policy';
import { Access } from '../../../src/proof/policy/statement';

/** What the simulator, which others wrote, says of one request. */
export function isAllowedBySimulator({ identity, boundary, scps, rcps = [] }: RandomPolicies, { action, resource, context }: RandomRequest): boolean {
  return runUnsafeSimulation({
    request: {
      principal: 'arn:aws:iam::123456789012:user/people/alice',
      action,
      resource: { resource, accountId: '123456789012' },
      contextVariables: context,
    },
    identityPolicies: identity.map((policy, index) => ({ name: `policy ${index + 1}`, policy })),
    permissionBoundaryPolicies: boundary && [{ name: 'boundary', policy: boundary }],
    serviceControlPolicies: scps.map((policy, index) => ({ orgIdentifier: `level ${index + 1}`, policies: [{ name: 'scp', policy }] })),
    // Without RCPFullAWSAccess, which it does not take as a policy of its own, it says that nothing is allowed.
    resourceControlPolicies: rcps.map((policy: any, index) => ({ orgIdentifier: `level ${index + 1}`, policies: [{ name: 'rcp', policy: { ...policy, Statement: [...policy.Statement, { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] } }] })),
  }, {}) === 'Allowed';
}

/** The same policies for the proof. */
export function accessOf({ identity, boundary, scps }: RandomPolicies): Access {
  const layer = (name: string, documents: object[]) => ({ name, mustAllow: true, statements: documents.flatMap((document, index) => readPolicy(`${name} ${index + 1}`, document)) });
  return { layers: [layer('policy', identity), ...boundary ? [layer('boundary', [boundary])] : [], ...scps.map((scp, index) => layer(`level ${index + 1}`, [scp]))] };
}
