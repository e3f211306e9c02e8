import { harmless } from '../../proof/data/credential-actions.json';
import { actionsOf, isWrite } from '../../proof/engine/actions';
import { bypassOpenedBy } from '../../src/identities/policies/mfa-exemptions';

/** What changes a credential, tells of it or calls with it hands out none. */
const NOT_HANDED_OUT = /:(AdminDelete|Associate|Batch|Call|Cancel|Count|Delete|Describe|Disable|Disassociate|Enable|Import|Introspect|Is|List|Persist|Put|Revoke|Set|Update|Verify)/;
const CREDENTIAL = /:(Assume|.*(AccessKeys?|Credentials?\w*|DataAccess|FederateAuthorization|LoginUrl|PasswordData|Presigned\w*|ResetUserPassword|StreamingURL|Token\w*)$)/;

test('every action that hands out a credential is refused as an exemption, or has a reason', async () => {
  const named = (await actionsOf()).map(({ name }) => name).filter((name) => CREDENTIAL.test(name) && !NOT_HANDED_OUT.test(name));
  expect(named.length).toBeGreaterThan(120);
  expect(named.filter((name) => bypassOpenedBy(name) === undefined).sort()).toEqual(Object.keys(harmless).sort());
});

/** What they return lets nobody in. */
const TELLS_ONLY = ['cognito-identity:GetId', 'glue:*', 'iot:GetConnection', 'iot:ListSubscriptions', 'states:GetActivityTask'];

test('an action of a refused service that is named like a read, and that AWS classifies as a write, is refused or only tells something', async () => {
  const services = ['athena', 'bedrock-agentcore', 'cloudshell', 'cognito-identity', 'elasticmapreduce', 'emr-containers', 'glue', 'iot', 'lightsail', 'states', 'sts'];
  const named = (await actionsOf(services)).filter((action) => isWrite(action) && /:(BatchGet|Describe|Get|List|Search|Simulate)/.test(action.name)).map(({ name }) => name);
  expect(named.length).toBeGreaterThan(40);
  const open = named.filter((name) => bypassOpenedBy(name) === undefined).map((name) => (name.startsWith('glue:') ? 'glue:*' : name));
  expect([...new Set(open)].sort()).toEqual(TELLS_ONLY);
});

test.each([
  ['account-access:CreateEntitlement', /changes permissions/],
  ['ds:ResetUserPassword', /changes permissions/],
  ['ds-data:*', /changes permissions/],
  ['acm-pca:IssueCertificate', /credentials of another user/],
  ['cognito-idp:AdminSetUserPassword', /credentials of another user/],
  ['deadline:Assume*', /credentials of another user/],
  ['datazone:*', /credentials of another user/],
  ['cloudwatch:*', /credentials of another user/],
  ['serverlessrepo:CreateCloudFormationChangeSet', /forwarded calls are not subject to MFA/],
  ['ssm-quicksetup:CreateConfigurationManager', /forwarded calls are not subject to MFA/],
  ['airflow-serverless:StartWorkflowRun', /runs code with an existing role/],
  ['appsync:UpdateResolver', /runs code with an existing role/],
  ['eks-mcp:CallPrivilegedTool', /runs code with an existing role/],
  ['ssm-guiconnect:StartConnection', /runs code with an existing role/],
  ['ssmmessages:OpenDataChannel', /runs code with an existing role/],
  ['synthetics:UpdateCanary', /runs code with an existing role/],
])('%s is no exemption: %s', (action, journey) => {
  expect(bypassOpenedBy(action)).toMatch(journey);
});

test.each(['cloudwatch:PutMetricData', 'datazone:Search*', 'ds:Describe*', 'acm-pca:Describe*', 'cognito-idp:InitiateAuth', 'codeconnections:UseConnection'])('%s may be exempted still', (action) => {
  expect(bypassOpenedBy(action)).toBeUndefined();
});
