import { Aws, CfnRule, Fn, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { unsafe } from '../../private/errors';

/**
 * The regions in which the events of IAM and of the root user occur, one for each partition. Source: IAM User Guide, "Logging IAM and AWS
 * STS API calls".
 */
const EVENT_REGIONS = ['us-east-1', 'cn-north-1', 'us-gov-west-1', 'eusc-de-east-1', 'us-iso-east-1', 'us-isob-east-1'];

const ID = 'GlobalEventsRegion';

/**
 * Refuses a stack that would wait for events in a region in which they never occur. If the region is known, it is an error at synthesis;
 * otherwise a rule of the template refuses it before CloudFormation creates a resource. A template rule needs no function, and the stack
 * instances of a stack set evaluate it too.
 *
 * @param what the construct, for the message
 * @param remedy an alternative, for the message
 */
export function requireGlobalEventsRegion(scope: Construct, what: string, remedy = ''): void {
  const stack = Stack.of(scope);
  const rule = `the events of ${what} occur in ${EVENT_REGIONS.slice(0, 3).join(', ')}, one for each partition: deploy it there${remedy}`;
  if (!Token.isUnresolved(stack.region)) {
    if (!EVENT_REGIONS.includes(stack.region)) throw unsafe('events-in-other-region', 'region', stack.region, rule, scope);
    return;
  }
  if (stack.node.tryFindChild(ID)) return;
  new CfnRule(stack, ID, {
    assertions: [{
      assert: Fn.conditionContains(EVENT_REGIONS, Aws.REGION),
      assertDescription: 'Events of IAM and of the root user occur in us-east-1 (cn-north-1, us-gov-west-1): deploy this stack there.',
    }],
  });
}
