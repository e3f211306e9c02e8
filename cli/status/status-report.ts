import { AccountStatus } from './account-status';
import { Framework } from '../../src/compliance/catalog';
import { AdoptionStep } from '../adoption';
import { ImportMap } from '../adoption-import';
import { AdoptionRoad } from '../adoption-road';
import { CsvOptions } from '../csv';

/** What to change before the baseline is deployed. */
export interface Adoption {
  readonly steps?: AdoptionStep[];
  /** Absent if the account has no users. */
  readonly road?: AdoptionRoad;
  /** Only with a template. */
  readonly importMap?: ImportMap;
}

/** What the command found. */
export interface StatusReport {
  /** One account, or those of an organization. */
  readonly statuses: readonly AccountStatus[];
  readonly isOrganization: boolean;
  readonly adoption: Adoption;
  /** Only its checks are in the results. */
  readonly framework?: Framework;
}

/** How it is written. */
export interface FormatOptions extends CsvOptions {
  readonly color: boolean;
}
