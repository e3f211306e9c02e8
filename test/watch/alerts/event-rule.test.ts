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

test.each(Object.keys(patterns) as Alarm[])('the pattern of %s leaves room for the longest roles within the 2,048 characters that EventBridge takes', (name) => {
  // With the one role that the cases have; ten of 64 characters after the account id, the most of a name without a path, still fit.
  expect(JSON.stringify(patterns[name]).length + 9 * 100).toBeLessThan(2_048);
});

test('values of the event have short names, whole ones where two would be the same', () => {
  const stack = new Stack(new App(), 'stack');
  const lines = [`Of ${field('$.detail.user.arn')}, "${field('$.region')}"`, `By ${field('$.detail.role.arn')} of ${field('$.detail.user.arn')}`];
  eventRule(stack, 'Rule', { pattern: { source: ['aws.iam'] }, topic: new sns.Topic(stack, 'Topic'), lines });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
  expect(Properties.Targets[0].InputTransformer).toEqual({
    InputPathsMap: { 'arn': '$.detail.user.arn', 'region': '$.region', 'detail-role-arn': '$.detail.role.arn' },
    InputTemplate: '"Of <arn>, \\"<region>\\""\n"By <detail-role-arn> of <arn>"',
  });
});
