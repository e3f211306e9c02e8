import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { IConstruct } from 'constructs';

const RULE_PACKS = [AwsSolutionsChecks, NIST80053R5Checks, PCIDSS321Checks, HIPAASecurityChecks, ServerlessChecks];

/**
 * Tests that a user who adds the rule packs of cdk-nag to an app of their own sees no finding of ours.
 *
 * @param make makes the constructs again for each pack and returns the scope that holds them
 */
export function testRulePacks(make: () => IConstruct): void {
  test.each(RULE_PACKS.map((Pack) => ({ name: Pack.name, Pack })))('$name finds nothing unacknowledged', ({ Pack }) => {
    const scope = make();
    expect(new Pack(scope).validateScope(scope).violations).toEqual([]);
  });
}
