import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  GetOpenIDConnectProviderCommand, GetRoleCommand, GetSAMLProviderCommand, ListOpenIDConnectProvidersCommand, ListRolesCommand,
  ListSAMLProvidersCommand,
} from '@aws-sdk/client-iam';
import { CfnOutput, Duration } from 'aws-cdk-lib';
import { Contents, StackAccount } from './stack-account';
import { LocalEndpoint, startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { samlMetadata } from '../../proof/trusts/saml-fixtures';
import { OidcProvider } from '../../src/roles/oidc/oidc-provider';
import { OidcRole } from '../../src/roles/oidc/oidc-role';
import { GitHubSubject } from '../../src/roles/oidc/subjects/github-subject';
import { SamlMetadata } from '../../src/roles/saml/saml-metadata';
import { SamlProvider } from '../../src/roles/saml/saml-provider';
import { SamlRole } from '../../src/roles/saml/saml-role';
import { AwsCliProfile } from '../../src/roles/sign-in/aws-cli-profile';
import { ConsoleLink } from '../../src/roles/sign-in/console-link';

const STACK = 'federation';
const OIDC_ARN = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const SAML_ARN = 'arn:aws:iam::111122223333:saml-provider/workforce';
const REPOSITORY = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };

interface Settings {
  readonly clientIds: string[];
  readonly entityId: string;
  readonly branch: string;
  readonly hours: number;
}

const FIRST: Settings = { clientIds: ['sts.amazonaws.com'], entityId: 'https://first.example.com/', branch: 'main', hours: 1 };
const SECOND: Settings = { clientIds: ['sts.amazonaws.com', 'api://second'], entityId: 'https://second.example.com/', branch: 'stable', hours: 8 };

const federation = ({ clientIds, entityId, branch, hours }: Settings): Contents => (stack) => {
  const gitHub = new OidcProvider(stack, 'GitHub', { url: GitHubSubject.ISSUER, clientIds });
  new OidcRole(stack, 'Deploy', { provider: gitHub, subjects: [GitHubSubject.branch(REPOSITORY, branch)], roleName: 'deploy' });
  const workforce = new SamlProvider(stack, 'Workforce', { metadata: SamlMetadata.fromText(samlMetadata({ entityId })), samlProviderName: 'workforce' });
  const staff = new SamlRole(stack, 'Staff', { provider: workforce, roleName: 'staff', maxSessionDuration: Duration.hours(hours), sessionTags: true });
  new CfnOutput(stack, 'Pair', { value: staff.roleAndProvider });
  new CfnOutput(stack, 'Link', { value: ConsoleLink.switchRole(stack, staff).url });
  new CfnOutput(stack, 'Profile', { value: AwsCliProfile.forUser(staff, { profileName: 'staff', userName: 'alice' }).text });
};

let endpoint: LocalEndpoint;
let stacks: StackAccount;
beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  stacks = new StackAccount(endpoint);
}, 60_000);
afterAll(async () => endpoint?.stop());

async function trustOf(RoleName: string): Promise<any[]> {
  const { Role } = await stacks.iam.send(new GetRoleCommand({ RoleName }));
  return JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).Statement;
}

async function found() {
  const oidc = await stacks.iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: OIDC_ARN }));
  const saml = await stacks.iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: SAML_ARN }));
  const [deploy] = await trustOf('deploy');
  const staff = await trustOf('staff');
  return {
    clientIds: oidc.ClientIDList,
    entityId: /entityID="([^"]*)"/.exec(saml.SAMLMetadataDocument!)?.[1],
    subject: deploy.Condition.StringEquals['token.actions.githubusercontent.com:sub'][0],
    principals: [deploy.Principal.Federated, ...staff.map((statement) => statement.Principal.Federated)],
    audience: staff[0].Condition.StringEquals['SAML:aud'],
    seconds: (await stacks.iam.send(new GetRoleCommand({ RoleName: 'staff' }))).Role!.MaxSessionDuration,
  };
}

const PRINCIPALS = [OIDC_ARN, SAML_ARN];
const AUDIENCE = 'https://signin.aws.amazon.com/saml';

test('providers and roles are created, updated in place and destroyed, and the outputs are ready to be used', async () => {
  expect(await stacks.deploy(federation(FIRST), STACK)).toMatchObject({ code: 0 });
  expect(await found()).toEqual({
    clientIds: FIRST.clientIds, entityId: FIRST.entityId, subject: 'repo:octo-org/octo-repo:ref:refs/heads/main', principals: PRINCIPALS, audience: AUDIENCE, seconds: 3600,
  });
  const { Stacks } = await stacks.cloudFormation.send(new DescribeStacksCommand({ StackName: STACK }));
  const outputs = Object.fromEntries(Stacks![0].Outputs!.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  expect(outputs).toEqual({
    Pair: `arn:aws:iam::111122223333:role/account-baseline/staff,${SAML_ARN}`,
    Link: 'https://signin.aws.amazon.com/switchrole?account=111122223333&roleName=account-baseline/staff',
    Profile: '[profile staff]\nrole_arn = arn:aws:iam::111122223333:role/account-baseline/staff\nsource_profile = default\n'
      + 'mfa_serial = arn:aws:iam::111122223333:mfa/alice\nrole_session_name = alice\n',
  });

  const before = await stacks.physicalIds(STACK);
  expect(await stacks.deploy(federation(SECOND), STACK)).toMatchObject({ code: 0 });
  expect(await found()).toEqual({
    clientIds: SECOND.clientIds, entityId: SECOND.entityId, subject: 'repo:octo-org/octo-repo:ref:refs/heads/stable', principals: PRINCIPALS, audience: AUDIENCE, seconds: 28800,
  });
  expect(await stacks.physicalIds(STACK)).toEqual(before);

  expect(await stacks.destroy(federation(SECOND), STACK)).toMatchObject({ code: 0 });
  expect([
    (await stacks.iam.send(new ListOpenIDConnectProvidersCommand({}))).OpenIDConnectProviderList,
    (await stacks.iam.send(new ListSAMLProvidersCommand({}))).SAMLProviderList,
    (await stacks.iam.send(new ListRolesCommand({ PathPrefix: '/account-baseline/' }))).Roles,
  ]).toEqual([[], [], []]);
}, 180_000);
