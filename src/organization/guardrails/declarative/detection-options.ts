import { GuardDutyFeature } from './guard-duty-feature';
import { InspectorScan } from './inspector-scan';

/** The regions in which a detection service is on. */
export interface DetectionOptions {
  /**
   * The regions in which the service is on, such as `eu-central-1`. Other regions are left as they are.
   *
   * @default - every region, those that AWS adds later included
   */
  readonly regions?: string[];

  /**
   * The regions in which the service is turned off, also where it was on before.
   *
   * @default - none
   */
  readonly disabledRegions?: string[];
}

/** What Amazon GuardDuty detects, and where. */
export interface GuardDutyOptions extends DetectionOptions {
  /**
   * The protection plans beside foundational threat detection, which is always on. Plans that are not listed are left as they are.
   *
   * @default - foundational threat detection only
   */
  readonly features?: GuardDutyFeature[];
}

/** What Amazon Inspector scans, and where. */
export interface InspectorOptions extends DetectionOptions {
  /**
   * What is scanned. What is not listed is left as it is.
   *
   * @default - InspectorScan.EC2, InspectorScan.ECR and InspectorScan.LAMBDA
   */
  readonly scans?: InspectorScan[];
}
