import { asff } from './asff';
import { csv } from './csv';
import { json } from './json';
import { junit } from './junit';
import { ocsf } from './ocsf';
import { organizationTable } from './organization-table';
import { oscal } from './oscal';
import { sarif } from './sarif';
import { accountTable } from './table';
import { Report } from '../../output';
import { statusPage } from '../../report/page';
import { ReadAccount } from '../account-status';
import { FormatOptions, StatusReport } from '../status-report';

export const FORMATS = {
  table: ({ statuses, isOrganization, adoption, framework }, { color }) => (
    isOrganization ? organizationTable(statuses, color) : accountTable(statuses[0] as ReadAccount, adoption, color, framework)
  ),
  json,
  junit,
  csv,
  asff,
  ocsf,
  oscal,
  html: statusPage,
  sarif,
} as const satisfies Record<string, (report: StatusReport, options: FormatOptions) => Report>;

export type Format = keyof typeof FORMATS;
