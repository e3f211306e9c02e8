import { Exempt, FUNCTIONS, notBy } from './principals';
import { deny, Statement } from './statement';
import { actionsOf } from '../../../permissions/policies/deny';

/** What stops recording, sends the records elsewhere, or hides findings. To turn on more is left open. */
const AUDIT_CHANGES = [
  ...actionsOf('cloudtrail', [
    'DeleteTrail', 'PutEventSelectors', 'PutInsightSelectors', 'StopLogging', 'UpdateTrail', 'DeleteEventDataStore', 'StopEventDataStoreIngestion', 'UpdateEventDataStore',
    'DeleteServiceLinkedChannel', 'DeregisterOrganizationDelegatedAdmin',
  ]),
  ...actionsOf('config', [
    'DeleteConfigurationAggregator', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel', 'DeleteRetentionConfiguration', 'DeleteServiceLinkedConfigurationRecorder',
    'DisassociateResourceTypes', 'PutConfigurationRecorder', 'PutDeliveryChannel', 'PutRetentionConfiguration', 'StopConfigurationRecorder',
  ]),
  ...actionsOf('guardduty', [
    'ArchiveFindings', 'CreateFilter', 'CreateIPSet', 'CreateTrustedEntitySet', 'DeleteDetector', 'DeleteMembers', 'DeletePublishingDestination', 'DeleteThreat*', 'Disassociate*',
    'DisableOrganizationAdminAccount', 'StopMonitoringMembers', 'UpdateDetector', 'UpdateFilter', 'UpdateIPSet', 'UpdateMemberDetectors', 'UpdateMalwareScanSettings', 'UpdatePublishingDestination',
    'UpdateThreat*', 'UpdateTrustedEntitySet',
  ]),
  ...actionsOf('securityhub', [
    'BatchDisableStandards', 'BatchUpdateFindings', 'BatchUpdateStandardsControlAssociations', 'CreateAutomationRule*', 'DeleteFindingAggregator', 'DeleteMembers', 'Disable*',
    'Disassociate*', 'UpdateAutomationRuleV2', 'BatchUpdateAutomationRules', 'UpdateFindings', 'UpdateSecurityControl', 'UpdateStandardsControl',
  ]),
  ...actionsOf('access-analyzer', ['ApplyArchiveRule', 'CreateArchiveRule', 'DeleteAnalyzer', 'DeleteServiceLinkedAnalyzer', 'UpdateAnalyzer', 'UpdateArchiveRule', 'UpdateFindings']),
];

/** The record of what happens in the account. */
export function auditStatements({ deployers }: Exempt): Statement[] {
  return [deny('Audit', { Action: AUDIT_CHANGES, Condition: notBy([...deployers, ...FUNCTIONS]) })];
}
