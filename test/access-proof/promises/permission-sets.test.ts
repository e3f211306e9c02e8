import { App, Stack } from 'aws-cdk-lib';
import { Account } from '../../../proof/engine/account';
import { actionsOf, targets } from '../../../proof/engine/actions';
import { awsManagedPolicy } from '../../../proof/engine/aws-managed-policies';
import { evaluate } from '../../../proof/engine/compiled';
import { Policy } from '../../../proof/engine/policy';
import { COMMERCIAL, LoadedTemplate, loadTemplate, policiesOfRole } from '../../../proof/engine/template';
import { AccessCondition, AccessPolicies, AccessProof, AccessQuestion, JobFunction, JobFunctionPermissionSet, JobFunctionRole } from '../../../src';
import { INSTANCE, memberOf, rollOutIn, stackIn, templateOf } from '../../organization/identity-center/in-organization';

/** What a session of a permission set may do in an account: what a role with the same job function may do there, for every request. */
const JOBS = [JobFunction.POWER_USER, JobFunction.SYSTEM_ADMINISTRATOR, JobFunction.DATA_SCIENTIST, JobFunction.BILLING];

/** The policies that the role of the permission set has in an account that the roll-out reaches. */
function ofPermissionSet(jobFunction: JobFunction): Policy[] {
  const stack = stackIn();
  new JobFunctionPermissionSet(stack, 'Set', { instanceArn: INSTANCE, jobFunction, rollOut: rollOutIn(stack) });
  // The permission set is deployed from the management account.
  const own = new LoadedTemplate(stack.stackName, templateOf(stack), { ...COMMERCIAL, account: '999999999999' });
  const member = memberOf(stack, COMMERCIAL.account);
  const { ManagedPolicies, CustomerManagedPolicyReferences, InlinePolicy } = own.properties(own.find('AWS::SSO::PermissionSet', jobFunction.name));
  return [
    ...ManagedPolicies.map((arn: string) => awsManagedPolicy(arn)),
    ...CustomerManagedPolicyReferences.map(({ Name, Path }: any) => {
      const id = member.find('AWS::IAM::ManagedPolicy', Name);
      expect(member.properties(id).Path).toBe(Path);
      return { ...member.managedPolicy(id), name: 'guardrail' };
    }),
    ...InlinePolicy ? [{ name: 'inline', policy: InlinePolicy }] : [],
  ];
}

function ofRole(jobFunction: JobFunction): Policy[] {
  const stack = new Stack(new App(), 'StackSet-account-baseline-0a1b2c3d', { env: { region: 'eu-central-1' } });
  new JobFunctionRole(stack, 'Role', { jobFunction });
  return policiesOfRole(loadTemplate(stack), jobFunction.name);
}

const PROMISES: Record<string, AccessQuestion> = {
  'passes no role outside of /workload/': { actions: ['iam:PassRole'], notResources: ['arn:*:iam::*:role/workload/*'] },
  'assumes no role': { actions: ['sts:AssumeRole*', 'sts:AssumeRoot', 'sts:GetDelegatedAccessToken'] },
  'changes no identity': {
    actions: ['A*', 'C*', 'D*', 'E*', 'Put*', 'R*', 'Se*', 'T*', 'U*'].map((name) => `iam:${name}`),
    notResources: ['mfa/*', 'role/aws-service-role/*', 'server-certificate/*', 'user/#', 'user/*/#'].map((resource) => `arn:*:iam::*:${resource}`),
    when: [AccessCondition.of('Null', 'aws:username', 'true')],
  },
  'gives nobody access through Identity Center': {
    actions: [
      ...['Add', 'Associate', 'Attach', 'Create', 'Delete', 'Detach', 'Disassociate', 'Import', 'Provision', 'Put', 'Remove', 'Start', 'Tag', 'Untag', 'Update'].map((verb) => `sso:${verb}*`),
      ...['Add', 'Create', 'Delete', 'Remove', 'Reserve', 'Update'].map((verb) => `identitystore:${verb}*`),
      'account-access:Create*', 'account-access:Delete*', 'identity-sync:*', 'sso-directory:*', 'sso-oauth:*',
    ],
  },
  'changes neither the policies that limit it nor the roles and the provider of Identity Center': {
    actions: [
      ...['CreatePolicy', 'CreatePolicyVersion', 'DeletePolicy', 'DeletePolicyVersion', 'SetDefaultPolicyVersion', 'CreateSAMLProvider', 'UpdateSAMLProvider', 'DeleteSAMLProvider'],
      ...['UpdateAssumeRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy', 'PutRolePolicy', 'DeleteRole', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'],
    ].map((name) => `iam:${name}`),
    resources: ['arn:*:iam::*:policy/*', 'arn:*:iam::*:role/aws-reserved/*', 'arn:*:iam::*:saml-provider/AWSSSO_*'],
  },
  'turns off no audit': { actions: ['cloudtrail:Stop*', 'cloudtrail:Delete*', 'guardduty:Delete*', 'securityhub:Disable*'] },
  'changes no function of the baseline': { actions: ['lambda:*'], notActions: ['lambda:G*', 'lambda:L*'], resources: ['arn:*:lambda:*:*:function:account-baseline-*'] },
};

const proofOf = (policies: Policy[]) => new AccessProof(AccessPolicies.fromJson(...policies.map(({ policy }) => JSON.stringify(policy))));

describe.each(JOBS.map((job) => ({ name: job.name, set: ofPermissionSet(job), role: ofRole(job) })))('$name', ({ set, role }) => {
  test.each(Object.entries(PROMISES))('a session of the permission set %s', (_, question) => {
    expect(proofOf(set).allowsNothing(question).explanation).toMatch(/^Proved: /);
  });

  test('the permission set allows each action of AWS where the role does, and nowhere else', async () => {
    const account = new Account();
    const contexts: Record<string, string>[] = [{}, { 'iam:PassedToService': 'lambda.amazonaws.com' }, { 'iam:PassedToService': 'cloudformation.amazonaws.com' }];
    const different: string[] = [];
    let allowed = 0;
    for (const action of await actionsOf()) {
      const arns = [...targets(action, account, '/account-baseline/alice').map(({ arn }) => arn), ...action.resourceTypes.some((type) => /:role\//.test(type)) ? [account.arn('role/workload/app')] : []];
      for (const resource of arns.map((arn) => arn === '*' ? arn : arn.replaceAll('*', 'x'))) {
        for (const context of action.name === 'iam:PassRole' ? contexts : contexts.slice(0, 1)) {
          const [ofSet, ofTheRole] = [set, role].map((policies) => evaluate(policies, { action: action.name, resource, context }));
          if (ofSet !== ofTheRole) different.push(`${action.name} ${resource}: ${ofSet}, ${ofTheRole}`);
          if (ofSet === 'Allowed') allowed++;
        }
      }
    }
    expect(different).toEqual([]);
    expect(allowed).toBeGreaterThan(30);
  });
});

test('without the reference to the guardrail, a power user from Identity Center breaks the promises', () => {
  const bare = ofPermissionSet(JobFunction.POWER_USER).filter(({ name }) => name !== 'guardrail');
  const broken = Object.entries(PROMISES).filter(([, question]) => !proofOf(bare).allowsNothing(question).isProved).map(([name]) => name);
  expect(broken).toEqual(expect.arrayContaining(['assumes no role', 'turns off no audit', 'gives nobody access through Identity Center', 'changes no function of the baseline']));
});
