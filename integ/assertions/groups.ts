import {
  GetGroupCommand, GetRoleCommand, ListAttachedGroupPoliciesCommand, ListAttachedRolePoliciesCommand, ListGroupPoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { Assertion } from './assertion';
import { same } from './same';
import { ADMINISTRATOR_ROLE, GROUPS } from '../account-baseline';
import { TestIdentities } from '../identities';

const SOURCE = 'IAM API Reference, "ListAttachedGroupPolicies", "ListGroupPolicies", "GetGroup"';

/** What a group carries besides the MFA enforcement: AWS's policies by name, the stack's by the beginning of their logical id. */
const CARRIED: Record<keyof typeof GROUPS, { aws?: string[]; own?: string[] }> = {
  Administrator: { own: ['BaselineAdministratorAssumeRole'] },
  PowerUser: { aws: ['PowerUserAccess'], own: ['PassWorkloadRoles', 'Guardrail'] },
  SecurityAuditor: { aws: ['SecurityAudit'], own: ['Guardrail'] },
  Billing: { aws: ['job-function/Billing'], own: ['Guardrail'] },
};

function carries(jobFunction: keyof typeof GROUPS): Assertion {
  const GroupName = GROUPS[jobFunction];
  return {
    claim: `${GroupName} carries its policies and no other`,
    question: 'Did CloudFormation attach what the template says?',
    source: SOURCE,
    async check({ account }) {
      const { iam } = account.owner;
      const { aws = [], own = [] } = CARRIED[jobFunction];
      const policies = await Promise.all(['BaselineMfaEnforcement', ...own].map((logicalId) => account.physicalId('AWS::IAM::ManagedPolicy', logicalId)));
      const { AttachedPolicies } = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }));
      same('its policies', AttachedPolicies!.map(({ PolicyArn }) => PolicyArn!).sort(), [...policies, ...aws.map((name) => account.awsPolicy(name))].sort());
      same('its inline policies', (await iam.send(new ListGroupPoliciesCommand({ GroupName }))).PolicyNames, []);
      same('its path', (await iam.send(new GetGroupCommand({ GroupName }))).Group!.Path, '/account-baseline/');
    },
  };
}

/** What the baseline made, as IAM lists it. */
export const GROUPS_AND_ROLE: Assertion[] = [
  ...(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map(carries),
  {
    claim: 'the members of each group are those of the test, and nobody else',
    question: 'Does the baseline put nobody into a group?',
    source: SOURCE,
    async check(identities: TestIdentities) {
      const { account, administrator, powerUser } = identities;
      const members: Partial<Record<string, string>> = { [GROUPS.Administrator]: administrator.userName, [GROUPS.PowerUser]: powerUser.userName };
      for (const GroupName of Object.values(GROUPS)) {
        const { Users } = await account.owner.iam.send(new GetGroupCommand({ GroupName }));
        same(`the members of ${GroupName}`, Users!.map(({ UserName }) => UserName), [members[GroupName]].filter((name) => name !== undefined));
      }
    },
  },
  {
    claim: 'the Administrator role has AdministratorAccess, for an hour, under the path of the baseline',
    question: 'Did CloudFormation make the role that the template says?',
    source: 'IAM API Reference, "GetRole", "ListAttachedRolePolicies"',
    async check({ account }) {
      const { iam } = account.owner;
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: ADMINISTRATOR_ROLE }));
      same('its path and hours', [Role!.Path, Role!.MaxSessionDuration], ['/account-baseline/', 3_600]);
      const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: ADMINISTRATOR_ROLE }));
      same('its policies', AttachedPolicies!.map(({ PolicyArn }) => PolicyArn), [account.awsPolicy('AdministratorAccess')]);
      same('its inline policies', (await iam.send(new ListRolePoliciesCommand({ RoleName: ADMINISTRATOR_ROLE }))).PolicyNames, []);
    },
  },
];
