import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CallerCredentialsSynthesizer, Ec2InstanceRole, ServiceRole, WorkloadBoundary } from 'cdk-secure-account-baseline';

const app = new App();
const stack = new Stack(app, 'account-baseline-workloads', { synthesizer: new CallerCredentialsSynthesizer() });

// Teams create roles under this boundary. A role that carries it creates no role without it, and changes nothing of the baseline.
const boundary = new WorkloadBoundary(stack, 'WorkloadBoundary');

const data = new s3.Bucket(stack, 'Data', {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, encryption: s3.BucketEncryption.S3_MANAGED, enforceSSL: true,
});

// An instance: Session Manager, logs and metrics, and credentials that work over IMDSv2 only.
const instances = new Ec2InstanceRole(stack, 'Instances', { roleName: 'Instances', permissionsBoundary: boundary });
data.grantRead(instances);

// A state machine of this account, and of no other one.
const stateMachine = new ServiceRole(stack, 'StateMachine', {
  service: 'states.amazonaws.com', roleName: 'StateMachine', permissionsBoundary: boundary,
});
stateMachine.addToPolicy(new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [data.arnForObjects('results/*')] }));
