import { CfnResource } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { omitRoleDependency } from '../../../src/private/lambda/role-dependency';
import { stackOf } from '../../stack-of';

function make() {
  const stack = stackOf();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const handler = new lambda.Function(stack, 'Function', { code: lambda.Code.fromInline('x'), handler: 'index.x', runtime: lambda.Runtime.NODEJS_22_X, role });
  omitRoleDependency(handler, role);
  return { stack, handler };
}

test('the function refers to its role and does not name it as a dependency', () => {
  Template.fromStack(make().stack).hasResource('AWS::Lambda::Function', { DependsOn: Match.absent(), Properties: { Role: Match.anyValue() } });
});

test('every other dependency stays, whenever it is added', () => {
  const { stack, handler } = make();
  handler.node.addDependency(new CfnResource(stack, 'First', { type: 'AWS::SNS::Topic' }), new CfnResource(stack, 'Second', { type: 'AWS::SNS::Topic' }));
  Template.fromStack(stack).hasResource('AWS::Lambda::Function', { DependsOn: ['First', 'Second'] });
});
