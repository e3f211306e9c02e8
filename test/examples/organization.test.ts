import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as yaml from 'yaml';
import { appsOf } from '../../tools/programs/run-program';
import { testRulePacks } from '../nag/rule-packs';

/** examples/organization, as a reader synthesizes it. tools/check-templates.ts gives its templates to cfn-lint. */
const PROGRAM = readFileSync(join(__dirname, '..', '..', 'examples', 'organization', 'app.ts'), 'utf8');
const AS_DEPLOYED = { analyticsReporting: true, context: { 'aws:cdk:enable-path-metadata': true } };
const organization = (): App => appsOf(PROGRAM, AS_DEPLOYED)[0];

const NAMES = ['guardrails', 'people', 'roll-out', 'roll-out-every-region', 'roll-out-watch', 'settings', 'spend', 'trail', 'units'];
const stacks = organization().synth().stacksRecursively;

test('has a stack for each task', () => {
  expect(stacks.map(({ stackName }) => stackName).sort()).toEqual(NAMES.map((name) => `account-baseline-${name}`));
});

test.each(stacks.map((stack) => ({ name: stack.stackName, stack })))('$name is sent without a bucket, and has no assets', ({ stack }) => {
  expect(yaml.stringify(stack.template, { schema: 'yaml-1.1', lineWidth: 0 }).length).toBeLessThan(51_200);
  expect([stack.assets, stack.template.Parameters]).toEqual([[], undefined]);
});

describe('cdk-nag', () => {
  testRulePacks(organization);

  test('looks at every stack', () => {
    const app = organization();
    const added = app.node.children.filter(Stack.isStack).map((stack) => new CfnTopic(stack, 'Unsafe').node.path);
    const found = JSON.stringify(new AwsSolutionsChecks(app).validateScope(app).violations);
    expect(added).toHaveLength(7);
    expect(added.filter((path) => !found.includes(path))).toEqual([]);
  });
});
