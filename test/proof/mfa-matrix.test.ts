import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as matrix from '../../proof/data/mfa-matrix.json';
import { awsManagedPolicy } from '../../proof/engine/aws-managed-policies';
import { decide, trustingTheAccount } from '../../proof/engine/decide';
import { loadTemplate, policiesOfGroup } from '../../proof/engine/template';
import { MfaEnforcement } from '../../src/identities/mfa-enforcement';

const stack = new Stack(new App(), 'Matrix');
new iam.Group(stack, 'People', { managedPolicies: [new MfaEnforcement(stack, 'MfaEnforcement')] });
const enforcement = policiesOfGroup(loadTemplate(stack), 'People');

const ATTACHED: Record<string, typeof enforcement> = {
  self: enforcement,
  admin: [...enforcement, awsManagedPolicy('AdministratorAccess')],
};

const decisions = matrix.rows.flatMap((row) => Object.entries(row.expect).map(([context, expected]) => ({ ...row, context, expected })));

test('no row of the matrix is lost', () => {
  expect(decisions).toHaveLength(matrix.rows.length * 4);
  expect(matrix.rows).toHaveLength(36);
});

test.each(decisions)('$attached, $context: $action on $resource is $expected', async ({ attached, context, action, resource, expected }) => {
  const decision = await decide({
    principal: 'arn:aws:iam::123456789012:user/alice',
    action,
    resource,
    account: '123456789012',
    context: {
      'aws:username': 'alice',
      'aws:PrincipalArn': 'arn:aws:iam::123456789012:user/alice',
      ...(matrix.contexts as Record<string, Record<string, string>>)[context],
    },
    policies: ATTACHED[attached],
    trust: action === 'sts:AssumeRole' ? trustingTheAccount('123456789012') : undefined,
  });
  expect(decision).toBe(expected);
});
