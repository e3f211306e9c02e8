/** One credential that can be used: when it was made or last changed, and when it was last used, in milliseconds since the epoch. */
export interface ReportedCredential {
  readonly changed?: number;
  readonly used?: number;
}

export interface ReportedPassword extends ReportedCredential {
  /** When the password policy of the account asks for a new one. */
  readonly nextRotation?: number;
}

/** A user of the account, or its root user. What is switched off is left out. */
export interface ReportedUser {
  /** Of root it is `<root_account>`. */
  readonly name: string;
  readonly isRoot: boolean;
  readonly created?: number;
  readonly mfa: boolean;
  readonly password?: ReportedPassword;
  /** By their number in the report. */
  readonly keys: { readonly [number: string]: ReportedCredential };
  readonly certificates: { readonly [number: string]: ReportedCredential };
  /** What IAM says of credentials that have no column of their own. */
  readonly more?: string;
}

const ROOT = '<root_account>';

/** A newer column, which reports of some accounts lack. */
const MORE = 'additional_credentials_info';

/**
 * Reads IAM's credential report by the names of its columns.
 *
 * @throws on a report without users, without a column that is needed, or with a line that is cut short
 */
export function parseCredentialReport(csv: string): ReportedUser[] {
  const [header = [], ...rows] = table(csv);
  if (!rows.length) throw Error('the credential report is empty');
  return rows.map((row, index) => {
    if (row.length !== header.length) throw Error(`user ${index + 1} of the credential report is cut short`);
    return user((column) => {
      const found = header.indexOf(column);
      // Without it nothing true can be said of the user. Columns that nobody here knows are welcome.
      if (found < 0) throw Error(`the credential report has no column ${column}`);
      return row[found];
    }, header.includes(MORE));
  });
}

function user(cell: (column: string) => string, hasMore: boolean): ReportedUser {
  // N/A, no_information and not_supported are no dates: there is none then.
  const time = (column: string) => Date.parse(cell(column)) || undefined;
  const isTrue = (column: string) => /^true$/i.test(cell(column));
  const active = (prefix: string, isKey: boolean) => Object.fromEntries(['1', '2'].filter((number) => isTrue(`${prefix + number}_active`)).map((number) => [number, {
    changed: time(`${prefix + number}_last_rotated`),
    used: isKey ? time(`${prefix + number}_last_used_date`) : undefined,
  }]));
  const isRoot = cell('user') === ROOT;
  // A spreadsheet would read some names as a formula; whatever is done to the column user against that, the ARN has the name as it is.
  return {
    name: isRoot ? ROOT : cell('arn').split('/').pop()!,
    isRoot,
    created: time('user_creation_time'),
    mfa: isTrue('mfa_active'),
    // Root has a password unless its organisation took it away; of root the report says no more than not_supported.
    password: /^(true|not_supported)$/i.test(cell('password_enabled')) ? {
      changed: time('password_last_changed'),
      used: time('password_last_used'),
      nextRotation: time('password_next_rotation'),
    } : undefined,
    keys: active('access_key_', true),
    certificates: active('cert_', false),
    more: hasMore && cell(MORE).replace('N/A', '') || undefined,
  };
}

/** RFC 4180: fields in quotes may hold commas, quotes and line breaks. */
function table(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"([^"]*(?:""[^"]*)*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted?.replace(/""/g, '"') ?? plain);
    if (end === ',') continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}
