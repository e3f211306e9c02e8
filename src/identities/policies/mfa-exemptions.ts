/**
 * Why an action may not be exempted from MFA: the journey that the exemption would open. The table names services rather
 * than actions, since a service that forwards calls or runs code does so in more ways every year.
 */
interface Journey {
  readonly services: string[];
  readonly opens: string;
}

const IDENTITY: Journey = {
  services: [
    'account', 'account-access', 'aws-portal', 'ds', 'ds-data', 'iam', 'identity-sync', 'identitystore', 'identitystore-auth', 'organizations', 'rolesanywhere',
    'sso', 'sso-directory', 'sso-oauth',
  ],
  opens: 'a stolen access key changes who may do what (leaves the group, makes another user, enrols or removes a device) and is free of MFA from then on',
};

const CREDENTIALS: Journey = {
  services: ['signin', 'sts'],
  opens: 'a stolen access key, or a console session without MFA, is traded for other credentials that are never asked for MFA',
};

const FORWARDING: Journey = {
  services: [
    'amplify', 'athena', 'aws-mcp', 'cloud9', 'cloudformation', 'cloudshell', 'codestar', 'config', 'controltower', 'datapipeline', 'elasticbeanstalk',
    'proton', 'q', 'resource-groups', 'serverlessrepo', 'servicecatalog', 'ssm-quicksetup', 'tag',
  ],
  opens: 'a stolen access key has the service call others in the user\'s name, and forwarded calls are not asked for MFA',
};

const RUNNING_CODE: Journey = {
  services: [
    'airflow', 'airflow-serverless', 'apprunner', 'appsync', 'autoscaling', 'batch', 'bedrock-agentcore', 'braket', 'codebuild', 'codedeploy', 'codepipeline',
    'cognito-identity', 'ec2', 'ec2-instance-connect', 'ecs', 'eks', 'eks-mcp', 'elasticmapreduce', 'emr-containers', 'emr-serverless', 'fis', 'gamelift', 'glue',
    'greengrass', 'imagebuilder', 'iot', 'kinesisanalytics', 'lambda', 'lightsail', 'omics', 'sagemaker', 'scheduler', 'ssm', 'ssm-guiconnect', 'ssmmessages',
    'states', 'synthetics',
  ],
  opens: 'a stolen access key runs code with a role that is already there, and reads that role\'s credentials',
};

const JOURNEYS = [IDENTITY, CREDENTIALS, FORWARDING, RUNNING_CODE];

/** Reading is no way around MFA: it shows what the user may see, and changes nothing. */
const READING = ['BatchGet', 'Describe', 'Get', 'List', 'Search', 'Simulate'];

/** Except where what is read, or made, is a credential. A certificate is one where Roles Anywhere takes its authority. */
const CREDENTIAL_ACTIONS = [
  'acm-pca:IssueCertificate', 'aidevops:*AccessToken', 'amplifybackend:*Token', 'appstream:Create*StreamingURL', 'aws-external-anthropic:AssumeConsole',
  'bedrock-agentcore:Get*Token*', 'bedrock-agentcore:GetResource*', 'cloudwatch:AssumeAccessProfile', 'cloudwatch:GetSpaceCredentials*',
  'codeconnections:Get*Token', 'codeguru-reviewer:CreateConnectionToken', 'codestar-connections:Get*Token', 'cognito-identity:GetCredentialsForIdentity',
  'cognito-identity:GetOpenIdToken*', 'cognito-idp:Admin*UserPassword', 'connect:AdminGetEmergencyAccessToken', 'connect:GetFederationToken*',
  'datazone:Get*Credentials', 'datazone:GetIamPortalLoginUrl', 'deadline:Assume*', 'ec2:GetPasswordData', 'eks-auth:AssumeRoleForPodIdentity',
  'elasticmapreduce:Get*PresignedURL', 'elasticmapreduce:GetClusterSessionCredentials', 'emr-containers:GetManagedEndpointSessionCredentials',
  'events:RetrieveConnectionCredentials', 'finspace-api:GetProgrammaticAccessCredentials', 'finspace:ResetUserPassword', 'gamelift:GetComputeAuthToken',
  'gamelift:GetInstanceAccess', 'grafana:CreateWorkspaceServiceAccountToken', 'iq-permission:AssumePermissionRole', 'lakeformation:GetDataAccess',
  'lakeformation:GetTemporary*', 'license-manager:*Token', 'lightsail:GetBucketAccessKeys', 'lightsail:GetInstanceAccessDetails',
  'redshift-serverless:Get*Token', 'redshift-serverless:GetCredentials', 'redshift:Get*Token', 'redshift:GetClusterCredentials*', 's3:GetDataAccess',
  'secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue', 'ssm:GetAccessToken', 'sts:Get*', 'workmail:AssumeImpersonationRole',
];

/** Those of STS tell something and give nothing. */
const HARMLESS = ['sts:decodeauthorizationmessage', 'sts:getaccesskeyinfo', 'sts:getcalleridentity', 'sts:getsessiontoken'];

/**
 * The journey past MFA that an exemption of this action, or of what this pattern covers, would open.
 *
 * @param action `service:Action`, where the action may hold `*` and `?`
 * @returns undefined when the exemption opens none
 */
export function bypassOpenedBy(action: string): string | undefined {
  if (HARMLESS.includes(action.toLowerCase())) return undefined;
  const [service, name] = action.split(':');
  const journey = JOURNEYS.find((candidate) => candidate.services.includes(service.toLowerCase()));
  if (journey && !onlyReads(name)) return journey.opens;
  if (CREDENTIAL_ACTIONS.some((known) => overlaps(known.toLowerCase(), action.toLowerCase()))) {
    return 'a stolen access key reads the credentials of somebody or something else';
  }
  return undefined;
}

function onlyReads(name: string): boolean {
  const certain = name.split(/[*?]/)[0].toLowerCase();
  return READING.some((verb) => certain.startsWith(verb.toLowerCase()));
}

/** Whether there is an action that both patterns match. */
function overlaps(one: string, other: string): boolean {
  if (one === '' || other === '') return [...one, ...other].every((character) => character === '*');
  if (one[0] === '*') return overlaps(one.slice(1), other) || overlaps(one, other.slice(1));
  if (other[0] === '*') return overlaps(one, other.slice(1)) || overlaps(one.slice(1), other);
  return (one[0] === other[0] || one[0] === '?' || other[0] === '?') && overlaps(one.slice(1), other.slice(1));
}
