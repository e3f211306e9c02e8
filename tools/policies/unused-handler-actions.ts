/** Calls of a handler of CloudFormation that depend on a property of the resource. */
export interface UnusedActions {
  /** The names of the actions, with their services. */
  readonly actions: RegExp;
  /** The properties with which the handler makes the calls. `A.B` is a property of `A`, or of each member of `A`. */
  readonly properties: readonly string[];
  /** The only value with which it makes them. */
  readonly value?: unknown;
}

/**
 * What handlers may call and do not call for the templates of this library, which do not have the properties. A test fails for a template
 * that has one of them.
 */
export const UNUSED_ACTIONS: { readonly [type: string]: readonly UnusedActions[] } = {
  'AWS::CloudTrail::Trail': [
    { actions: /:StopLogging$/, properties: ['IsLogging'], value: false },
    { actions: /:PutEventSelectors$/, properties: ['EventSelectors', 'AdvancedEventSelectors'] },
    { actions: /:PutInsightSelectors$/, properties: ['InsightSelectors'] },
    { actions: /:PutEventConfiguration$/, properties: ['AggregationConfigurations'] },
    { actions: /^organizations:|:CreateServiceLinkedRole$/, properties: ['IsOrganizationTrail'], value: true },
  ],
  'AWS::IAM::Group': [{ actions: /:(Put|Delete)GroupPolicy$/, properties: ['Policies'] }],
  'AWS::IAM::ManagedPolicy': [{ actions: /:(Attach|Detach)UserPolicy$/, properties: ['Users'] }],
  'AWS::IAM::Role': [
    { actions: /:(Put|Delete)RolePolicy$/, properties: ['Policies'] },
    { actions: /PermissionsBoundary$/, properties: ['PermissionsBoundary'] },
  ],
  'AWS::IAM::User': [
    { actions: /:(Put|Delete)UserPolicy$/, properties: ['Policies'] },
    { actions: /PermissionsBoundary$/, properties: ['PermissionsBoundary'] },
  ],
  'AWS::Lambda::Function': [
    { actions: /^(ec2|elasticfilesystem|s3files):/, properties: ['VpcConfig', 'FileSystemConfigs'] },
    { actions: /^kms:/, properties: ['KmsKeyArn'] },
    { actions: /^s3:|:GetLayerVersion$/, properties: ['Code.S3Bucket', 'Layers'] },
    { actions: /CodeSigningConfig$/, properties: ['CodeSigningConfigArn'] },
    { actions: /FunctionConcurrency$/, properties: ['ReservedConcurrentExecutions'] },
    { actions: /:PutRuntimeManagementConfig$/, properties: ['RuntimeManagementConfig'] },
    { actions: /:PutFunctionRecursionConfig$/, properties: ['RecursiveLoop'] },
    { actions: /:(PassCapacityProvider|PutFunctionScalingConfig|GetFunctionScalingConfig|PublishVersion)$/, properties: ['CapacityProviderConfig', 'FunctionScalingConfig', 'PublishToLatestPublished'] },
  ],
  'AWS::Logs::LogGroup': [
    { actions: /DataProtectionPolicy$|:CreateLogDelivery$|^s3:|^firehose:/, properties: ['DataProtectionPolicy'] },
    { actions: /ResourcePolic(y|ies)$/, properties: ['ResourcePolicyDocument'] },
    { actions: /IndexPolic(y|ies)$/, properties: ['FieldIndexPolicies'] },
    { actions: /KmsKey$/, properties: ['KmsKeyId'] },
    { actions: /:PutBearerTokenAuthentication$/, properties: ['BearerTokenAuthenticationEnabled'] },
    { actions: /:PutLogGroupDeletionProtection$/, properties: ['DeletionProtectionEnabled'] },
  ],
  'AWS::S3::Bucket': [
    { actions: /^s3tables:|MetadataTable|Metadata\w+Table/, properties: ['MetadataTableConfiguration', 'MetadataConfiguration'] },
    { actions: /^iam:|Replication/, properties: ['ReplicationConfiguration'] },
    { actions: /Acl$/, properties: ['AccessControl'] },
    { actions: /Abac$/, properties: ['AbacStatus'] },
    { actions: /Accelerate/, properties: ['AccelerateConfiguration'] },
    { actions: /Analytics/, properties: ['AnalyticsConfigurations'] },
    { actions: /CORS$/i, properties: ['CorsConfiguration'] },
    { actions: /IntelligentTiering/, properties: ['IntelligentTieringConfigurations'] },
    { actions: /Inventory/, properties: ['InventoryConfigurations'] },
    { actions: /BucketLogging$/, properties: ['LoggingConfiguration'] },
    { actions: /Metrics/, properties: ['MetricsConfigurations'] },
    { actions: /Notification$/, properties: ['NotificationConfiguration'] },
    { actions: /ObjectLock|:DeleteObject$/, properties: ['ObjectLockConfiguration', 'ObjectLockEnabled'] },
    { actions: /Website$/, properties: ['WebsiteConfiguration'] },
  ],
  'AWS::SecretsManager::Secret': [
    { actions: /:GetRandomPassword$/, properties: ['GenerateSecretString'] },
    { actions: /Region/, properties: ['ReplicaRegions'] },
  ],
  'AWS::SNS::Subscription': [{ actions: /^iam:/, properties: ['SubscriptionRoleArn'] }],
  'AWS::SNS::Topic': [
    { actions: /^iam:/, properties: ['DeliveryStatusLogging'] },
    { actions: /DataProtectionPolicy$/, properties: ['DataProtectionPolicy'] },
  ],
};
