import { Exempt, FUNCTIONS, notBy } from './principals';
import { deny, Statement } from './statement';
import { actionsOf } from '../../../permissions/policies/deny';

/** Instances with version 1 of the metadata service, and credentials that came from it. */
export function instanceMetadataStatements({ deployers }: Exempt): Statement[] {
  return [
    // True as well where the launch does not say which version.
    deny('InstancesWithImdsv1', { Action: 'ec2:RunInstances', Resource: 'arn:*:ec2:*:*:instance/*', Condition: { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } } }),
    deny('Imdsv1TurnedOn', { Action: 'ec2:ModifyInstanceMetadataOptions', Condition: { StringEquals: { 'ec2:Attribute/HttpTokens': 'optional' } } }),
    deny('MetadataDefaults', { Action: 'ec2:ModifyInstanceMetadataDefaults', Condition: notBy([...deployers, ...FUNCTIONS]) }),
    deny('CredentialsOfImdsv1', { Action: '*', Condition: { NumericLessThan: { 'ec2:RoleDelivery': '2.0' } } }),
  ];
}

/** What makes a resource public, and what turns off the blocks of the account that keep the others private. */
export function publicSharingStatements({ deployers }: Exempt): Statement[] {
  const blocks = [
    ...actionsOf('ec2', ['DisableImageBlockPublicAccess', 'DisableSnapshotBlockPublicAccess', 'EnableSnapshotBlockPublicAccess']),
    ...actionsOf('s3', ['PutAccountPublicAccessBlock']),
  ];
  const notOurs = notBy([...deployers, ...FUNCTIONS]);
  return [
    deny('PublicSnapshots', { Action: 'ec2:ModifySnapshotAttribute', Condition: { StringEquals: { 'ec2:Add/group': 'all' } } }),
    deny('PublicFunctions', { Action: 'lambda:AddPermission', Condition: { StringEquals: { 'lambda:Principal': '*' } } }),
    deny('PublicFunctionUrls', {
      Action: actionsOf('lambda', ['AddPermission', 'CreateFunctionUrlConfig', 'UpdateFunctionUrlConfig']),
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    }),
    deny('PublicRepositories', { Action: actionsOf('ecr-public', ['CreateRepository']) }),
    deny('PublicAccessBlocks', { Action: blocks, Condition: notOurs }),
    deny('PublicDocuments', {
      Action: actionsOf('ssm', ['ResetServiceSetting', 'UpdateServiceSetting']),
      Resource: 'arn:*:ssm:*:*:servicesetting/ssm/documents/console/public-sharing-permission',
      Condition: notOurs,
    }),
  ];
}
