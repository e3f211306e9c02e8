import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ts from 'typescript';
import { adoptionRoad } from '../../cli/adoption-road';
import { JobFunction, MfaEnforcementMode, SecureAccountBaselineStack } from '../../src';

const AWS = 'arn:aws:iam::aws:policy/';
const OWN_MFA = 'arn:aws:iam::111122223333:policy/ForceMfa';
const person = (name: string, mfa = true) => ({ name, password: true, mfa, unusedKeys: [] });

/** An account with groups, roles, users under / and an MFA policy of its own. */
function road(change: { credentials?: object[]; users?: object[]; alias?: string | null; length?: number } = {}) {
  const facts = {
    identities: {
      value: {
        users: change.users ?? [
          { name: 'alice', groups: ['administrators'], policies: [] },
          { name: 'bob', groups: ['Developers'], policies: [`${AWS}PowerUserAccess`, OWN_MFA] },
          { name: 'ci', groups: ['administrators'], policies: [] },
        ],
        groups: [{ name: 'administrators', policies: [`${AWS}AdministratorAccess`, OWN_MFA] }, { name: 'Developers', policies: ['arn:aws:iam::111122223333:policy/Team'] }],
        roles: [{ name: 'Administrator', policies: [] }, { name: 'support', policies: [] }],
        signInRoles: [],
        ownPolicies: [{ name: 'ForceMfa', document: { Statement: [{ Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }] } }],
      },
    },
    credentials: { value: change.credentials ?? [person('alice'), person('bob', false), { ...person('ci'), password: false }] },
    passwordPolicy: { value: { minimumLength: change.length ?? 20 } },
  };
  return adoptionRoad({ account: facts as any, alias: { value: change.alias === undefined ? 'acme' : change.alias } })!;
}

function synthesized(code: string): Template {
  const app = new App();
  const script = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022 } }).outputText;
  new Function('app', 'SecureAccountBaselineStack', 'JobFunction', 'MfaEnforcementMode', script)(app, SecureAccountBaselineStack, JobFunction, MfaEnforcementMode);
  return Template.fromStack(app.node.findChild('account-baseline') as Stack);
}

test('the app synthesizes, and takes no name that the account has, in whatever case', () => {
  const template = synthesized(road().code);
  const names = (type: string, property: string) => (
    Object.values(template.findResources(type)).map(({ Properties }) => Properties[property]).filter(Boolean).sort()
  );
  expect(names('AWS::IAM::Group', 'GroupName')).toEqual(['BaselineAdministrators', 'Billing', 'PowerUsers', 'SecurityAuditors']);
  expect(names('AWS::IAM::Role', 'RoleName')).toEqual(expect.arrayContaining(['BaselineAdministrator', 'BaselineSupport']));
  template.hasResourceProperties('Custom::AccountAlias', { AccountAlias: 'acme' });
  template.hasResourceProperties('Custom::PasswordPolicy', { MinimumPasswordLength: 20 });
  expect(road().code).toContain('usersPath: \'/\'');
});

test('people get the new groups before they lose the former ones, and MFA is enforced in between', () => {
  const commands = road().steps.flatMap((step) => step.commands);
  const add = (group: string, user: string) => `aws iam add-user-to-group --group-name ${group} --user-name ${user}`;
  expect(commands).toEqual([
    'npx cdk deploy account-baseline',
    'secure-account-baseline status --adopt',
    add('BaselineAdministrators', 'alice'),
    add('PowerUsers', 'bob'),
    'npx cdk deploy account-baseline',
    'aws iam remove-user-from-group --group-name administrators --user-name alice',
    `aws iam detach-user-policy --policy-arn ${AWS}PowerUserAccess --user-name bob`,
    `aws iam detach-user-policy --policy-arn ${OWN_MFA} --user-name bob`,
    'secure-account-baseline status --adopt',
  ]);
  expect(road().steps[1].what).toContain('MFA device, sign out and sign in again: bob');
});

test('programs and groups with policies of their own stay as they are, and nothing is deleted', () => {
  const text = JSON.stringify(road().steps);
  expect(text).not.toMatch(/--user-name ci\b|Developers|delete-/);
});

test('where all people have MFA, it is enforced from the start', () => {
  const { code, steps } = road({ credentials: [person('alice'), person('bob')], alias: null, length: 8 });
  expect(code).not.toMatch(/ROLL_OUT|accountAlias|passwordPolicy/);
  expect(steps.filter(({ commands }) => commands.includes('npx cdk deploy account-baseline'))).toHaveLength(1);
});

test('a name that means something to the shell or to TypeScript is quoted', () => {
  const { code, steps } = road({ users: [{ name: 'o\'hara $(x)', groups: ['administrators'], policies: [] }], credentials: [person('o\'hara $(x)')], alias: 'a\'b' });
  expect(steps[1].commands).toEqual(['aws iam add-user-to-group --group-name BaselineAdministrators --user-name \'o\'\\\'\'hara $(x)\'']);
  expect(code).toContain('accountAlias: \'a\\\'b\'');
});

test('without users, or where they are unknown, there is no road', () => {
  expect(road({ users: [] })).toBeUndefined();
  expect(adoptionRoad({ account: { identities: { unknown: 'denied' }, credentials: { value: [] } } as any, alias: { value: null } })).toBeUndefined();
});
