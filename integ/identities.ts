import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { Account, Clients } from './account';
import { ADMINISTRATOR_ROLE, GROUPS } from './account-baseline';
import { eventually } from './outcome';
import { MARK, Person, PREFIX } from './person';

/** The role that shows what a role's session carries. */
export const PROBE_ROLE = PREFIX + 'probe';

export const ADMINISTRATOR = PREFIX + 'administrator';
export const POWER_USER = PREFIX + 'power-user';
export const OUTSIDER = PREFIX + 'outsider';

/** Each of these calls tells one value of `aws:MultiFactorAuthPresent`: it is allowed with that one and with no other. */
const PROBES = [
  allow('sqs:ListQueues', { Null: { 'aws:MultiFactorAuthPresent': 'true' } }),
  allow('sns:ListTopics', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }),
  allow('s3:ListAllMyBuckets', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
];

/** The identities that act in the assertions. */
export interface TestIdentities {
  readonly account: Account;
  /** Of the group that may only become an administrator. */
  readonly administrator: Person;
  /** Of the power users' group. */
  readonly powerUser: Person;
  /** In no group and under no path of the baseline, with the probes, and allowed to assume any role and to federate. */
  readonly outsider: Person;
  /** A session, gained with a code, of a role with the probes. */
  readonly probeRole: Clients;
  readonly administratorRoleArn: string;
  readonly probeRoleArn: string;
}

/** Creates the identities. `removeTestIdentities` removes them again, even if this partially fails. */
export async function createTestIdentities(account: Account): Promise<TestIdentities> {
  const [administrator, powerUser, outsider] = await everybody([
    Person.make(account, { userName: ADMINISTRATOR, path: '/account-baseline/', groupName: GROUPS.Administrator }),
    Person.make(account, { userName: POWER_USER, path: '/account-baseline/', groupName: GROUPS.PowerUser }),
    Person.make(account, {
      userName: OUTSIDER,
      path: '/baseline-integration/',
      statements: [
        ...PROBES,
        allow('sts:AssumeRole'),
        allow('sts:GetFederationToken'),
        // What a policy with Bool in place of BoolIfExists lets through.
        allow('sns:ListSubscriptions'),
        { Effect: 'Deny', Action: 'sns:ListSubscriptions', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
      ],
    }),
  ]);
  const probeRoleArn = await makeProbeRole(account);
  return {
    account,
    administrator,
    powerUser,
    outsider,
    probeRole: await outsider.assumeWithCode(probeRoleArn),
    administratorRoleArn: account.arn('iam', `role/account-baseline/${ADMINISTRATOR_ROLE}`),
    probeRoleArn,
  };
}

/** Waits for all also where one fails: what is still being made could not be removed. */
async function everybody(people: Promise<Person>[]): Promise<Person[]> {
  await Promise.allSettled(people);
  return Promise.all(people);
}

/** It trusts the outsider, with MFA. */
async function makeProbeRole(account: Account): Promise<string> {
  const { iam } = account.owner;
  const trust = {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: { AWS: account.arn('iam', `user/baseline-integration/${OUTSIDER}`) },
      Action: 'sts:AssumeRole',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    }],
  };
  // A principal that was made a moment ago may not be one yet.
  const { Role } = await eventually(account, () => iam.send(new CreateRoleCommand({
    RoleName: PROBE_ROLE, Path: '/baseline-integration/', AssumeRolePolicyDocument: JSON.stringify(trust), Tags: [MARK],
  })), /MalformedPolicyDocument/);
  await iam.send(new PutRolePolicyCommand({
    RoleName: PROBE_ROLE, PolicyName: PREFIX + 'probes', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: PROBES }),
  }));
  return Role!.Arn!;
}

function allow(Action: string, Condition?: object): object {
  return { Effect: 'Allow', Action, Resource: '*', Condition };
}
