import { setTimeout as sleep } from 'node:timers/promises';
import { BaselineAccount } from './baseline-app';
import { endpointForEach } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';

const OUR_GROUPS = ['Administrators', 'Billing', 'PowerUsers', 'SecurityAuditors'];

let endpoint: LocalEndpoint;
let account: BaselineAccount;
endpointForEach((started) => [endpoint, account] = [started, new BaselineAccount(started)]);

test('the baseline a second time, in another stack or region, fails before anything is changed', async () => {
  expect(await account.deploy({ accountAlias: 'first-alias' })).toMatchObject({ code: 0 });
  for (const region of ['us-east-1', 'eu-west-1']) {
    const failed = await new BaselineAccount(endpoint, region).deploy({ stackName: 'second-baseline', accountAlias: 'second-alias', minimumLength: 30 });
    expect(failed.code).not.toBe(0);
    expect(said(failed)).toMatch(/(Group|Role).*already exists|already exists.*(Group|Role)/i);
    expect([await account.alias(), await account.passwordLength(), await account.groups()]).toEqual(['first-alias', 14, OUR_GROUPS]);
  }
}, 120_000);

test('when the endpoint dies in the middle of a deployment, this is the error, at once', async () => {
  const deployment = account.deploy({ accountAlias: 'first-alias' });
  deployment.catch(() => undefined);
  while ((await account.groups()).length === 0) await sleep(20);
  process.kill(endpoint.pid, 'SIGKILL');
  await expect(deployment).rejects.toThrow('The local AWS endpoint ended unexpectedly (SIGKILL)');
  await expect(endpoint.control('status')).rejects.toThrow('ended unexpectedly');
}, 60_000);
