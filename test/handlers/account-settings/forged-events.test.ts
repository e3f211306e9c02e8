import { RESPONSE_URL, STACK, World } from './harness';
import { SAMPLES } from './samples';
import { settingsHandler } from '../../../src/handlers/account-settings/handler';
import { inOneRegion } from '../../../src/handlers/account-settings/in-one-region';
import { takeAnswers } from '../answers';

const handler = settingsHandler(inOneRegion);

const [, policy] = SAMPLES;
const TYPE = 'Custom::PasswordPolicy';
let world: World;
beforeEach(() => {
  world = new World();
  delete process.env.AWS_ENDPOINT_URL;
});
afterEach(() => {
  delete process.env.AWS_ENDPOINT_URL;
  world.restore();
});

/** Sends an event to the function of a stack in which a setting is created at this moment. */
async function send(event: object, domain = 'amazonaws.com', region = 'eu-central-1'): Promise<void> {
  Object.assign(process.env, { STACK, DOMAIN: domain, AWS_REGION: region });
  world.aws.resources = {
    Setting: { type: TYPE, status: 'CREATE_IN_PROGRESS' },
    Done: { type: TYPE, status: 'CREATE_COMPLETE' },
    Alias: { type: 'Custom::AccountAlias', status: 'CREATE_IN_PROGRESS' },
    Topic: { type: 'AWS::SNS::Topic', status: 'CREATE_IN_PROGRESS' },
    Undone: { type: TYPE, status: 'ROLLBACK_IN_PROGRESS' },
    ...world.aws.resources,
  };
  const end = world.time.now + 120_000;
  await handler({ ...world.event('Create', policy, policy.a.properties), ...event }, {
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:f', getRemainingTimeInMillis: () => end - world.time.now,
  });
}

/** Nothing is set and nothing is answered; what is logged is that the event was refused. */
function expectRefused(): void {
  expect(world.aws.account).toEqual({ parameters: {} });
  expect(world.deliveries).toBe(0);
  expect(world.logs).toHaveLength(1);
  expect(JSON.parse(world.logs[0])).toHaveProperty('refused.RequestId');
  expect(world.leaks).toEqual([]);
}

test('an event that CloudFormation waits for is handled', async () => {
  await send({});
  expect(world.answers).toEqual([expect.objectContaining({ Status: 'SUCCESS' })]);
});

test.each<[string, object]>([
  ['another stack', { StackId: STACK.replace('aaaa', 'bbbb') }],
  ['another account', { StackId: STACK.replace('111122223333', '444455556666') }],
  ['no stack', { StackId: undefined }],
  ['a resource that does not exist', { LogicalResourceId: 'Other' }],
  ['a resource of another type', { LogicalResourceId: 'Topic' }],
  ['another type', { ResourceType: 'AWS::SNS::Topic' }],
  ['a resource that is no setting', { LogicalResourceId: 'Topic', ResourceType: 'AWS::SNS::Topic' }],
  ['the resource of another setting', { LogicalResourceId: 'Alias', ResourceType: 'Custom::AccountAlias' }],
  ['a setting without its type', { LogicalResourceId: 'Alias' }],
  ['a Create while a Delete is rolled back', { LogicalResourceId: 'Undone' }],
  ['no type', { ResourceType: undefined }],
  ['a resource that is complete', { LogicalResourceId: 'Done' }],
  ['an Update while the resource is created', { RequestType: 'Update' }],
  ['a Delete while the resource is created', { RequestType: 'Delete' }],
  ['an unknown request type', { RequestType: 'Upsert' }],
  ['a request type that is a pattern', { RequestType: '.*' }],
  ['a request type in lowercase', { RequestType: 'create' }],
  ['no request type', { RequestType: undefined }],
])('an event of %s is neither handled nor answered', async (_, event) => {
  await send(event);
  expectRefused();
});

test.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_FAILED', 'REVIEW_IN_PROGRESS', 'DELETE_COMPLETE'])('nor is an event of a stack that is %s', async (status) => {
  world.aws.stacks[STACK] = status;
  await send({});
  expectRefused();
});

test.each([
  'CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
  'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'IMPORT_IN_PROGRESS', 'DELETE_IN_PROGRESS',
])('an event of a stack that is %s is handled', async (status) => {
  world.aws.stacks[STACK] = status;
  await send({});
  expect(world.answers).toHaveLength(1);
});

test('a resource may be in progress a moment after its event', async () => {
  let reads = 0;
  world.aws.fault = (action) => action === 'cloudformation:DescribeStackResource' && reads++ < 3 ? { code: 'ValidationError', status: 400 } : undefined;
  await send({});
  expect(world.answers).toEqual([expect.objectContaining({ Status: 'SUCCESS' })]);
});

test('if CloudFormation cannot be asked, nothing is set, and the answer says why', async () => {
  world.aws.fault = (action) => action.startsWith('cloudformation:') ? { code: 'AccessDenied', status: 403, message: 'with an explicit deny' } : undefined;
  await send({});
  expect(world.answers).toEqual([expect.objectContaining({ Status: 'FAILED', Reason: expect.stringMatching(/^cloudformation:DescribeStackResource: AccessDenied/) })]);
  expect(world.aws.account).toEqual({ parameters: {} });
});

const BUCKET = 'https://cloudformation-custom-resource-response-eucentral1';

test.each([
  'https://example.com/answer', 'http://169.254.169.254/latest', 'not a URL', '', undefined, 7,
  RESPONSE_URL.replace('https:', 'http:'),
  `${BUCKET}.s3.eu-central-1.amazonaws.com.example.com/x`, `${BUCKET}.s3.eu-central-1.amazonaws.com@example.com/x`, `${BUCKET}.s3.eu-central-1.amazonaws.com:8443/x`,
  `${BUCKET}x.s3.eu-central-1.amazonaws.com/x`, `${BUCKET}.evil.s3.amazonaws.com/x`, `https://evil.com/?${BUCKET}.s3.amazonaws.com/`,
  'https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x', 'https://cloudformation-custom-resource-response.s3.amazonaws.com/x',
  `${BUCKET}.s3.eu-central-1.amazonaws.com.cn/x`, 'https://s3.amazonaws.com/cloudformation-custom-resource-response-eucentral1/x', 'http://127.0.0.1:4566/x',
])('an event whose answer would go to %p is neither handled nor answered, and CloudFormation is not asked', async (ResponseURL) => {
  await send({ ResponseURL });
  expectRefused();
  expect(world.aws.calls).toEqual([]);
});

test.each([
  [`${BUCKET}.s3.amazonaws.com/x`, 'amazonaws.com', 'eu-central-1'],
  [`${BUCKET}.s3.eu-central-1.amazonaws.com/x?y=z`, 'amazonaws.com', 'eu-central-1'],
  [`${BUCKET}.s3-eu-central-1.amazonaws.com/x`, 'amazonaws.com', 'eu-central-1'],
  ['https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x', 'amazonaws.com', 'us-east-1'],
  ['https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/x', 'amazonaws.com.cn', 'cn-north-1'],
  ['https://cloudformation-custom-resource-response-usgovwest1.s3.us-gov-west-1.amazonaws.com/x', 'amazonaws.com', 'us-gov-west-1'],
  ['https://cloudformation-custom-resource-response-usisoeast1.s3.us-iso-east-1.c2s.ic.gov/x', 'c2s.ic.gov', 'us-iso-east-1'],
])('CloudFormation reads answers at %s', async (ResponseURL, domain, region) => {
  const urls: unknown[] = [];
  takeAnswers(({ url }) => { urls.push(url); });
  await send({ ResponseURL }, domain, region);
  expect(urls).toEqual([ResponseURL]);
});
