import { setTimeout as sleep } from 'node:timers/promises';
import { CreateAccountAliasCommand } from '@aws-sdk/client-iam';
import { BaselineAccount, BaselineApp } from './baseline-app';
import { endpointForEach } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';

const OUR_GROUPS = ['Administrators', 'Billing', 'PowerUsers', 'SecurityAuditors'];

let endpoint: LocalEndpoint;
let account: BaselineAccount;
endpointForEach((started) => [endpoint, account] = [started, new BaselineAccount(started)]);

test('create, update, a failed update and destroy: afterwards alias and password policy are what they were before', async () => {
  await account.iam.send(new CreateAccountAliasCommand({ AccountAlias: 'before-us' }));
  await account.setPasswordLength(8);
  const app: BaselineApp = { accountAlias: 'first-alias', undo: true };

  expect(await account.deploy(app)).toMatchObject({ code: 0 });
  expect([await account.alias(), await account.passwordLength(), await account.groups()]).toEqual(['first-alias', 14, OUR_GROUPS]);

  expect(await account.deploy({ ...app, accountAlias: 'second-alias', minimumLength: 20 })).toMatchObject({ code: 0 });
  expect([await account.alias(), await account.passwordLength()]).toEqual(['second-alias', 20]);

  await endpoint.control('foreign-alias', { alias: 'taken-alias' });
  const failed = await account.deploy({ ...app, accountAlias: 'taken-alias', minimumLength: 30 });
  expect(failed.code).not.toBe(0);
  expect(said(failed)).toMatch(/taken-alias.*(taken|another account)/);
  expect([await account.alias(), await account.passwordLength()]).toEqual(['second-alias', 20]);

  expect(await account.destroy(app)).toMatchObject({ code: 0 });
  expect([await account.alias(), await account.passwordLength(), await account.groups()]).toEqual(['before-us', 8, []]);
}, 180_000);

test('a deployment that was interrupted is run again', async () => {
  const app: BaselineApp = { accountAlias: 'first-alias' };
  let cli = 0;
  const interrupted = account.deploy(app, (pid) => { cli = pid; });
  // As soon as the first group is there: CloudFormation goes on without the CLI.
  while ((await account.groups()).length === 0) await sleep(20);
  process.kill(cli, 'SIGKILL');
  expect((await interrupted).code).not.toBe(0);
  let again = await account.deploy(app);
  for (let tries = 0; again.code !== 0 && tries < 3; tries++) again = await account.deploy(app);
  expect(again).toMatchObject({ code: 0 });
  expect([await account.alias(), await account.passwordLength(), await account.groups()]).toEqual(['first-alias', 14, OUR_GROUPS]);
}, 180_000);
