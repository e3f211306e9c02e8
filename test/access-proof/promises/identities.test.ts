import { App, Stack } from 'aws-cdk-lib';
import { everything, nothing, Promised, requestsOf } from './promised';
import { Account } from '../../../proof/engine/account';
import { actionsOf } from '../../../proof/engine/actions';
import { awsManagedPolicy } from '../../../proof/engine/aws-managed-policies';
import { Policy } from '../../../proof/engine/policy';
import { loadTemplate, policiesOfRole } from '../../../proof/engine/template';
import { AccessAnswer, AccessCondition, AccessContext, AccessPolicies, AccessProof, Ec2InstanceRole, WorkloadBoundary } from '../../../src';
import { isAllowedBySimulator } from '../random/simulator';

/** What README promises, proved for every request. The sampled proof in test/proof is the second opinion. */
const account = new Account();
const bounded = loadTemplate((() => {
  const stack = new Stack(new App(), 'Workloads');
  new WorkloadBoundary(stack, 'WorkloadBoundary');
  new Ec2InstanceRole(stack, 'Instances', { roleName: 'Instances' });
  return stack;
})());
const BOUNDARY = 'arn:aws:iam::123456789012:policy/account-baseline/WorkloadBoundary';

const ADMINISTRATOR = awsManagedPolicy('AdministratorAccess');
const OWN = ['arn:aws:iam::123456789012:user/${aws:username}', 'arn:aws:iam::123456789012:user/*/${aws:username}'];
const OWN_ANYWHERE = OWN.map((arn) => arn.replace('arn:aws:iam::123456789012', 'arn:*:iam::*'));
const ENROLL = ['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice', 'iam:ResyncMFADevice'];
const SEE = ['iam:GetMFADevice', 'iam:GetUser', 'iam:ListMFADevices'];
const WITHOUT_MFA = [...ENROLL, ...SEE, 'iam:ListVirtualMFADevices', 'sts:GetCallerIdentity', 'sts:GetSessionToken'];
const FIRST_PASSWORD = ['iam:ChangePassword', 'iam:GetAccountPasswordPolicy'];
const IAM_WRITES = ['A*', 'C*', 'D*', 'E*', 'Put*', 'R*', 'Se*', 'T*', 'U*'].map((name) => `iam:${name}`);
const NO_IDENTITIES = ['arn:*:iam::*:mfa/*', 'arn:*:iam::*:role/aws-service-role/*', 'arn:*:iam::*:server-certificate/*'];

const { withMfa, withoutMfa, mfaAbsent, mfaFalse, direct, fromUser } = AccessContext;
const when = AccessCondition.of;

const NEW_METADATA = [when('NumericGreaterThanEquals', 'ec2:RoleDelivery', '2.0')];

interface Subject {
  /** The policies that are ours. A mutation changes one of their statements. */
  readonly ours: Policy[];
  /** What else the identity may be allowed, as the worst case. */
  readonly others: Policy[];
  readonly boundary?: Policy;
  readonly promises: Record<string, Promised>;
}

const enforcement = account.policiesOfPerson([], []);
const guardrail = account.policiesOfPerson(['PowerUser'], []).filter(({ name }) => name.startsWith('Guardrail'));
const instance = policiesOfRole(bounded, 'Instances');

const SUBJECTS: Record<string, Subject> = {
  'MFA enforcement, for a user who is allowed everything': {
    ours: enforcement,
    others: [ADMINISTRATOR],
    promises: {
      'no MFA bypass: nothing without MFA but what leads to it': nothing({ notActions: [...WITHOUT_MFA, ...FIRST_PASSWORD], when: [withoutMfa(), direct()] }),
      'no device for a bare access key': nothing({ actions: ENROLL, when: [mfaAbsent()] }),
      'no device for another user without MFA': nothing({ actions: ['iam:EnableMFADevice', 'iam:ResyncMFADevice'], notResources: OWN_ANYWHERE, when: [withoutMfa(), fromUser()] }),
      'no sign-in for a command line on another machine': nothing({ actions: ['signin:AuthorizeOAuth2Access'], resources: ['arn:aws:signin:eu-west-1:123456789012:oauth2/public-client/remote'] }),
      'no lock-out with MFA': everything({ notActions: ['signin:*'], when: [withMfa()] }),
      'no lock-out of requests that a service forwards': everything({ notActions: [...ENROLL, 'signin:*'], when: [when('Bool', 'aws:ViaAWSService', 'true')] }),
    },
  },
  'MFA enforcement, for a user without other policies': {
    ours: enforcement,
    others: [],
    promises: {
      'enrolls a device of their own before there is MFA': everything({ actions: [...ENROLL, ...SEE], resources: OWN, when: [mfaFalse(), fromUser()] }),
      'names a virtual device': everything({ actions: ['iam:CreateVirtualMFADevice'], resources: ['arn:aws:iam::123456789012:mfa/*'], when: [mfaFalse()] }),
      'sees what the console needs': everything({ actions: ['iam:ListVirtualMFADevices'], when: [mfaFalse()] }),
      'manages their own access keys with MFA': everything({ actions: ['iam:CreateAccessKey', 'iam:DeactivateMFADevice'], resources: OWN, when: [withMfa(), fromUser()] }),
      'no credentials without MFA': nothing({ actions: ['iam:*AccessKey', 'iam:DeactivateMFADevice', 'iam:DeleteVirtualMFADevice', 'signin:*'], when: [withoutMfa()] }),
      'nothing of another user': nothing({
        notActions: ['iam:GetAccountPasswordPolicy', 'iam:ListVirtualMFADevices'],
        notResources: [...OWN, 'arn:aws:iam::123456789012:mfa/*', 'arn:aws:signin:*:123456789012:oauth2/public-client/localhost'],
      }),
    },
  },
  'the guardrail, for a power user who is allowed everything': {
    ours: guardrail,
    others: [ADMINISTRATOR],
    promises: {
      'passes no role outside of /workload/': nothing({ actions: ['iam:PassRole'], notResources: ['arn:*:iam::*:role/workload/*'] }),
      'changes no identity but their own user': nothing({ actions: IAM_WRITES, notResources: [...NO_IDENTITIES, ...OWN_ANYWHERE], when: [fromUser()] }),
      'changes no identity in a session of a role': nothing({ actions: IAM_WRITES, notResources: [...NO_IDENTITIES, 'arn:*:iam::*:user/#', 'arn:*:iam::*:user/*/#'], when: [when('Null', 'aws:username', 'true')] }),
      'gives their own user no permissions': nothing({ actions: ['iam:Attach*', 'iam:Detach*', 'iam:Put*', 'iam:AddUserToGroup', 'iam:UpdateUser', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'], resources: OWN_ANYWHERE, when: [fromUser()] }),
      'assumes no role': nothing({ actions: ['sts:AssumeRole*', 'sts:AssumeRoot', 'sts:GetDelegatedAccessToken'] }),
      'turns off no audit': nothing({ actions: ['cloudtrail:Stop*', 'cloudtrail:Delete*', 'config:Stop*', 'guardduty:Delete*', 'securityhub:Disable*', 'access-analyzer:Delete*'] }),
      'changes no stack of ours': nothing({ actions: ['cloudformation:*'], notActions: ['cloudformation:Des*', 'cloudformation:Det*', 'cloudformation:G*', 'cloudformation:L*'], resources: ['arn:*:cloudformation:*:*:stack/Baseline/*', 'arn:*:cloudformation:*:*:stack/CDKToolkit/*'] }),
      'changes and invokes no function of ours': nothing({ actions: ['lambda:*'], notActions: ['lambda:G*', 'lambda:L*'], resources: ['arn:*:lambda:*:*:function:account-baseline-*'] }),
      'has no function of ours invoked by another service': nothing({ actions: ['lambda:CreateEventSourceMapping', 'lambda:UpdateEventSourceMapping'], when: [when('ArnLike', 'lambda:FunctionArn', 'arn:*:lambda:*:*:function:account-baseline-*')] }),
      'works with resources of workloads': everything({ actions: ['dynamodb:*', 'sqs:*'], resources: ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders', 'arn:aws:sqs:eu-west-1:123456789012:orders'] }),
    },
  },
  'the workload boundary, for whom policies allow everything': {
    ours: [bounded.managedPolicy(bounded.find('AWS::IAM::ManagedPolicy', 'WorkloadBoundary'))],
    others: [],
    boundary: ADMINISTRATOR,
    promises: {
      'makes no role and no user without the boundary': nothing({ actions: ['iam:CreateRole', 'iam:CreateUser', 'iam:AttachRolePolicy', 'iam:PutUserPolicy'], when: [when('StringNotEquals', 'iam:PermissionsBoundary', BOUNDARY)] }),
      'takes no boundary off, and puts none on': nothing({ actions: ['iam:DeleteRolePermissionsBoundary', 'iam:PutUserPermissionsBoundary', 'iam:PutRolePermissionsBoundary'] }),
      'does not change the boundary': nothing({ actions: ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:Delete*'], resources: [BOUNDARY] }),
      'passes and assumes no role outside of /workload/': nothing({ actions: ['iam:PassRole', 'sts:AssumeRole*'], notResources: ['arn:aws:iam::123456789012:role/workload/*'] }),
      'reaches no other account': nothing({ actions: ['organizations:CreateAccount', 'organizations:InviteAccountToOrganization', 'cloudformation:CreateStackSet'] }),
      'gives their own user no permissions': nothing({ actions: ['iam:AddUserToGroup', 'iam:AttachUserPolicy'], resources: ['arn:aws:iam::123456789012:user/${aws:username}'], when: [fromUser()] }),
      'changes and invokes no function of ours': nothing({ actions: ['lambda:*'], notActions: ['lambda:G*', 'lambda:L*'], resources: ['arn:*:lambda:*:*:function:account-baseline-*'] }),
      'has no function of ours invoked by another service': nothing({ actions: ['lambda:CreateEventSourceMapping'], when: [when('ArnLike', 'lambda:FunctionArn', 'arn:*:lambda:*:*:function:account-baseline-*')] }),
      'makes roles for workloads with the boundary': everything({ actions: ['iam:CreateRole', 'iam:AttachRolePolicy'], resources: ['arn:aws:iam::123456789012:role/workload/app'], when: [when('StringEquals', 'iam:PermissionsBoundary', BOUNDARY)] }),
    },
  },
  'the role of instances': {
    ours: instance.filter(({ name }) => name !== 'AmazonSSMManagedEC2InstanceDefaultPolicy'),
    others: [awsManagedPolicy('AmazonSSMManagedEC2InstanceDefaultPolicy')],
    promises: {
      'nothing with credentials of version 1 of the metadata service': nothing({ actions: ['*'], when: [when('NumericLessThan', 'ec2:RoleDelivery', '2.0')] }),
      'writes logs of workloads': everything({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: ['arn:aws:logs:eu-west-1:123456789012:log-group:/workload/web'], when: NEW_METADATA }),
      'writes its metrics': everything({ actions: ['cloudwatch:PutMetricData'], resources: ['*'], when: [...NEW_METADATA, when('StringEquals', 'cloudwatch:namespace', 'CWAgent')] }),
      'labels its metrics': everything({ actions: ['ec2:DescribeTags'], resources: ['*'], when: NEW_METADATA }),
      'changes no identity, and reads no data': nothing({ actions: ['iam:*', 'sts:*', 's3:*', 'secretsmanager:*', 'dynamodb:*', 'lambda:*'] }),
    },
  },
};

function ask({ allows, question }: Promised, policies: Policy[], boundary?: Policy): AccessAnswer {
  const given = AccessPolicies.fromJson(...policies.map(({ policy }) => JSON.stringify(policy)));
  const proof = new AccessProof(boundary ? given.withPermissionsBoundary(JSON.stringify(boundary.policy)) : given);
  return allows === 'nothing' ? proof.allowsNothing(question) : proof.allowsEverything(question);
}

/** A worker of the tests holds the memory of other tests, too, so that only the growth is judged. */
const memoryAtStart = process.memoryUsage().rss;
let seconds = 0;
describe.each(Object.entries(SUBJECTS))('%s', (_, { ours, others, boundary, promises }) => {
  const policies = [...ours, ...others];

  test.each(Object.entries(promises))('%s', (__, promised) => {
    const before = process.cpuUsage();
    expect(ask(promised, policies, boundary).explanation).toMatch(/^Proved: /);
    const { user, system } = process.cpuUsage(before);
    seconds += (user + system) / 1e6;
  });

  test('a simulator that others wrote finds no request that contradicts a promise', async () => {
    const names = (await actionsOf()).map(({ name }) => name);
    const contradictions = Object.values(promises).flatMap((promised) => requestsOf(promised, names).filter((request) => (
      isAllowedBySimulator({ identity: policies.map(({ policy }) => policy), boundary: boundary?.policy, scps: [] }, request) !== (promised.allows === 'everything')
    )));
    expect(contradictions).toEqual([]);
  });

  // A statement may serve the promises to another identity that carries the same policies.
  const subjects = Object.values(SUBJECTS).filter((other) => other.ours === ours);

  test.each(ours.flatMap(({ name, policy }) => policy.Statement.map((statement: any): [string, string, any] => [`${statement.Sid}`, name, statement])))(
    'without the statement %s a promise is broken', (__, name, statement) => {
      const without = (all: Policy[]) => all.map((each) => each.name === name
        ? { name, policy: { ...each.policy, Statement: each.policy.Statement.filter((other: any) => other !== statement) } } : each)
        .filter(({ policy }) => policy.Statement.length > 0);
      const isBroken = (subject: Subject) => Object.values(subject.promises)
        .some((promised) => !ask(promised, without([...subject.ours, ...subject.others]), subject.boundary).isProved);
      expect(subjects.some(isBroken)).toBe(true);
    });
});

test('the promises are proved in time', () => {
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(60);
  expect(process.memoryUsage().rss - memoryAtStart).toBeLessThan(2 ** 30);
});
