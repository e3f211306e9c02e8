import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudTrailClient, DeleteTrailCommand, DescribeTrailsCommand, GetTrailStatusCommand, PutEventSelectorsCommand, StopLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient, DescribeLogGroupsCommand, DescribeMetricFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeOrganizationCommand, EnableAWSServiceAccessCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { runQuickCdk } from './quick-cdk';
import { endpointForAll } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
});

const cdk = (command: 'deploy' | 'destroy', props: object, account = endpoint.accountId) => (
  runQuickCdk([command, '--output', mkdtempSync(join(tmpdir(), 'trail-app-'))], {
    app: join(__dirname, 'apps', 'trail-app.ts'),
    environment: { ...endpoint.environment, AWS_ACCESS_KEY_ID: account, TRAIL: JSON.stringify(props) },
    died: endpoint.died,
  })
);
const succeeds = async (...args: Parameters<typeof cdk>) => {
  const result = await cdk(...args);
  expect([result.code, result.code === 0 ? '' : said(result)]).toEqual([0, '']);
};
const fails = async (text: string, ...args: Parameters<typeof cdk>) => {
  const result = await cdk(...args);
  expect([result.code, said(result)]).toEqual([1, expect.stringContaining(text)]);
  await succeeds('destroy', {}, args[2]);
};
const refused = (call: Promise<unknown>) => call.then(() => 'allowed', (error: Error) => error.name);

test('the trail of an organization needs trusted access, follows its properties, and no member can stop it', async () => {
  const member = await organization.account('member', await organization.unit('workloads'));
  const organizations = new OrganizationsClient(rootOf(endpoint, endpoint.accountId));
  const organizationId = (await organizations.send(new DescribeOrganizationCommand({}))).Organization!.Id!;

  await fails('CloudTrailAccessNotEnabledException', 'deploy', { organizationId });
  await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'cloudtrail.amazonaws.com' }));
  await fails('NotOrganizationMasterAccountException', 'deploy', { organizationId }, member);
  // The bucket policy would let CloudTrail write nothing of this organization.
  await fails('InsufficientS3BucketPolicyException', 'deploy', { organizationId: 'o-a1b2c3d4e5' });

  await succeeds('deploy', { organizationId });
  const ofManagement = new CloudTrailClient(rootOf(endpoint, endpoint.accountId));
  const [trail] = (await ofManagement.send(new DescribeTrailsCommand({}))).trailList!;
  expect(trail).toMatchObject({ Name: 'account-baseline', IsOrganizationTrail: true, IsMultiRegionTrail: true, LogFileValidationEnabled: true });

  const ofMember = new CloudTrailClient(rootOf(endpoint, member));
  expect((await ofMember.send(new DescribeTrailsCommand({}))).trailList).toMatchObject([{ TrailARN: trail.TrailARN }]);
  for (const Name of [trail.TrailARN!, trail.Name!]) {
    expect(await Promise.all([
      refused(ofMember.send(new StopLoggingCommand({ Name }))),
      refused(ofMember.send(new DeleteTrailCommand({ Name }))),
      refused(ofMember.send(new UpdateTrailCommand({ Name, IsMultiRegionTrail: false }))),
      refused(ofMember.send(new PutEventSelectorsCommand({ TrailName: Name, EventSelectors: [{ IncludeManagementEvents: false }] }))),
    ])).toEqual(Array(4).fill('NotOrganizationMasterAccountException'));
  }
  const isLogging = async () => (await ofManagement.send(new GetTrailStatusCommand({ Name: trail.Name }))).IsLogging;
  expect(await isLogging()).toBe(true);

  // EventBridge in a member account receives the calls that the trail logs.
  const detail = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', userIdentity: { type: 'Root' } };
  const sendEvent = () => fetch(`${endpoint.url}/_local-endpoint/cloudtrail-event?account=${member}`, { method: 'POST', body: JSON.stringify({ detail }) });
  expect((await sendEvent()).status).toBe(200);

  await succeeds('deploy', { organizationId, alarms: true });
  const logs = new CloudWatchLogsClient(rootOf(endpoint, endpoint.accountId));
  expect((await logs.send(new DescribeMetricFiltersCommand({ logGroupName: 'account-baseline-audit-trail' }))).metricFilters).toHaveLength(14);
  const [withLog] = (await ofManagement.send(new DescribeTrailsCommand({}))).trailList!;
  expect([withLog.TrailARN, withLog.CloudWatchLogsLogGroupArn]).toEqual([trail.TrailARN, expect.stringMatching(/:log-group:account-baseline-audit-trail:\*$/)]);

  await succeeds('deploy', {});
  expect((await ofManagement.send(new DescribeTrailsCommand({}))).trailList).toMatchObject([{ IsOrganizationTrail: false }]);
  expect((await ofMember.send(new DescribeTrailsCommand({}))).trailList).toEqual([]);
  expect((await sendEvent()).status).toBe(400);
  expect((await logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  await succeeds('destroy', {});
  expect((await ofManagement.send(new DescribeTrailsCommand({}))).trailList).toEqual([]);
}, 240_000);
