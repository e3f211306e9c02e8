/** The thresholds of the credential report, in days. */
export interface CredentialAgeRules {
  readonly unused: number;
  readonly keyAge: number;
  readonly passwordAge?: number;
  /** How long before something is due it is announced. */
  readonly warning: number;
}

/** The options of the credential report. */
export interface CredentialReportOptions extends CredentialAgeRules {
  /** Credentials of users under these paths are never deactivated. */
  readonly exemptPaths: string[];

  /** Nor are those of users with this tag. */
  readonly exemptTag: string;

  /** The groups whose members administer the account, besides those with AdministratorAccess. */
  readonly administratorGroups: string[];
}

/** After how many days without use the permission for a service is reported: PCI DSS 4.0.1, 8.2.6, says so of accounts of people. */
export const UNUSED_PERMISSIONS_DAYS = 90;

/** The options of the access advisor. */
export interface AccessAdvisorOptions {
  /** In days. */
  readonly unused: number;

  /** The IAM path of the identities. */
  readonly path: string;

  /** The job functions, by the name of the group or role that has them where the two names differ. */
  readonly jobFunctions: { readonly [name: string]: string };
}

/** The type of the custom resource of an access analyzer. */
export const ACCESS_ANALYZER_TYPE = 'Custom::AccessAnalyzer';

/** The properties of the custom resource of an access analyzer. CloudFormation sends numbers as text. */
export interface AccessAnalyzerProperties {
  readonly Type: `${'ACCOUNT' | 'ORGANIZATION'}${'' | '_UNUSED_ACCESS'}`;
  readonly Name: string;
  /** In days; only for unused access. */
  readonly UnusedAccessAge?: number;
  /** The filters of the archive rules. */
  readonly Archive?: { readonly [criterion: string]: object }[];
}

/** The type of the custom resource of the access analyzers of other regions. */
export const REGIONAL_ANALYZERS_TYPE = 'Custom::AccessAnalyzersInRegions';

/** The properties of the custom resource of the access analyzers of other regions. */
export interface RegionalAnalyzersProperties extends Pick<AccessAnalyzerProperties, 'Type' | 'Name' | 'Archive'> {
  /** Names, or `ALL_ENABLED`. */
  readonly Regions: string[] | string;
}
