import { said } from '../../../local-endpoint/client/cdk-cli';
import { PasswordPolicy } from '../../../src';
import { Contents, settings, StackAccount, UNDONE } from '../stack-account';
import { endpointForEach } from '../started-endpoint';

let account: StackAccount;
endpointForEach((endpoint) => account = new StackAccount(endpoint));

test('a second stack that wants the same settings fails and says which stack has them; kept settings outlive their stack, and go to the next one', async () => {
  expect(await account.deploy(settings('first-alias', 14))).toMatchObject({ code: 0 });
  const failed = await account.deploy(settings('second-alias', 20), 'rival');
  expect(failed.code).not.toBe(0);
  expect(said(failed)).toMatch(/of the stack arn:aws:cloudformation:\S+:stack\/settings\/\S+ \(CREATE_COMPLETE\) owns the setting/);
  expect(await account.state()).toEqual(['first-alias', 14]);

  expect(await account.destroy(settings('first-alias', 14))).toMatchObject({ code: 0 });
  expect(await account.state()).toEqual(['first-alias', 14]);
  expect(await account.deploy(settings('second-alias', 20, UNDONE), 'rival')).toMatchObject({ code: 0 });
  expect(await account.state()).toEqual(['second-alias', 20]);
}, 180_000);

test('a setting that moves in the tree stays, and so does what it remembers', async () => {
  await account.setPasswordLength(8);
  expect(await account.deploy((stack) => { new PasswordPolicy(stack, 'Here', { ...UNDONE, minimumLength: 14 }); })).toMatchObject({ code: 0 });
  const moved: Contents = (stack) => { new PasswordPolicy(stack, 'There', { ...UNDONE, minimumLength: 14 }); };
  expect(await account.deploy(moved)).toMatchObject({ code: 0 });
  expect(await account.passwordLength()).toBe(14);
  expect(await account.destroy(moved)).toMatchObject({ code: 0 });
  expect(await account.passwordLength()).toBe(8);
}, 180_000);

test('a value that another identity has set since remains when the stack is destroyed', async () => {
  const contents = settings('first-alias', 14, UNDONE);
  expect(await account.deploy(contents)).toMatchObject({ code: 0 });
  await account.setPasswordLength(30);
  expect(await account.destroy(contents)).toMatchObject({ code: 0 });
  expect(await account.state()).toEqual([undefined, 30]);
}, 180_000);
