import { ContextEntry, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { Assertion } from './assertion';
import { same } from './same';
import * as matrix from '../../proof/data/mfa-matrix.json';
import { GROUPS } from '../account-baseline';
import { TestIdentities } from '../identities';

const SIMULATOR = 'IAM API Reference, "SimulatePrincipalPolicy"';
const NOT_THERE = 'the local endpoint ignores the context and the groups in a simulation';

/** What AWS's own evaluator makes of the services for which it takes the context as it is given. */
const SERVICES = ['iam', 's3', 'sts'];

const ALLOW_ALL = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** The most important of the wrong decisions. */
const SHOWN = 10;

/** A question to the simulator, about several actions at once. */
interface Question {
  readonly actions: string[];
  readonly resource: string;
  readonly context: Record<string, string>;
  readonly policies: string[];
}

/** With the decision that is expected for each action. */
interface Asked {
  readonly question: Question;
  readonly expected: Map<string, string>;
}

async function decisions(
  identities: TestIdentities, source: string, { actions, resource, context, policies }: Question,
): Promise<Map<string, string>> {
  const ContextEntries = Object.entries(context).map(([ContextKeyName, value]): ContextEntry => ({
    ContextKeyName, ContextKeyValues: [value], ContextKeyType: /^(true|false)$/.test(value) ? 'boolean' : 'string',
  }));
  const { EvaluationResults } = await identities.account.owner.iam.send(new SimulatePrincipalPolicyCommand({
    PolicySourceArn: source, ActionNames: actions, ResourceArns: [resource], ContextEntries, PolicyInputList: policies,
  }));
  return new Map(EvaluationResults!.map(({ EvalActionName, EvalDecision }) => [EvalActionName!, EvalDecision === 'allowed' ? 'Allowed' : 'Denied']));
}

/** The rows of the matrix in terms of the account and of the administrators' member, by what can be asked at once. */
function questionsOf({ account, administrator }: TestIdentities): Map<string, Asked> {
  const found = new Map<string, Asked>();
  const contexts = matrix.contexts as Record<string, Record<string, string>>;
  for (const row of matrix.rows.filter(({ action }) => SERVICES.includes(action.split(':')[0]))) {
    const resource = row.resource
      .replace(/^arn:aws:(\w+)::\d{12}:/, (_, service: string) => account.arn(service, ''))
      .replace(/alice/g, administrator.userName);
    for (const [name, expected] of Object.entries(row.expect)) {
      const key = [row.attached, resource, name].join(' ');
      const entry: Asked = found.get(key) ?? {
        question: {
          actions: [], resource, context: { 'aws:username': administrator.userName, ...contexts[name] }, policies: row.attached === 'admin' ? [ALLOW_ALL] : [],
        },
        expected: new Map(),
      };
      entry.question.actions.push(row.action);
      entry.expected.set(row.action, expected);
      found.set(key, entry);
    }
  }
  return found;
}

/** What gives more rights, for a power user with MFA. */
const ESCALATIONS: [resource: (identities: TestIdentities) => string, actions: string[]][] = [
  [({ account, administrator }) => account.arn('iam', `user/account-baseline/${administrator.userName}`), [
    'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', 'iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:DeleteUserPermissionsBoundary',
  ]],
  [({ account, powerUser }) => account.arn('iam', `user/account-baseline/${powerUser.userName}`), ['iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:UpdateUser']],
  [({ account }) => account.arn('iam', `group/account-baseline/${GROUPS.Administrator}`), ['iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:PutGroupPolicy']],
  [({ administratorRoleArn }) => administratorRoleArn, ['iam:UpdateAssumeRolePolicy', 'iam:AttachRolePolicy', 'iam:PassRole', 'sts:AssumeRole']],
  [({ account }) => account.arn('iam', 'policy/account-baseline/any'), ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion']],
  [() => '*', ['sts:AssumeRoot', 'sso:CreateAccountAssignment', 'sso:PutInlinePolicyToPermissionSet', 'rolesanywhere:CreateTrustAnchor', 'cloudtrail:StopLogging']],
];

/** AWS's own evaluator about the deployed policies. */
export const SIMULATED: Assertion[] = [
  {
    claim: 'AWS decides each row of the MFA matrix as the offline proof does',
    question: 'Do the offline evaluators read BoolIfExists, NotAction and policy variables as AWS does?',
    source: SIMULATOR,
    onlyLive: NOT_THERE,
    async check(identities) {
      const wrong: string[] = [];
      const source = identities.account.arn('iam', `user/account-baseline/${identities.administrator.userName}`);
      for (const [name, { question, expected }] of questionsOf(identities)) {
        const answers = await decisions(identities, source, question);
        for (const [action, decision] of expected) {
          if (answers.get(action) !== decision) wrong.push(`${name} ${action}: ${answers.get(action)} and not ${decision}`);
        }
      }
      same('the decisions unlike the matrix', wrong.slice(0, SHOWN), []);
    },
  },
  {
    claim: 'a deny with arn:*: as resource finds ARNs of this partition',
    question: 'The deny that keeps people from other people\'s devices names every partition by a wildcard: does that find any, and leave out their own IAM user?',
    source: 'IAM User Guide, "IAM JSON policy elements: NotResource"',
    onlyLive: NOT_THERE,
    async check(identities) {
      const { account, administrator, powerUser } = identities;
      const source = account.arn('iam', `user/account-baseline/${administrator.userName}`);
      const withoutMfa = { 'aws:username': administrator.userName, 'aws:MultiFactorAuthPresent': 'false', 'aws:ViaAWSService': 'false' };
      const decision = async (userName: string) => (await decisions(identities, source, {
        actions: ['iam:EnableMFADevice'], resource: account.arn('iam', `user/account-baseline/${userName}`), context: withoutMfa, policies: [ALLOW_ALL],
      })).get('iam:EnableMFADevice');
      same('the decisions on the own device and on that of another user', [await decision(administrator.userName), await decision(powerUser.userName)],
        ['Allowed', 'Denied']);
    },
  },
  {
    claim: 'AWS denies a power user with MFA what gives more rights',
    question: 'Does the shortened form of the actions in the guardrail match what AWS calls them?',
    source: SIMULATOR,
    onlyLive: NOT_THERE,
    async check(identities) {
      const { account, powerUser } = identities;
      const source = account.arn('iam', `user/account-baseline/${powerUser.userName}`);
      const context = { 'aws:username': powerUser.userName, 'aws:MultiFactorAuthPresent': 'true', 'aws:ViaAWSService': 'false' };
      const open: string[] = [];
      for (const [resource, actions] of ESCALATIONS) {
        const answers = await decisions(identities, source, { actions, resource: resource(identities), context, policies: [ALLOW_ALL] });
        open.push(...actions.filter((action) => answers.get(action) !== 'Denied'));
      }
      same('the ways to more rights', open, []);
    },
  },
];
