import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { iamArn, regionalArn } from '../../src/private/arn';

const stack = new Stack(new App(), 'Stack');
const name = new CfnParameter(stack, 'Name').valueAsString;

test('an ARN is a substitution, which takes less room than a join', () => {
  expect(stack.resolve(iamArn('role/workload/*'))).toEqual({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/workload/*' });
  expect(stack.resolve(regionalArn('ssm', 'parameter/a'))).toEqual({ 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/a' });
});

test('a value of the deployment is a variable of the substitution, whose text CloudFormation takes only as text', () => {
  expect(stack.resolve(iamArn(`user/${name}/*`))).toEqual({
    'Fn::Sub': ['arn:${AWS::Partition}:iam::${AWS::AccountId}:${Resource}', { Resource: { 'Fn::Join': ['', ['user/', { Ref: 'Name' }, '/*']] } }],
  });
  expect(stack.resolve(regionalArn('cloudtrail', `trail/${name}`))).toEqual({
    'Fn::Sub': ['arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:${Resource}', { Resource: { 'Fn::Join': ['', ['trail/', { Ref: 'Name' }]] } }],
  });
});

test('a policy variable stays one beside a value of the deployment', () => {
  expect(stack.resolve(iamArn(`user/${name}/\${!aws:username}`))['Fn::Sub'][1]).toEqual({
    Resource: { 'Fn::Join': ['', ['user/', { Ref: 'Name' }, '/${aws:username}']] },
  });
});
