import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { App, CliCredentialsStackSynthesizer, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { LocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { settings, StackAccount, UNDONE } from '../stack-account';
import { endpointForEach } from '../started-endpoint';

const RELEASES = join(__dirname, '..', '..', 'releases');

let endpoint: LocalEndpoint;
let account: StackAccount;
endpointForEach((started) => [endpoint, account] = [started, new StackAccount(started)]);

test.each(readdirSync(RELEASES))('a stack of release %s is updated in place: nothing is replaced or deleted, and what was remembered is put back in the end', async (version) => {
  await account.setAlias('before-us');
  await account.setPasswordLength(8);
  const { releasedApp } = jest.requireActual(join(RELEASES, version, 'app'));
  await account.createStack('account-baseline', JSON.parse(readFileSync(join(RELEASES, version, 'template.json'), 'utf8')));
  expect(await account.state()).toEqual(['example-workshop', 14]);
  const before = await account.physicalIds('account-baseline');
  const updated = new Date();

  expect(await account.cdk('deploy', releasedApp)).toMatchObject({ code: 0 });
  expect(await account.physicalIds('account-baseline')).toMatchObject(before);
  expect(await account.deletions('account-baseline', updated)).toEqual([]);
  expect(await account.state()).toEqual(['example-workshop', 14]);

  expect(await account.cdk('destroy', releasedApp)).toMatchObject({ code: 0 });
  expect(await account.state()).toEqual(['before-us', 8]);
}, 120_000);

test('settings of AwsCustomResources, which would remove them, are taken over: first they are told to keep them, then ours replace them', async () => {
  const s3 = new S3Client({ endpoint: endpoint.url, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  await s3.send(new CreateBucketCommand({ Bucket: 'assets' }));

  const theirs = (removalPolicy: RemovalPolicy) => (stack: Stack) => {
    const call = (action: string, parameters: object = {}) => ({
      service: 'IAM', action, parameters, physicalResourceId: PhysicalResourceId.of('theirs'), ignoreErrorCodesMatching: 'NoSuchEntity',
    });
    for (const [id, set, remove, parameters, removed] of [
      ['Alias', 'createAccountAlias', 'deleteAccountAlias', { AccountAlias: 'theirs' }, { AccountAlias: 'theirs' }],
      ['PasswordPolicy', 'updateAccountPasswordPolicy', 'deleteAccountPasswordPolicy', { MinimumPasswordLength: 10 }, {}],
    ] as const) {
      new AwsCustomResource(stack, `Their${id}`, {
        onUpdate: call(set, parameters),
        onDelete: call(remove, removed),
        policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
        installLatestAwsSdk: false,
        removalPolicy,
      });
    }
  };
  const inBucket = (contents: (stack: Stack) => void) => (app: App) => {
    const stack = new Stack(app, 'settings', { synthesizer: new CliCredentialsStackSynthesizer({ fileAssetsBucketName: 'assets' }) });
    contents(stack);
    return stack;
  };

  expect(await account.cdk('deploy', inBucket(theirs(RemovalPolicy.DESTROY)))).toMatchObject({ code: 0 });
  expect(await account.state()).toEqual(['theirs', 10]);
  expect(await account.cdk('deploy', inBucket(theirs(RemovalPolicy.RETAIN)))).toMatchObject({ code: 0 });
  expect(await account.cdk('deploy', inBucket(settings('ours', 14, UNDONE)))).toMatchObject({ code: 0 });
  expect(await account.state()).toEqual(['ours', 14]);
  expect(await account.cdk('destroy', inBucket(settings('ours', 14, UNDONE)))).toMatchObject({ code: 0 });
  expect(await account.state()).toEqual(['theirs', 10]);
}, 180_000);
