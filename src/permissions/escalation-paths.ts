/** How a path leads to permissions that the principal was not given. */
export enum PathKind {
  /** The principal changes policies or identities. */
  IDENTITY = 'identity',
  /** The principal makes credentials of another user. */
  CREDENTIALS = 'credentials',
  /** The principal assumes a role that its policies do not name. */
  ASSUMED_ROLE = 'assumed role',
  /** The principal passes a role to a new resource that runs what the principal wants. */
  PASSED_ROLE = 'passed role',
  /** The principal changes what a resource does with the role that it already has. */
  ATTACHED_ROLE = 'attached role',
}

/** A known privilege-escalation path: it is open to a principal that may do all of its actions. */
export interface EscalationPath {
  readonly kind: PathKind;
  readonly actions: string[];
}

/**
 * The paths of pathfinding.cloud and Prowler, without those of which another one needs fewer actions. `iam:PassRole` belongs to each path
 * with a passed role. An action without a service is of the service of the action before it.
 */
const PATHS: Record<PathKind, string> = {
  [PathKind.IDENTITY]: 'iam:AddUserToGroup iam:AttachGroupPolicy iam:AttachRolePolicy iam:AttachUserPolicy iam:CreatePolicyVersion '
    + 'iam:DeleteRolePermissionsBoundary+sts:AssumeRole iam:DeleteUserPermissionsBoundary iam:DeleteUserPolicy iam:DetachUserPolicy iam:PutGroupPolicy '
    + 'iam:PutRolePolicy iam:PutUserPermissionsBoundary iam:PutUserPolicy iam:SetDefaultPolicyVersion iam:UpdateAssumeRolePolicy '
    + 'sso:AttachManagedPolicyToPermissionSet sso:PutInlinePolicyToPermissionSet',
  [PathKind.CREDENTIALS]: 'iam:CreateAccessKey iam:CreateLoginProfile iam:UpdateLoginProfile',
  [PathKind.ASSUMED_ROLE]: 'sts:AssumeRole',
  [PathKind.PASSED_ROLE]: 'apprunner:CreateService autoscaling:CreateAutoScalingGroup+CreateLaunchConfiguration '
    + 'autoscaling:CreateLaunchConfiguration+UpdateAutoScalingGroup batch:RegisterJobDefinition+SubmitJob '
    + 'bedrock-agentcore:ConnectBrowserAutomationStream+CreateBrowser+StartBrowserSession '
    + 'bedrock-agentcore:CreateAgentRuntime+CreateAgentRuntimeEndpoint+CreateWorkloadIdentity+InvokeAgentRuntimeCommand '
    + 'bedrock-agentcore:CreateCodeInterpreter+InvokeCodeInterpreter+StartCodeInterpreterSession braket:CreateJob cloudformation:CreateStack '
    + 'cloudformation:CreateStackInstances+CreateStackSet cloudformation:UpdateStackSet codebuild:CreateProject+StartBuild '
    + 'codebuild:CreateProject+StartBuildBatch codestar:CreateProject cognito-identity:SetIdentityPoolRoles '
    + 'datapipeline:ActivatePipeline+CreatePipeline+PutPipelineDefinition ec2:RequestSpotInstances ec2:RunInstances '
    + 'ecs:CreateService+RegisterTaskDefinition ecs:RunTask ecs:StartTask elasticmapreduce:RunJobFlow emr-serverless:CreateApplication+StartJobRun '
    + 'gamelift:CreateBuild+CreateFleet+RequestUploadCredentials glue:CreateDevEndpoint glue:CreateJob+CreateTrigger glue:CreateJob+StartJobRun '
    + 'glue:CreateSession+RunStatement glue:CreateTrigger+UpdateJob glue:StartJobRun+UpdateJob '
    + 'imagebuilder:CreateComponent+CreateImage+CreateImageRecipe+CreateInfrastructureConfiguration kinesisanalytics:CreateApplication+StartApplication '
    + 'lambda:AddPermission+CreateFunction lambda:CreateEventSourceMapping+CreateFunction lambda:CreateFunction+InvokeFunction '
    + 'omics:CreateWorkflow+StartRun+s3:GetObject sagemaker:CreateNotebookInstance sagemaker:CreateProcessingJob sagemaker:CreateTrainingJob '
    + 'scheduler:CreateSchedule ssm:CreateDocument+StartAutomationExecution states:CreateStateMachine+StartExecution',
  [PathKind.ATTACHED_ROLE]: 'apprunner:UpdateService batch:SubmitJob bedrock-agentcore:ConnectBrowserAutomationStream+StartBrowserSession '
    + 'bedrock-agentcore:InvokeAgentRuntimeCommand bedrock-agentcore:InvokeCodeInterpreter+StartCodeInterpreterSession '
    + 'cloudformation:CreateChangeSet+ExecuteChangeSet cloudformation:UpdateStack codebuild:StartBuild codebuild:StartBuildBatch '
    + 'codedeploy:CreateDeployment+GetDeploymentConfig+RegisterApplicationRevision ec2-instance-connect:SendSSHPublicKey+ec2:DescribeInstances '
    + 'ec2:CreateLaunchTemplateVersion+ModifyLaunchTemplate ec2:ModifyInstanceAttribute+StartInstances+StopInstances ecs:DescribeTasks+ExecuteCommand '
    + 'glue:UpdateDevEndpoint lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration '
    + 'sagemaker:CreateNotebookInstanceLifecycleConfig+StartNotebookInstance+StopNotebookInstance+UpdateNotebookInstance '
    + 'sagemaker:CreatePresignedNotebookInstanceUrl ssm:SendCommand ssm:StartSession states:StartExecution+UpdateStateMachine',
};

export const PASS_ROLE = 'iam:PassRole';

/** The known paths. */
export const ESCALATION_PATHS: EscalationPath[] = Object.entries(PATHS).flatMap(([kind, paths]) => paths.split(' ').map((path) => {
  let service = '';
  const actions = path.split('+').map((action) => {
    if (action.includes(':')) [service] = action.split(':');
    return action.includes(':') ? action : `${service}:${action}`;
  });
  return { kind: kind as PathKind, actions };
}));

/** Services that run with a role that is passed to another one. */
const RUN_BY: Record<string, string[]> = {
  'apprunner': ['build.apprunner', 'tasks.apprunner'],
  'autoscaling': ['ec2'],
  'batch': ['batch', 'ec2', 'ecs-tasks'],
  'datapipeline': ['datapipeline', 'ec2', 'elasticmapreduce'],
  'ecs': ['ecs', 'ecs-tasks'],
  'elasticmapreduce': ['ec2', 'elasticmapreduce'],
  'emr-serverless': ['emr-serverless'],
  'imagebuilder': ['ec2', 'imagebuilder'],
};

/** The service principals to which the role of a path is passed, as patterns, since partitions have suffixes of their own. */
export function servicesOf({ actions: [action] }: EscalationPath): string[] {
  const [service] = action.split(':');
  return (RUN_BY[service] ?? [service]).map((name) => `${name}.amazonaws.com*`);
}
