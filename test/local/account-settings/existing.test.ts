import { said } from '../../../local-endpoint/client/cdk-cli';
import { OnExisting } from '../../../src';
import { settings, StackAccount, UNDONE } from '../stack-account';
import { endpointForEach } from '../started-endpoint';

let account: StackAccount;
endpointForEach((endpoint) => account = new StackAccount(endpoint));

describe('creation over settings that are there', () => {
  beforeEach(async () => {
    await account.setAlias('before-us');
    await account.setPasswordLength(8);
  });

  test('OVERWRITE takes over; the next updates work in place, also a rename and its reverse; destroying puts back what was there', async () => {
    const props = { ...UNDONE, onExisting: OnExisting.OVERWRITE };
    expect(await account.deploy(settings('first-alias', 14, props))).toMatchObject({ code: 0 });
    expect(await account.state()).toEqual(['first-alias', 14]);
    const ids = await account.physicalIds('settings');

    expect(await account.deploy(settings('second-alias', 20, props))).toMatchObject({ code: 0 });
    expect(await account.state()).toEqual(['second-alias', 20]);
    expect(await account.deploy(settings('first-alias', 14, props))).toMatchObject({ code: 0 });
    expect(await account.state()).toEqual(['first-alias', 14]);
    expect(await account.physicalIds('settings')).toEqual(ids);

    expect(await account.destroy(settings('first-alias', 14, props))).toMatchObject({ code: 0 });
    expect(await account.state()).toEqual(['before-us', 8]);
  }, 180_000);

  test('ADOPT keeps what is there until the properties change; destroying puts back what was adopted', async () => {
    const props = { ...UNDONE, onExisting: OnExisting.ADOPT };
    expect(await account.deploy(settings('first-alias', 14, props))).toMatchObject({ code: 0 });
    expect(await account.state()).toEqual(['before-us', 8]);

    expect(await account.deploy(settings('second-alias', 20, props))).toMatchObject({ code: 0 });
    expect(await account.state()).toEqual(['second-alias', 20]);

    expect(await account.destroy(settings('second-alias', 20, props))).toMatchObject({ code: 0 });
    expect(await account.state()).toEqual(['before-us', 8]);
  }, 180_000);

  test('FAIL fails with both values and changes nothing', async () => {
    const failed = await account.deploy(settings('first-alias', 14, { onExisting: OnExisting.FAIL }));
    expect(failed.code).not.toBe(0);
    expect(said(failed)).toMatch(/onExisting is FAIL: the account has .*(before-us.*first-alias|MinimumPasswordLength":8.*MinimumPasswordLength":14)/);
    expect(await account.state()).toEqual(['before-us', 8]);
  }, 180_000);
});
