import { App, Stack } from 'aws-cdk-lib';
import { Account } from '../../proof/engine/account';
import { Action, actionNamed, actionsOf, isWrite, targets } from '../../proof/engine/actions';
import { decide, trustingTheAccount } from '../../proof/engine/decide';
import { loadTemplate } from '../../proof/engine/template';
import { everythingOn } from '../../proof/everything-on';
import { SecureAccountBaselineStack } from '../../src/baseline/secure-account-baseline-stack';
import { IdentityCenterUser } from '../../src/organization/identity-center/identity-center-user';
import { OrganizationSettings } from '../../src/organization/settings/organization-settings';

/** The roles of the functions of the baseline itself, with everything on: what runs with them decides what the account is. */
const template = loadTemplate(new SecureAccountBaselineStack(new App(), 'Baseline', everythingOn));
const account: Account = Object.create(Account.prototype, { template: { value: template } });
const functions = template.idsOf('AWS::Lambda::Function');
const roles = [...new Set(functions.map((id) => roleOf(template.properties(id).Role)))];

function roleOf(arn: string): string {
  return template.idsOf('AWS::IAM::Role').find((id) => template.arnOf(id) === arn)!;
}

/** What a handler sets in IAM is a setting of the account and takes no resource; identities have ARNs. */
async function allowedWrites(role: string, actions: Action[], ofRole: Account = account): Promise<string[]> {
  const { template: its } = ofRole;
  const principal = `arn:aws:sts::${its.deployment.account}:assumed-role/${its.nameOf(role)}/session`;
  const allowed: string[] = [];
  for (const action of actions.filter(isWrite).filter(({ resourceTypes }) => resourceTypes.length > 0)) {
    for (const { arn } of targets(action, ofRole, '/account-baseline/alice')) {
      const trust = action.name === 'sts:AssumeRole' ? trustingTheAccount(its.deployment.account) : undefined;
      const context = { 'aws:PrincipalArn': its.arnOf(role) };
      const { account: owner } = its.deployment;
      const policies = its.policiesOf(role);
      const decision = await decide({ principal, action: action.name, resource: arn, account: owner, policies, trust, context });
      if (decision === 'Allowed') allowed.push(`${action.name} on ${arn}`);
    }
  }
  return allowed;
}

test('there are handlers, each with a role of the template', () => {
  expect(functions.length).toBeGreaterThan(0);
  expect(roles).not.toContain(undefined);
});

describe.each(roles)('%s', (role) => {
  test('is assumed by Lambda and by nobody else', () => {
    const { Statement } = template.properties(role).AssumeRolePolicyDocument;
    expect(Statement).toEqual([{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }]);
  });

  test('changes no identity, passes and assumes no role, and reaches neither Identity Center nor the organization', async () => {
    const services = ['iam', 'sts', 'sso', 'sso-directory', 'identitystore', 'identity-sync', 'organizations', 'rolesanywhere', 'signin'];
    expect(await allowedWrites(role, await actionsOf(services))).toEqual([]);
  });

  test('blinds no audit and changes neither code nor stacks', async () => {
    const code = ['AddPermission', 'CreateFunction', 'InvokeFunction', 'UpdateFunctionCode', 'UpdateFunctionConfiguration'];
    const actions = [...await actionsOf(['cloudtrail', 'guardduty', 'securityhub', 'cloudformation']), ...await Promise.all(code.map((name) => actionNamed(`lambda:${name}`)))];
    expect(await allowedWrites(role, actions)).toEqual([]);
  });
});

describe('the function of the settings of an organization', () => {
  const stack = new Stack(new App(), 'Organization');
  new OrganizationSettings(stack, 'Settings', { rootSessions: true });
  const ofOrganization: Account = Object.create(Account.prototype, { template: { value: loadTemplate(stack) } });
  const [role] = ofOrganization.template.idsOf('AWS::IAM::Role');

  test('is assumed by Lambda and by nobody else', () => {
    expect(ofOrganization.template.properties(role).AssumeRolePolicyDocument.Statement)
      .toEqual([{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }]);
  });

  test('changes no identity, and of the organization its policy types and delegated administrators alone', async () => {
    const services = ['iam', 'sts', 'sso', 'sso-directory', 'identitystore', 'identity-sync', 'organizations', 'rolesanywhere', 'signin', 'cloudtrail', 'cloudformation'];
    const writes = await allowedWrites(role, await actionsOf(services), ofOrganization);
    expect([...new Set(writes.map((write) => write.split(' ')[0]))].sort()).toEqual([
      'organizations:DeregisterDelegatedAdministrator', 'organizations:DisablePolicyType', 'organizations:EnablePolicyType', 'organizations:RegisterDelegatedAdministrator',
    ]);
  });
});

describe('the function of the users of Identity Center', () => {
  const stack = new Stack(new App(), 'People');
  new IdentityCenterUser(stack, 'Alice', { identityStoreId: 'd-1234567890', givenName: 'Alice', familyName: 'Example', email: 'alice@example.com' });
  const ofPeople: Account = Object.create(Account.prototype, { template: { value: loadTemplate(stack) } });
  const [role] = ofPeople.template.idsOf('AWS::IAM::Role');

  test('is assumed by Lambda and by nobody else', () => {
    expect(ofPeople.template.properties(role).AssumeRolePolicyDocument.Statement)
      .toEqual([{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }]);
  });

  test('changes users of the directory, and neither groups, permission sets, identities of IAM nor the organization', async () => {
    const services = ['iam', 'sts', 'sso', 'sso-directory', 'identitystore', 'identity-sync', 'organizations', 'rolesanywhere', 'signin', 'cloudtrail', 'cloudformation'];
    const writes = await allowedWrites(role, await actionsOf(services), ofPeople);
    expect(writes.filter((write) => !/^identitystore:(Delete|Update)User on arn:aws:identitystore:::user\//.test(write) && !/^identitystore:\w+User on \S+:identitystore\/d-1234567890$/.test(write))).toEqual([]);
    expect(writes.length).toBeGreaterThan(0);
  });
});

test('a role that may do more is noticed', async () => {
  const wide = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['iam:PutRolePolicy', 'iam:PassRole'], Resource: '*' }] };
  const policiesOf = jest.spyOn(template, 'policiesOf').mockReturnValue([{ name: 'Wide', policy: wide }]);
  expect(await allowedWrites(roles[0], await actionsOf(['iam']))).toEqual(['iam:PassRole on arn:aws:iam::123456789012:role/Admin', 'iam:PutRolePolicy on arn:aws:iam::123456789012:role/Admin']);
  policiesOf.mockRestore();
});
