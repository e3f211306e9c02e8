import {
  AccessAnalyzerClient, CreateAnalyzerCommand, CreateArchiveRuleCommand, DeleteAnalyzerCommand, ListAnalyzersCommand, UpdateArchiveRuleCommand,
} from '@aws-sdk/client-accessanalyzer';
import {
  CreateLoginProfileCommand, GenerateCredentialReportCommand, GenerateServiceLastAccessedDetailsCommand, GetAccessKeyLastUsedCommand,
  GetCredentialReportCommand, GetRoleCommand, GetServiceLastAccessedDetailsCommand, GetUserCommand,
} from '@aws-sdk/client-iam';
import { clientsOf, Keys, makeUser, outcome, ROOT, stack } from './clients';
import { LocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { endpointForAll } from '../started-endpoint';

let endpoint: LocalEndpoint;
let iam: ReturnType<typeof clientsOf>['iam'];
endpointForAll((started) => [endpoint, iam] = [started, clientsOf(started).iam]);

const ago = (days: number) => Date.now() - days * 86_400_000;
const near = (date: Date | string | undefined, days: number) => expect(Math.abs(new Date(date!).getTime() - ago(days))).toBeLessThan(60_000);

test('ages and last use of credentials are in the report and in the calls about one user', async () => {
  const { keys } = await makeUser(endpoint, 'alice,the-second', []);
  await iam.send(new CreateLoginProfileCommand({ UserName: 'alice,the-second', Password: 'Correct-horse-7' }));
  await endpoint.control('credential-ages', { user: 'alice,the-second', created: 400, passwordCreated: 300, passwordUsed: 200, keyCreated: 100, keyUsed: 50 });
  await iam.send(new GenerateCredentialReportCommand());
  const csv = Buffer.from((await iam.send(new GetCredentialReportCommand())).Content!).toString();
  const [name, row] = /^"(alice,the-second)",(?:"[^"]*",)(.*)$/m.exec(csv)!.slice(1);
  const columns = row.split(',');
  expect(name).toBe('alice,the-second');
  near(columns[0], 400);
  expect([columns[1], columns[4], columns[6]]).toEqual(['true', 'N/A', 'true']);
  near(columns[2], 200);
  near(columns[3], 300);
  near(columns[7], 100);
  near(columns[8], 50);
  near((await iam.send(new GetUserCommand({ UserName: 'alice,the-second' }))).User!.PasswordLastUsed, 200);
  near((await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: keys.accessKeyId }))).AccessKeyLastUsed!.LastUsedDate, 50);
  await expect(endpoint.control('credential-ages', { user: 'nobody' })).rejects.toThrow('there is no user nobody');
  await expect(endpoint.control('credential-ages', { user: 'alice,the-second', keyUsed: 'long ago' })).rejects.toThrow('\'keyUsed\' must be of type int');
});

test('an access key\'s last use is asked for on the user whose key it is', async () => {
  const { keys: owned } = await makeUser(endpoint, 'owner', []);
  const { keys } = await makeUser(endpoint, 'asking', [{ Effect: 'Allow', Action: 'iam:GetAccessKeyLastUsed', Resource: `arn:aws:iam::${endpoint.accountId}:user/owner` }]);
  const asking = clientsOf(endpoint, keys).iam;
  expect(await outcome(asking.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: owned.accessKeyId })))).toBe('allowed');
  expect(await outcome(asking.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: keys.accessKeyId })))).toBe('AccessDenied');
});

test('service last accessed details are in progress at first, and only the principal that started the job gets them', async () => {
  const { keys } = await makeUser(endpoint, 'advised', [{ Effect: 'Allow', Action: ['iam:GenerateServiceLastAccessedDetails', 'iam:GetServiceLastAccessedDetails'], Resource: '*' }]);
  const Arn = `arn:aws:iam::${endpoint.accountId}:user/advised`;
  await endpoint.control('last-accessed', { arn: Arn, services: { s3: 3, ec2: -1 } });
  const { JobId } = await clientsOf(endpoint, keys).iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn }));
  const get = (client = clientsOf(endpoint, keys).iam) => client.send(new GetServiceLastAccessedDetailsCommand({ JobId }));
  expect(await outcome(get(iam))).toBe('NoSuchEntityException');
  expect((await get()).JobStatus).toBe('IN_PROGRESS');
  const { JobStatus, ServicesLastAccessed } = await get();
  expect([JobStatus, ServicesLastAccessed!.map(({ ServiceNamespace, LastAuthenticated }) => [ServiceNamespace, !!LastAuthenticated])])
    .toEqual(['COMPLETED', [['s3', true], ['ec2', false]]]);
  await expect(endpoint.control('last-accessed', { arn: 'arn:aws:iam::1:role/none', services: {} })).rejects.toThrow('there is no role, user or group');
});

describe('Access Analyzer', () => {
  const client = (credentials: Keys = ROOT) => new AccessAnalyzerClient({ endpoint: endpoint.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  const create = (analyzerName: string, type: any = 'ACCOUNT', credentials?: Keys) => outcome(client(credentials).send(new CreateAnalyzerCommand({ analyzerName, type, tags: { a: 'b' } })));
  const remove = (analyzerName: string) => outcome(client().send(new DeleteAnalyzerCommand({ analyzerName })));

  test('has one analyzer of a type, with its service-linked role', async () => {
    expect(await create('first')).toBe('allowed');
    expect((await iam.send(new GetRoleCommand({ RoleName: 'AWSServiceRoleForAccess-analyzer' }))).Role!.Path).toBe('/aws-service-role/access-analyzer.amazonaws.com/');
    expect(await create('first')).toBe('ConflictException');
    expect(await create('second')).toBe('ServiceQuotaExceededException');
    expect(await create('third', 'ACCOUNT_UNUSED_ACCESS')).toBe('allowed');
    expect(await create('fourth', 'ORGANIZATION')).toBe('ValidationException');
    const { analyzers } = await client().send(new ListAnalyzersCommand({ type: 'ACCOUNT' }));
    expect(analyzers).toEqual([expect.objectContaining({ name: 'first', status: 'ACTIVE', tags: { a: 'b' } })]);
    const rule = { analyzerName: 'first', ruleName: 'rule', filter: { isPublic: { eq: ['false'] } } };
    expect(await outcome(client().send(new UpdateArchiveRuleCommand(rule)))).toBe('ResourceNotFoundException');
    expect(await outcome(client().send(new CreateArchiveRuleCommand(rule)))).toBe('allowed');
    expect(await outcome(client().send(new CreateArchiveRuleCommand(rule)))).toBe('ConflictException');
    expect([await remove('first'), await remove('first')]).toEqual(['allowed', 'ResourceNotFoundException']);
  });

  test.each([
    ['access-analyzer:CreateAnalyzer'], ['access-analyzer:TagResource'], ['iam:CreateServiceLinkedRole'],
  ])('takes %s to make an analyzer with tags', async (missing) => {
    const needed = ['access-analyzer:CreateAnalyzer', 'access-analyzer:TagResource', 'iam:CreateServiceLinkedRole'];
    const { keys } = await makeUser(endpoint, `without-${missing.split(':')[1]}`, [{ Effect: 'Allow', Action: needed.filter((action) => action !== missing), Resource: '*' }]);
    expect(await create('mine', 'ACCOUNT', keys)).toBe('AccessDeniedException');
  });

  test('is in CloudFormation too, where a second one of a type fails', async () => {
    const resource = { Type: 'AWS::AccessAnalyzer::Analyzer', Properties: { Type: 'ACCOUNT', AnalyzerName: 'native' } };
    expect((await stack(endpoint, 'create', 'native', { Analyzer: resource })).status).toBe('CREATE_COMPLETE');
    const second = { Type: resource.Type, Properties: { Type: 'ACCOUNT' } };
    expect((await stack(endpoint, 'create', 'second', { Analyzer: second })).status).toBe('ROLLBACK_COMPLETE');
    await stack(endpoint, 'delete', 'native');
    expect((await client().send(new ListAnalyzersCommand({ type: 'ACCOUNT' }))).analyzers).toEqual([]);
  });
});
