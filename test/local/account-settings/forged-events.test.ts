import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CustomResource, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LocalEndpoint, startLocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { AccountSettingsProvider } from '../../../src';
import { Contents, settings, StackAccount } from '../stack-account';

/** The forged event asks for a password policy that nobody wants. */
const WEAK = { Setting: 'password-policy', MinimumPasswordLength: '6' };

/**
 * A custom resource of the same stack, with `lambda:InvokeFunction` on the settings function and nothing else. While CloudFormation waits
 * for its answer, it sends forged events of its own resource, and of a setting that is complete.
 */
const ATTACK = `
const { Lambda } = require('@aws-sdk/client-lambda');
exports.handler = async (event) => {
  const { Target, Weak, Setting } = event.ResourceProperties;
  const { ResponseURL, StackId, RequestId, RequestType, LogicalResourceId } = event;
  const forged = { RequestType, RequestId, ResponseURL, StackId, LogicalResourceId, ResourceProperties: Weak };
  const sent = RequestType === 'Create' ? await Promise.all([
    { ...forged, ResourceType: 'Custom::Attack' },
    { ...forged, ResourceType: 'Custom::PasswordPolicy' },
    { ...forged, ResourceType: 'Custom::PasswordPolicy', LogicalResourceId: Setting },
  ].map((one) => new Lambda().invoke({ FunctionName: Target, Payload: JSON.stringify(one) }))) : [];
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify({
    Status: 'SUCCESS', PhysicalResourceId: 'attack', StackId, RequestId, LogicalResourceId,
    Data: { Outcomes: sent.map(({ StatusCode, FunctionError }) => StatusCode + (FunctionError ?? '')).join() },
  }) });
};`;

let endpoint: LocalEndpoint;
let account: StackAccount;
let foreign: Server;
let received: string[];
beforeEach(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  account = new StackAccount(endpoint);
  received = [];
  foreign = createServer((request, response) => {
    received.push(`${request.method} ${request.url}`);
    response.end();
  });
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  foreign?.close();
  await endpoint?.stop();
});

test('an event that CloudFormation does not send sets nothing, and nothing is sent to the URL in it', async () => {
  expect(await account.deploy(settings('first-alias', 14))).toMatchObject({ code: 0 });
  const ids = await account.physicalIds('settings');
  const { Stacks: [stack] = [] } = await account.cloudFormation.send(new DescribeStacksCommand({ StackName: 'settings' }));
  const functions = new LambdaClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const elsewhere = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/answer`;
  const here = `${endpoint.url}/_ministack/cfn-response/00000000-0000-0000-0000-000000000000`;
  const LogicalResourceId = Object.keys(ids).find((id) => id.startsWith('PasswordPolicy'))!;
  const event = {
    RequestType: 'Update',
    RequestId: 'forged',
    StackId: stack.StackId,
    ResponseURL: here,
    LogicalResourceId,
    ResourceType: 'Custom::PasswordPolicy',
    PhysicalResourceId: 'password-policy',
    ResourceProperties: WEAK,
  };

  const answers = await Promise.all([
    { ...event, ResponseURL: elsewhere },
    { ...event, StackId: stack.StackId!.replace('stack/settings/', 'stack/another/') },
    event,
    { ...event, RequestType: 'Delete' },
  ].map((forged) => functions.send(new InvokeCommand({ FunctionName: ids.AccountSettings, Payload: JSON.stringify(forged), LogType: 'Tail' }))));

  expect(await account.state()).toEqual(['first-alias', 14]);
  expect(received).toEqual([]);
  // A function that failed would have answered nobody either.
  expect(answers.map(({ StatusCode, FunctionError, LogResult }) => [StatusCode, FunctionError, /\{"refused":\{.*"forged"/.test(Buffer.from(LogResult ?? '', 'base64').toString())]))
    .toEqual(answers.map(() => [200, undefined, true]));
}, 180_000);

test('a function of the same stack cannot pass for a setting while CloudFormation waits for its own answer', async () => {
  const attacked: Contents = (stack) => {
    settings('first-alias', 14)(stack);
    const target = AccountSettingsProvider.getOrCreate(stack).functionArn;
    const attacker = new lambda.Function(stack, 'Attacker', {
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', timeout: Duration.minutes(1), code: lambda.Code.fromInline(ATTACK),
    });
    attacker.addToRolePolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target] }));
    const policy = stack.node.findChild('PasswordPolicy').node.findChild('Resource') as CustomResource;
    const attack = new CustomResource(stack, 'Attack', {
      serviceToken: attacker.functionArn,
      resourceType: 'Custom::Attack',
      properties: { Target: target, Weak: WEAK, Setting: stack.getLogicalId(policy.node.defaultChild as any) },
    });
    attack.node.addDependency(attacker, policy);
    stack.exportValue(attack.getAttString('Outcomes'), { name: 'outcomes' });
  };
  expect(await account.deploy(attacked)).toMatchObject({ code: 0 });
  const { Stacks: [stack] = [] } = await account.cloudFormation.send(new DescribeStacksCommand({ StackName: 'settings' }));
  expect(stack.Outputs!.map(({ OutputValue }) => OutputValue)).toEqual(['200,200,200']);
  expect(await account.state()).toEqual(['first-alias', 14]);
  const ids = await account.physicalIds('settings');
  expect(Object.keys(ids).filter((id) => ids[id] === 'attack')).toHaveLength(1);
}, 180_000);
