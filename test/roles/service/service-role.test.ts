import { CfnParameter, Fn } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { COMMERCIAL, loadTemplate, trustOfRole } from '../../../proof/engine/template';
import { ServiceRole, ServiceRoleProps } from '../../../src/roles/service/service-role';
import { KNOWN_SERVICES, SENDS_SOURCE, SERVICE_LINKED_ONLY } from '../../../src/trust/service-principals';
import { stackOf } from '../../stack-of';

const conditionOf = (props: ServiceRoleProps) => {
  const stack = stackOf();
  new ServiceRole(stack, 'Role', props);
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument.Statement[0].Condition;
};
const warnings = (props: ServiceRoleProps) => {
  const stack = stackOf();
  new ServiceRole(stack, 'Role', props);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => /\[ack: (.*)\]/.exec(`${entry.data}`)![1]);
};
const OWN = { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } };

test('a service that sends its source acts for this account only, without being asked; another known one gets no condition', () => {
  const stack = stackOf();
  const services = [...Object.keys(SENDS_SOURCE), ...KNOWN_SERVICES];
  services.forEach((service, index) => new ServiceRole(stack, `Role${index}`, { service, roleName: service }));
  const roles = Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(Object.fromEntries(roles.map(({ Properties }) => [Properties.RoleName, Properties.AssumeRolePolicyDocument.Statement[0].Condition])))
    .toEqual(Object.fromEntries(services.map((service) => [service, service in SENDS_SOURCE ? { StringEquals: OWN } : undefined])));
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});

test('no service is in two lists, and each of the table has its source', () => {
  const all = [...Object.keys(SENDS_SOURCE), ...KNOWN_SERVICES, ...SERVICE_LINKED_ONLY];
  expect(all.filter((service, index) => all.indexOf(service) !== index)).toEqual([]);
  for (const { source, sourceArns } of Object.values(SENDS_SOURCE)) {
    expect(source).toMatch(/Guide, ".+"$/);
    expect(sourceArns.length).toBeGreaterThan(0);
  }
});

test('source ARNs take the place of the account where they name one, and stand beside it where they do not', () => {
  const named = 'arn:aws:scheduler:eu-west-1:111122223333:schedule-group/nightly';
  const everyones = 'arn:aws:scheduler:*:*:schedule-group/nightly';
  expect(conditionOf({ service: 'scheduler.amazonaws.com', sourceArns: [named] })).toEqual({ ArnLike: { 'aws:SourceArn': named } });
  expect(conditionOf({ service: 'scheduler.amazonaws.com', sourceArns: [named, everyones] }))
    .toEqual({ StringEquals: OWN, ArnLike: { 'aws:SourceArn': [named, everyones] } });
  expect(conditionOf({ service: 'scheduler.amazonaws.com', sourceAccounts: ['111122223333'] })).toEqual({ StringEquals: { 'aws:SourceAccount': '111122223333' } });
});

test.each([['aws', 'ec2.amazonaws.com'], ['aws-cn', 'ec2.amazonaws.com.cn']])('in the partition %s the principal is %s', (partition, expected) => {
  const stack = stackOf();
  new ServiceRole(stack, 'Role', { service: 'ec2.amazonaws.com' });
  expect(trustOfRole(loadTemplate(stack, { ...COMMERCIAL, partition }), 'Role').Statement[0].Principal).toEqual({ Service: expected });
});

test('it lives where power users may pass it from, and may be given session tags', () => {
  const stack = stackOf();
  new ServiceRole(stack, 'Role', { service: 'pods.eks.amazonaws.com', sessionTags: true });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Path: '/workload/', AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Action: ['sts:AssumeRole', 'sts:TagSession'] })] },
  });
});

test('a service that is not known is a warning, so is a source that is not documented', () => {
  expect(warnings({ service: 'brand-new.amazonaws.com' })).toEqual(['cdk-secure-account-baseline:unknownServicePrincipal']);
  expect(warnings({ service: 'lambda.amazonaws.com', sourceAccounts: ['111122223333'] })).toEqual(['cdk-secure-account-baseline:sourceNotDocumented']);
  expect(warnings({ service: 'lambda.amazonaws.com', sourceArns: ['arn:aws:lambda:*:111122223333:*'] })).toEqual(['cdk-secure-account-baseline:sourceNotDocumented']);
});

test.each([...SERVICE_LINKED_ONLY])('%s is refused, since only AWS makes its role', (service) => {
  expect(() => new ServiceRole(stackOf(), 'Role', { service })).toThrow(`Invalid \`service\` '${service}': the service assumes only its service-linked role`);
});

test.each<[string, ServiceRoleProps]>([
  ["`service` 'states'", { service: 'states' }],
  ["`service` '*'", { service: '*' }],
  ["`roleName` 'AWSServiceRoleForStates'", { service: 'states.amazonaws.com', roleName: 'AWSServiceRoleForStates' }],
  ["`path` '/aws-service-role/states.amazonaws.com/'", { service: 'states.amazonaws.com', path: '/aws-service-role/states.amazonaws.com/' }],
  ["`sourceAccounts` '1234'", { service: 'states.amazonaws.com', sourceAccounts: ['1234'] }],
  ["`sourceArns` 'arn:aws:scheduler:*:111122223333:*'", { service: 'states.amazonaws.com', sourceArns: ['arn:aws:scheduler:*:111122223333:*'] }],
])('%s is refused', (message, props) => {
  expect(() => new ServiceRole(stackOf(), 'Role', props)).toThrow(`Invalid ${message}: `);
});

test('tokens pass', () => {
  const stack = stackOf();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  new ServiceRole(stack, 'Role', { service: text, sourceAccounts: [text], sourceArns: Fn.split(',', text) });
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  expect(conditionOf({ service: 'states.amazonaws.com', sourceArns: [Fn.importValue('StateMachine')] })).toEqual({
    ArnLike: { 'aws:SourceArn': { 'Fn::ImportValue': 'StateMachine' } },
  });
});
