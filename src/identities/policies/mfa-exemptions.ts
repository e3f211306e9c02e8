import { covers, overlaps } from '../../private/text/glob';

/**
 * The reason why an action must not be exempted from MFA: the MFA bypass that the exemption would open. The table lists services rather
 * than actions, since services that forward calls or run code gain such actions every year.
 */
interface Bypass {
  readonly services: string[];
  readonly opens: string;
}

const IDENTITY: Bypass = {
  services: [
    'account', 'account-access', 'aws-portal', 'ds', 'ds-data', 'iam', 'identity-sync', 'identitystore', 'identitystore-auth', 'organizations', 'rolesanywhere',
    'sso', 'sso-directory', 'sso-oauth',
  ],
  opens: 'a stolen access key changes permissions (leaves the group, creates another user, enrolls or removes a device) and is not subject to '
    + 'MFA from then on',
};

const CREDENTIALS: Bypass = {
  services: ['signin', 'sts'],
  opens: 'a stolen access key, or a console session without MFA, is exchanged for other credentials that are not subject to MFA',
};

const FORWARDING: Bypass = {
  services: [
    'amplify', 'athena', 'aws-mcp', 'cloud9', 'cloudformation', 'cloudshell', 'codestar', 'config', 'controltower', 'datapipeline', 'elasticbeanstalk',
    'proton', 'q', 'resource-groups', 'serverlessrepo', 'servicecatalog', 'ssm-quicksetup', 'tag',
  ],
  opens: 'a stolen access key has the service call others on behalf of the user, and forwarded calls are not subject to MFA',
};

const RUNNING_CODE: Bypass = {
  services: [
    'airflow', 'airflow-serverless', 'apprunner', 'appsync', 'autoscaling', 'batch', 'bedrock-agentcore', 'braket', 'codebuild', 'codedeploy', 'codepipeline',
    'cognito-identity', 'ec2', 'ec2-instance-connect', 'ecs', 'eks', 'eks-mcp', 'elasticmapreduce', 'emr-containers', 'emr-serverless', 'fis', 'gamelift', 'glue',
    'greengrass', 'imagebuilder', 'iot', 'kinesisanalytics', 'lambda', 'lightsail', 'omics', 'sagemaker', 'scheduler', 'ssm', 'ssm-guiconnect', 'ssmmessages',
    'states', 'synthetics',
  ],
  opens: 'a stolen access key runs code with an existing role, and reads that role\'s credentials',
};

const BYPASSES = [IDENTITY, CREDENTIALS, FORWARDING, RUNNING_CODE];

/** Reading is not an MFA bypass: it shows what the user is allowed to see, and changes nothing. */
const READING = ['BatchGet', 'Describe', 'Get', 'List', 'Search', 'Simulate'];

/** Exceptions: actions that return or create a credential. A certificate is one if IAM Roles Anywhere trusts its authority. */
const CREDENTIAL_ACTIONS = [
  'acm-pca:IssueCertificate', 'aidevops:*AccessToken', 'amplifybackend:*Token', 'appstream:Create*StreamingURL', 'athena:GetSessionEndpoint', 'aws-external-anthropic:AssumeConsole',
  'bedrock-agentcore:Get*Token*', 'bedrock-agentcore:GetResource*', 'cloudshell:GetFile*Urls', 'cloudwatch:AssumeAccessProfile', 'cloudwatch:GetSpaceCredentials*',
  'codeconnections:Get*Token', 'codeguru-reviewer:CreateConnectionToken', 'codestar-connections:Get*Token', 'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenIdToken*', 'cognito-idp:Admin*UserPassword', 'connect:AdminGetEmergencyAccessToken', 'connect:GetFederationToken*',
  'datazone:Get*Credentials', 'datazone:GetIamPortalLoginUrl', 'deadline:Assume*', 'ec2:GetPasswordData', 'eks-auth:AssumeRoleForPodIdentity',
  'elasticmapreduce:Get*PresignedURL', 'elasticmapreduce:GetClusterSessionCredentials', 'elasticmapreduce:GetSessionEndpoint', 'emr-containers:GetManagedEndpointSessionCredentials',
  'events:RetrieveConnectionCredentials', 'finspace-api:GetProgrammaticAccessCredentials', 'finspace:ResetUserPassword', 'gamelift:GetComputeAuthToken',
  'gamelift:GetInstanceAccess', 'grafana:CreateWorkspaceServiceAccountToken', 'iq-permission:AssumePermissionRole', 'lakeformation:GetDataAccess',
  'lakeformation:GetTemporary*', 'license-manager:*Token', 'lightsail:GetBucketAccessKeys', 'lightsail:GetInstanceAccessDetails', 'lightsail:GetRelationalDatabaseMasterUserPassword',
  'redshift-serverless:Get*Token', 'redshift-serverless:GetCredentials', 'redshift:Get*Token', 'redshift:GetClusterCredentials*', 's3:GetDataAccess',
  'secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue', 'ssm:GetAccessToken', 'sts:Get*', 'workmail:AssumeImpersonationRole',
];

/** STS actions that return no credential of another identity. */
const HARMLESS = ['sts:decodeauthorizationmessage', 'sts:getaccesskeyinfo', 'sts:getcalleridentity', 'sts:getsessiontoken'];

/**
 * The MFA bypass that an exemption of an action or pattern would open. Undefined if it opens none.
 *
 * @param action `service:Action`, in which `*` and `?` may stand in the action
 */
export function bypassOpenedBy(action: string): string | undefined {
  const pattern = action.toLowerCase();
  if (HARMLESS.includes(pattern)) return undefined;
  const [service, name] = pattern.split(':');
  const bypass = BYPASSES.find(({ services }) => services.includes(service));
  if (bypass && !onlyReads(name)) return bypass.opens;
  if (CREDENTIAL_ACTIONS.some((known) => overlaps(known.toLowerCase(), pattern))) {
    return 'a stolen access key reads the credentials of another user or system';
  }
  return undefined;
}

/** Whether every action that a pattern matches begins with a read verb. */
function onlyReads(name: string): boolean {
  return READING.some((verb) => covers(`${verb.toLowerCase()}*`, name));
}
