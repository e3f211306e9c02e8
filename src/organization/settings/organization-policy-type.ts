/**
 * A type of policy of AWS Organizations.
 *
 * Source: AWS Organizations API Reference, "EnablePolicyType".
 */
export enum OrganizationPolicyType {
  /** Service control policies: the most that principals of an account may do. */
  SERVICE_CONTROL = 'SERVICE_CONTROL_POLICY',
  /** Resource control policies: the most that principals of any account may do with resources of an account. */
  RESOURCE_CONTROL = 'RESOURCE_CONTROL_POLICY',
  /** Declarative policies of EC2, VPC and EBS. */
  DECLARATIVE_EC2 = 'DECLARATIVE_POLICY_EC2',
  /** S3: block public access. */
  S3 = 'S3_POLICY',
  /** Whether AI services may use content to improve their models. */
  AI_SERVICES_OPT_OUT = 'AISERVICES_OPT_OUT_POLICY',
  /** Tags that resources must have. */
  TAG = 'TAG_POLICY',
  /** Backup plans. Backups are billed. */
  BACKUP = 'BACKUP_POLICY',
  /** Chat applications from which accounts may be used. */
  CHATBOT = 'CHATBOT_POLICY',
  /** Amazon Bedrock. */
  BEDROCK = 'BEDROCK_POLICY',
  /** Security Hub, which is billed where a policy turns it on. */
  SECURITY_HUB = 'SECURITYHUB_POLICY',
  /** Security Hub CSPM, which is billed where a policy turns it on. */
  SECURITY_HUB_CSPM = 'SECURITYHUB_CSPM_POLICY',
  /** Amazon GuardDuty, which is billed where a policy turns it on. */
  GUARDDUTY = 'GUARDDUTY_POLICY',
  /** Amazon Inspector, which is billed where a policy turns it on. */
  INSPECTOR = 'INSPECTOR_POLICY',
  /** AWS Shield network security director. */
  NETWORK_SECURITY_DIRECTOR = 'NETWORK_SECURITY_DIRECTOR_POLICY',
  /** The order in which resources are upgraded. */
  UPGRADE_ROLLOUT = 'UPGRADE_ROLLOUT_POLICY',
}
