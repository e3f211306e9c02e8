import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { BaselineRole } from '../../src/roles/baseline-role';
import { BreakGlassRole } from '../../src/roles/break-glass-role';
import { Ec2InstanceRole } from '../../src/roles/ec2/ec2-instance-role';
import { SecurityAuditRole } from '../../src/roles/security-audit-role';
import { ServiceRole } from '../../src/roles/service/service-role';
import { SupportRole } from '../../src/roles/support-role';
import { RoleTrust } from '../../src/trust/role-trust';
import { awsManagedPolicy } from '../engine/aws-managed-policies';
import { CREDENTIALS } from '../engine/credentials';
import { decide, Decision } from '../engine/decide';
import { COMMERCIAL, loadTemplate, trustOfRole } from '../engine/template';

/** A principal that tries to assume a role, with the expected result. A principal without policies may do everything in its account. */
export interface TrustCase {
  readonly about: string;
  readonly role: string;
  readonly context: Record<string, string | string[]>;
  readonly who: Who;
  readonly steps: TrustStep[];
}

export interface TrustStep {
  readonly with: string;
  readonly call?: string;
  readonly who?: Who;
  readonly context?: Record<string, string | string[]>;
  readonly without?: string[];
  readonly expect: Decision;
  readonly why?: string;
}

interface Who {
  readonly account?: string;
  readonly principal?: string;
  readonly service?: string;
  readonly policies?: string[];
}

const MORE_CREDENTIALS: typeof CREDENTIALS = {
  ...CREDENTIALS,
  'console with MFA of 2 hours ago': {
    context: { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '7200', 'aws:ViaAWSService': 'false' },
  },
  // AWS does not send this pair, but each of the two conditions must hold on its own.
  'MFA age without MFA': { context: { 'aws:MultiFactorAuthPresent': 'false', 'aws:MultiFactorAuthAge': '60', 'aws:ViaAWSService': 'false' } },
  'role': { context: { 'aws:ViaAWSService': 'false' } },
  'service': { context: { 'aws:PrincipalIsAWSService': 'true', 'aws:ViaAWSService': 'false' } },
};

const SIBLINGS = { accounts: ['111122223333'], organizationId: 'o-a1b2c3d4e5' };

function rolesOfAnAccount() {
  const stack = new Stack(new App(), 'Roles');
  const role = (id: string, assumedBy: RoleTrust) => new BaselineRole(stack, id, { assumedBy, roleName: id });
  role('SiblingPeople', RoleTrust.people({ siblings: { ...SIBLINGS, organizationPaths: ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'] } }));
  role('NamedPeople', RoleTrust.people({
    siblings: SIBLINGS, users: ['user/alice', 'arn:aws:iam::111122223333:user/bob'], mfaMaxAge: Duration.hours(1), sourceIdentity: true,
  }));
  role('OwnPeople', RoleTrust.people({ usersPath: '/people/', mfaMaxAge: Duration.hours(1) }));
  role('SiblingRoles', RoleTrust.roles({ siblings: SIBLINGS, roles: ['role/pipelines/deploy'] }));
  role('AnySiblingRole', RoleTrust.roles({ siblings: SIBLINGS, sessionTags: true, sourceIdentity: true }));
  role('OwnRoles', RoleTrust.roles({ roles: ['role/pipelines/*'] }));
  role('ThirdParty', RoleTrust.thirdParty({ accounts: ['444455556666'], externalId: '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b' }));
  role('NamedThirdParty', RoleTrust.thirdParty({
    accounts: ['444455556666'],
    externalId: 'c2Vzc2lvbi1wYXJ0bmVyLTQy',
    principals: ['arn:aws:iam::444455556666:role/product'],
    sessionTags: true,
  }));
  new iam.Role(stack, 'PlainRole', {
    roleName: 'PlainRole',
    assumedBy: new iam.CompositePrincipal(
      RoleTrust.people().withConditions({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
      RoleTrust.service('states.amazonaws.com'),
    ),
  });
  new SupportRole(stack, 'Support');
  new SecurityAuditRole(stack, 'SecurityAudit');
  new BreakGlassRole(stack, 'BreakGlass', { userNames: ['glass-1', 'glass-2'] });
  new ServiceRole(stack, 'StateMachine', { roleName: 'StateMachine', service: 'states.amazonaws.com' });
  new ServiceRole(stack, 'Schedule', {
    roleName: 'Schedule', service: 'scheduler.amazonaws.com', sourceArns: ['arn:aws:scheduler:*:123456789012:schedule-group/nightly'],
  });
  new Ec2InstanceRole(stack, 'Instance', { roleName: 'Instance' });
  return loadTemplate(stack);
}

export const template = rolesOfAnAccount();

export const cases: [string, TrustCase][] = readdirSync(join(__dirname, '..', 'cases', 'roles')).filter((file) => file.endsWith('.json')).sort()
  .map((file) => [file, JSON.parse(readFileSync(join(__dirname, '..', 'cases', 'roles', file), 'utf8'))]);

/** What a step sends, and the policies of its principal. */
export interface TrustRequest {
  readonly principal: string;
  readonly action: string;
  readonly context: Record<string, string | string[]>;
  readonly policies: string[];
}

export function requestOf(given: TrustCase, step: TrustStep): TrustRequest {
  const credentials = MORE_CREDENTIALS[step.with];
  if (!credentials) throw new Error(`There are no credentials '${step.with}': ${Object.keys(MORE_CREDENTIALS).join(', ')}`);
  const { principal, context, policies } = actor(step.who ?? given.who);
  const all = { ...context, ...credentials.context, ...given.context, ...step.context };
  const sent = Object.fromEntries(Object.entries(all).filter(([key]) => !step.without?.includes(key)));
  return { principal, action: step.call ?? 'sts:AssumeRole', context: sent, policies };
}

export async function outcomeOf(given: TrustCase, step: TrustStep, trust = trustOfRole(template, given.role)): Promise<Decision> {
  const { policies, ...request } = requestOf(given, step);
  return decide({
    ...request,
    resource: template.arnOf(template.find('AWS::IAM::Role', given.role)),
    account: COMMERCIAL.account,
    policies: policies.map(awsManagedPolicy),
    trust,
  });
}

function actor({ account, principal, service, policies = ['AdministratorAccess'] }: Who) {
  if (service) return { principal: service, context: {}, policies: [] };
  const arn = `arn:aws:iam::${account}:${principal}`;
  const name = principal!.split('/').pop()!;
  return {
    principal: principal!.startsWith('role/') ? `arn:aws:sts::${account}:assumed-role/${name}/session` : arn,
    context: { 'aws:PrincipalArn': arn, ...principal!.startsWith('user/') ? { 'aws:username': name } : {} },
    policies,
  };
}
