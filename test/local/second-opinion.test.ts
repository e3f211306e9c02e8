import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { clientsOf } from './endpoint/clients';
import { runQuickCdk } from './quick-cdk';
import { callOf } from './second-opinion/calls';
import { enter, furnish, keysFor, recordedOnly } from './second-opinion/people';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { accountOf, Case, casesIn } from '../../proof/engine/cases';

/**
 * The cases of the proof once more, as real signed calls to the local endpoint, which has an evaluator of its own. Only the
 * decision counts: a call that is allowed may fail for any other reason.
 */
const REGION = 'us-east-1';
const HELD = join(__dirname, '..', '..', 'proof', 'data', 'aws-managed-policies');
const cases = casesIn(join(__dirname, '..', '..', 'proof', 'cases', 'journeys'));

let endpoint: LocalEndpoint;
let mfaEnforcement: string;
let settingsFunction: string;

beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  const output = mkdtempSync(join(tmpdir(), 'second-opinion-'));
  const deployed = await runQuickCdk(['deploy', '--output', output], {
    app: join(__dirname, 'second-opinion', 'app.ts'),
    environment: { ...endpoint.environment, AWS_REGION: REGION, AWS_DEFAULT_REGION: REGION },
    died: endpoint.died,
  });
  rmSync(output, { recursive: true });
  if (deployed.code !== 0) throw new Error(deployed.stderr);
  const { StackResources } = await clientsOf(endpoint).cloudFormation.send(new DescribeStackResourcesCommand({ StackName: 'Baseline' }));
  const physicalId = (type: string, begin: string) => StackResources!
    .find(({ ResourceType, LogicalResourceId }) => ResourceType === type && LogicalResourceId!.startsWith(begin))!.PhysicalResourceId!;
  mfaEnforcement = physicalId('AWS::IAM::ManagedPolicy', 'BaselineMfaEnforcement');
  settingsFunction = physicalId('AWS::Lambda::Function', 'AccountSettings');
}, 120_000);

afterAll(async () => endpoint?.stop());

/** The case's words in terms of this account. */
function here(text: string): string {
  const values: Record<string, string> = { partition: 'aws', account: endpoint.accountId, region: REGION };
  return text.replace(/\$\{(partition|account|region)\}/g, (_, name: string) => values[name]).replace(/account-baseline-settings/g, settingsFunction);
}

function arnOf(on = '*'): string {
  return on === '*' || on.startsWith('arn:') ? on : `arn:aws:iam::${endpoint.accountId}:${on}`;
}

const expressed: string[] = [];
const left: Record<string, number> = {};

function leave(reason: string, steps: number): void {
  left[reason] = (left[reason] ?? 0) + steps;
}

/** Why a whole case cannot be told here. */
async function unable({ partition, account, who }: Case): Promise<string | undefined> {
  if (partition && partition !== 'aws') return 'another partition';
  if (account) return 'another configuration of the baseline';
  if (who.account) return 'another account';
  const carried = accountOf({}).policiesOfPerson(who.jobs ?? [], who.policies ?? []).map(({ name }) => name);
  const names = carried.filter((name) => readdirSync(HELD).includes(`${name.split('/').pop()}.json`));
  for (const name of names) if (await recordedOnly(endpoint, name)) return 'a policy of AWS that the endpoint only records';
  return undefined;
}

test.each(cases)('%s', async (file, original) => {
  const reason = await unable(original);
  const count = (steps: Case['steps']) => steps.flatMap(({ call }) => call).length;
  if (reason) return leave(reason, count(original.steps));
  // Each case has a user of its own, so that no case sees what another one left behind.
  const user = `alice${cases.findIndex(([name]) => name === file)}`;
  const given: Case = JSON.parse(here(JSON.stringify(original)).replace(/alice/g, user));
  await furnish(endpoint, given.steps.map(({ on }) => arnOf(on)).filter((arn) => !arn.endsWith(`/${user}`)));
  const person = await enter(endpoint, user, given.who, mfaEnforcement);

  const disagreements: string[] = [];
  for (const step of given.steps) {
    for (const action of [step.call].flat()) {
      const arn = arnOf(step.on);
      const call = callOf(action, arn, user, step.context ?? {});
      const keys = keysFor(step.with, action, person);
      if (typeof call === 'string' || !keys) {
        leave(typeof call === 'string' ? call : 'the credentials cannot be had', 1);
        continue;
      }
      const answer = await call(endpoint, keys);
      expressed.push(action);
      if (answer.decision !== step.expect) {
        disagreements.push(`${step.with}: ${action} on ${arn}`, `  the proof: ${step.expect}, ${step.why ?? given.about}`,
          `  the endpoint: ${answer.decision}, ${answer.words}`);
      }
    }
  }
  expect(disagreements.join('\n')).toBe('');
}, 30_000);

test('as many cases are told as ever', () => {
  const notTold = Object.values(left).reduce((sum, steps) => sum + steps, 0);
  expect(expressed.length + notTold).toBe(cases.flatMap(([, { steps }]) => steps.flatMap(({ call }) => call)).length);
  expect({ told: expressed.length >= 274, left }).toEqual({ told: true, left });
});
