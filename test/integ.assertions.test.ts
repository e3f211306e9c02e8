import { IAMClient, SimulatePrincipalPolicyCommand, SimulatePrincipalPolicyCommandInput } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { App } from 'aws-cdk-lib';
import { mockClient } from 'aws-sdk-client-mock';
import { Account } from '../integ/account';
import { accountBaseline, GROUPS } from '../integ/account-baseline';
import { Assertion } from '../integ/assertions/assertion';
import { SIMULATED } from '../integ/assertions/simulator';
import { Authenticator } from '../integ/authenticator';
import { TestIdentities } from '../integ/identities';
import { ALLOWED, DENIED, DENIED_BY_POLICY, eventually, expectCall } from '../integ/outcome';
import { ask, page } from '../integ/report';
import { decide, trustingTheAccount } from '../proof/engine/decide';
import { LoadedTemplate, loadTemplate, policiesOfGroup } from '../proof/engine/template';

jest.mock('node:timers/promises', () => ({ setTimeout: async (milliseconds: number) => jest.setSystemTime(Date.now() + milliseconds) }));

const ID = '123456789012';
const iam = mockClient(IAMClient);
const sts = mockClient(STSClient);

let template: LoadedTemplate;
let account: Account;
let cast: TestIdentities;

beforeAll(() => {
  template = loadTemplate(accountBaseline(new App()), { partition: 'aws', account: ID, region: 'eu-west-1' });
});

beforeEach(async () => {
  jest.useFakeTimers({ now: 1_800_000_000_000, doNotFake: ['nextTick', 'setImmediate'] });
  delete process.env.AWS_ENDPOINT_URL;
  sts.on(GetCallerIdentityCommand).resolves({ Account: ID, Arn: `arn:aws:iam::${ID}:user/owner` });
  account = await Account.of({ region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }, ID);
  cast = {
    account,
    administrator: { userName: 'integration-administrator' },
    powerUser: { userName: 'integration-power-user' },
    administratorRoleArn: account.arn('iam', 'role/account-baseline/Administrator'),
  } as TestIdentities;
});
afterEach(() => jest.useRealTimers());

/** AWS's simulator, if it decides as the offline proof does. */
async function simulate(input: SimulatePrincipalPolicyCommandInput) {
  const userName = input.PolicySourceArn!.split('/').pop()!;
  const group = userName === cast.administrator.userName ? GROUPS.Administrator : GROUPS.PowerUser;
  const given = Object.fromEntries(input.ContextEntries!.map(({ ContextKeyName, ContextKeyValues }) => [ContextKeyName!, ContextKeyValues![0]]));
  const policies = [
    ...policiesOfGroup(template, group), ...input.PolicyInputList!.map((document, index) => ({ name: `given${index}`, policy: JSON.parse(document) })),
  ];
  return {
    EvaluationResults: await Promise.all(input.ActionNames!.map(async (action) => {
      const decision = await decide({
        principal: input.PolicySourceArn!,
        action,
        resource: input.ResourceArns![0],
        account: ID,
        context: { 'aws:PrincipalArn': input.PolicySourceArn!, ...given },
        policies: policies as any,
        trust: action === 'sts:AssumeRole' ? trustingTheAccount(ID) : undefined,
      });
      return { EvalActionName: action, EvalDecision: decision === 'Allowed' ? 'allowed' as const : 'explicitDeny' as const };
    })),
  };
}

describe('AWS\'s policy simulator', () => {
  test.each(SIMULATED)('holds where it decides as the offline proof: $claim', async ({ check }) => {
    iam.on(SimulatePrincipalPolicyCommand).callsFake(simulate);
    await check(cast);
    expect(iam.commandCalls(SimulatePrincipalPolicyCommand).length).toBeGreaterThan(1);
    iam.reset();
  });

  test.each(SIMULATED)('fails where it allows everything: $claim', async ({ check }) => {
    iam.on(SimulatePrincipalPolicyCommand).callsFake(({ ActionNames }) => ({
      EvaluationResults: ActionNames.map((name: string) => ({ EvalActionName: name, EvalDecision: 'allowed' })),
    }));
    await expect(check(cast)).rejects.toThrow(/were to be/);
    iam.reset();
  });

  test('is asked about every row of the matrix on IAM, STS and S3', async () => {
    iam.on(SimulatePrincipalPolicyCommand).callsFake(simulate);
    await SIMULATED[0].check(cast);
    const asked = iam.commandCalls(SimulatePrincipalPolicyCommand).flatMap(({ args: [{ input }] }) => input.ActionNames!);
    expect(asked).toHaveLength(33 * 4);
    iam.reset();
  });
});

describe('waiting for IAM', () => {
  const denied = (words: string) => Object.assign(new Error(words), { name: 'AccessDenied', $metadata: {} });

  test('a call is made again until it ends as expected', async () => {
    const call = jest.fn().mockRejectedValueOnce(denied('no identity-based policy allows it')).mockResolvedValue({});
    await expectCall(account, 'a call', call, ALLOWED);
    expect(call).toHaveBeenCalledTimes(2);
  });

  test('a denial for want of a permission is none by a policy', async () => {
    const call = jest.fn().mockRejectedValueOnce(denied('no identity-based policy allows it'))
      .mockRejectedValue(denied('with an explicit deny in an identity-based policy'));
    await expectCall(account, 'a call', call, DENIED_BY_POLICY);
    expect(call).toHaveBeenCalledTimes(2);
  });

  test('for two minutes, and then it says what it ended with', async () => {
    const started = Date.now();
    await expect(expectCall(account, 'a call', async () => undefined, DENIED)).rejects.toThrow('a call was to be denied, and was allowed');
    expect(Date.now() - started).toBeGreaterThanOrEqual(120_000);
    expect(Date.now() - started).toBeLessThan(130_000);
  });

  test('for twenty minutes all together', async () => {
    const started = Date.now();
    for (let calls = 0; calls < 40; calls++) await expectCall(account, 'a call', async () => undefined, DENIED).catch(() => undefined);
    expect(Date.now() - started).toBeLessThan(21 * 60_000);
  });

  test('what is no answer of AWS is told at once', async () => {
    const call = jest.fn().mockRejectedValue(new TypeError('a mistake'));
    await expect(expectCall(account, 'a call', call, DENIED)).rejects.toThrow('a mistake');
    await expect(eventually(account, call, /AccessDenied/)).rejects.toThrow('a mistake');
    expect(call).toHaveBeenCalledTimes(2);
  });
});

describe('the authenticator', () => {
  const SEED = Buffer.from('JBSWY3DPEHPK3PXP'.repeat(4));

  test('shows no code twice, where AWS takes each one once', async () => {
    const device = new Authenticator('arn', SEED, true);
    const codes = [...await device.twoCodes(), await device.code(), await device.code()];
    expect(new Set(codes).size).toBe(4);
    // Two in a row are there at once; each further one is a step of 30 seconds later.
    expect(Date.now() - 1_800_000_000_000).toBe(60_500);
  });

  test('waits for nothing at the local endpoint', async () => {
    const device = new Authenticator('arn', SEED, false);
    expect(await device.code()).toBe(await device.code());
    expect(Date.now()).toBe(1_800_000_000_000);
  });
});

describe('the report of a live account', () => {
  const assertion = (claim: string, props: Partial<Assertion> = {}): Assertion => ({ claim, question: 'Why?', source: 'Somewhere', check: async () => undefined, ...props });

  test('skips nothing, and takes every answer for one of AWS', async () => {
    const results = await ask({ Topic: [assertion('a', { onlyLive: 'why not' }), assertion('b', { modeled: 'a model' })] }, cast);
    expect(page(account, results)).toBe([
      `# The baseline in account ${ID}`, '', '2 assertions hold, 0 fail, 0 were skipped.', '', '## Topic', '', '- **holds**: a (0.0 s)', '- **holds**: b (0.0 s)', '',
    ].join('\n'));
  });

  test('says of a failure why it was asked and where it is written', async () => {
    const results = await ask({ Topic: [assertion('a', { check: async () => { throw new Error('it was allowed'); } })] }, cast);
    expect(page(account, results)).toContain('- **fails**: a (0.0 s)\n  - it was allowed\n  - Why it was asked: Why?\n  - Source: Somewhere\n');
  });
});
