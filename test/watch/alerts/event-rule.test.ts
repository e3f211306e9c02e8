import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Alarm, CASES, patternsOf } from './event-cases';
import { matches } from './event-pattern';
import { eventRule, field } from '../../../src/watch/alerts/event-rule';

const patterns = patternsOf();

describe.each(CASES)('%s', (_, cases) => {
  test.each(cases.map((given) => [given.about, given] as const))('%s', (about, { event, alarms }) => {
    expect(about).toMatch(/^[A-Z].*\.$/);
    const raised = Object.entries(patterns).filter(([, pattern]) => matches(pattern, event)).map(([name]) => name);
    expect(raised.sort()).toEqual([...alarms].sort());
  });
});

/** Beside the one role that the cases have. */
const FURTHER_ROLES: Record<Alarm, number> = { RootActivity: 0, IdentityChange: 4, Sessions: 9, Drift: 9 };

test.each(Object.keys(patterns) as Alarm[])('the pattern of %s leaves room for the longest roles within the 2,048 characters that EventBridge takes', (name) => {
  // The longest ARN of a role without a path, in quotation marks and with a comma.
  const longest = `"arn:aws-us-gov:iam::111122223333:role/${'x'.repeat(64)}",`.length;
  expect(JSON.stringify(patterns[name]).length + FURTHER_ROLES[name] * longest).toBeLessThan(2_048);
});

test('values of the event have a letter each, and the same one wherever they stand', () => {
  const stack = new Stack(new App(), 'stack');
  const lines = [`Of ${field('$.detail.user.arn')}, "${field('$.region')}"`, `By ${field('$.detail.role.arn')} of ${field('$.detail.user.arn')}`];
  eventRule(stack, 'Rule', { purpose: 'test', pattern: { source: ['aws.iam'] }, topic: new sns.Topic(stack, 'Topic'), lines });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  expect(Properties.Targets[0].InputTransformer).toEqual({
    InputPathsMap: { a: '$.detail.user.arn', b: '$.region', c: '$.detail.role.arn' },
    InputTemplate: '"Of <a>, \\"<b>\\""\n"By <c> of <a>"',
  });
});
