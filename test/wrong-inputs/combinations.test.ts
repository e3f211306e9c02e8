import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { existing } from './wrong-input';
import { BaselinePart, BaselineUserOptions, JobFunction, SecureAccountBaseline, SecureAccountBaselineProps } from '../../src';
import { InvalidInputError } from '../../src/private/errors';

const PARTS = Object.values(BaselinePart);

/** What can be left out, in every combination. */
const OMITTED: BaselinePart[][] = Array.from({ length: 2 ** PARTS.length }, (_, bits) => PARTS
  .filter((__, index) => Math.floor(bits / 2 ** index) % 2 === 1));

const users: BaselineUserOptions[] = [{ userName: 'alice', jobFunctions: [JobFunction.BILLING] }];

const VARIANTS: readonly [string, () => SecureAccountBaselineProps][] = [
  ['alone', () => ({})],
  ['with users', () => ({ users })],
  ['with one group', () => ({ groups: [{ jobFunction: JobFunction.BILLING }] })],
  ['with existing groups only', () => ({ groups: [{ jobFunction: JobFunction.BILLING, existing: existing(JobFunction.BILLING) }] })],
  ['with an alias', () => ({ accountAlias: 'example' })],
  ['with further roles', () => ({ roles: { securityAudit: {}, breakGlass: { userNames: ['glass-1', 'glass-2'] } } })],
  ['with a guardrail and hardening', () => ({ guardrail: {}, accountHardening: {} })],
];

/** What has been made, since each synthesis takes its time. */
const known = new Map<string, Template | InvalidInputError>();

function once(key: string, props: SecureAccountBaselineProps): Template | InvalidInputError {
  const result = known.get(key) ?? made(props);
  known.set(key, result);
  return result;
}

/** The template, or the error that refuses the combination. */
function made(props: SecureAccountBaselineProps): Template | InvalidInputError {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  try {
    new SecureAccountBaseline(stack, 'Baseline', props);
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  return Template.fromStack(stack);
}

describe.each(VARIANTS)('every combination of what can be left out, %s', (variant, props) => {
  test.each(OMITTED.map((omit) => [omit.join(', ') || 'nothing', omit] as const))('%s', (_, omit) => {
    const result = once(`${variant}: ${omit.join()}`, { ...props(), omit });
    if (result instanceof InvalidInputError) {
      const written = ['omit', ...Object.keys(props())];
      expect(written).toContain(result.property.split(/[.[]/)[0]);
      expect(result.constructPath).toBe('Stack/Baseline');
      return;
    }
    const { Resources = {} } = result.toJSON();
    expect(Object.keys(Resources)).not.toHaveLength(0);
    const enforcements = Object.keys(Resources).filter((id) => /^BaselineMfaEnforcement/.test(id));
    const groups = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::IAM::Group');
    for (const id of enforcements) expect(JSON.stringify(groups)).toContain(`{"Ref":"${id}"}`);
  });

  test('what is refused contradicts what is left out, and nothing else is', () => {
    const refused = OMITTED.filter((omit) => once(`${variant}: ${omit.join()}`, { ...props(), omit }) instanceof InvalidInputError).length;
    // Half leave out the groups that are configured; half of the others leave users without MFA; in two nothing remains.
    expect(refused).toBe({
      'alone': 2, 'with users': 24, 'with one group': 16, 'with existing groups only': 18, 'with an alias': 0, 'with further roles': 0, 'with a guardrail and hardening': 0,
    }[variant]);
  });
});
