import { CustomResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { said } from '../../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { Contents, settings, StackAccount } from '../stack-account';
import { endpointForEach } from '../started-endpoint';

/** A sibling that fails after the settings: a group that names a policy which does not exist. */
const failingAfter = (contents: Contents): Contents => (stack) => {
  contents(stack);
  const group = new iam.Group(stack, 'Failing', {
    managedPolicies: [iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Missing', `arn:aws:iam::${endpoint.accountId}:policy/missing`)],
  });
  stack.node.findAll().filter((construct) => construct instanceof CustomResource).forEach((setting) => group.node.addDependency(setting));
};

let endpoint: LocalEndpoint;
let account: StackAccount;
endpointForEach((started) => [endpoint, account] = [started, new StackAccount(started)]);

test('an alias of another account fails the creation and the update, says so, and is rolled back', async () => {
  await endpoint.control('foreign-alias', { alias: 'taken-alias' });
  await account.setPasswordLength(8);
  const created = await account.deploy(settings('taken-alias', 14));
  expect(created.code).not.toBe(0);
  expect(said(created)).toMatch(/the alias taken-alias is taken by another AWS account: try taken-alias-\d{4}/);
  expect(await account.state()).toEqual([undefined, 8]);

  expect(await account.deploy(settings('free-alias', 14))).toMatchObject({ code: 0 });
  const updated = await account.deploy(settings('taken-alias', 20));
  expect(updated.code).not.toBe(0);
  expect(said(updated)).toMatch(/taken-alias is taken by another AWS account/);
  expect(await account.state()).toEqual(['free-alias', 14]);
}, 180_000);

test('a sibling that fails rolls an update of the settings back, and a creation too, although they are kept on deletion', async () => {
  await account.setPasswordLength(8);
  const created = await account.deploy(failingAfter(settings('first-alias', 14)));
  expect(created.code).not.toBe(0);
  expect(await account.state()).toEqual([undefined, 8]);

  expect(await account.deploy(settings('first-alias', 14))).toMatchObject({ code: 0 });
  const updated = await account.deploy(failingAfter(settings('second-alias', 20)));
  expect(updated.code).not.toBe(0);
  expect(await account.state()).toEqual(['first-alias', 14]);
}, 180_000);
