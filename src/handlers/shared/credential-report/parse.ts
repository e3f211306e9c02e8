import { csvRows } from './csv';

/** One active credential; the times are in milliseconds since the epoch. */
export interface ReportedCredential {
  /** When it was created or last changed. */
  readonly changed?: number;
  readonly used?: number;
}

export interface ReportedPassword extends ReportedCredential {
  /** When the password policy of the account requires another one. */
  readonly nextRotation?: number;
}

/** A user of the account, or its root user. Inactive credentials are left out. */
export interface ReportedUser {
  /** Of the root user it is `<root_account>`. */
  readonly name: string;
  readonly isRoot: boolean;
  readonly created?: number;
  readonly mfa: boolean;
  readonly password?: ReportedPassword;
  /** By their number in the report. */
  readonly keys: { readonly [number: string]: ReportedCredential };
  readonly certificates: { readonly [number: string]: ReportedCredential };
  /** What IAM says about credentials that have no column of their own. */
  readonly more?: string;
}

const ROOT = '<root_account>';

/** A newer column, which the reports of some accounts lack. */
const MORE = 'additional_credentials_info';

/**
 * Reads IAM's credential report by the names of its columns. A value that is not understood is an error: nothing true could be said about
 * the user.
 *
 * @throws if a needed column is missing, a row has another length than the header, the first row is not the root user, or a flag or time
 * has a value that IAM does not document
 */
export function parseCredentialReport(csv: string): ReportedUser[] {
  try {
    const rows = csvRows(csv);
    const header = rows.next().value ?? [];
    const users: ReportedUser[] = [];
    for (const row of rows) {
      users.push(user((column) => {
        const found = header.indexOf(column);
        if (found >= 0) return row[found];
        throw Error(`it has no column ${column}`);
      }, header.includes(MORE), users.length + 2));
    }
    if (!users[0]?.isRoot) throw Error('its first row is not the root user');
    return users;
  } catch (error) {
    throw Error(`the credential report cannot be read: ${(error as Error).message}`);
  }
}

function user(cell: (column: string) => string, hasMore: boolean, row: number): ReportedUser {
  const unknown = (column: string) => Error(`row ${row} has the unknown value '${cell(column)}' of ${column}`);
  const time = (column: string) => {
    const text = cell(column);
    if (/^(N\/A|no_information|not_supported)$/i.test(text)) return undefined;
    const value = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN;
    if (Number.isNaN(value)) throw unknown(column);
    return value;
  };
  const isTrue = (column: string, alsoTrue?: string) => {
    const text = cell(column).toLowerCase();
    if (text === 'true' || text === alsoTrue) return true;
    if (text === 'false') return false;
    throw unknown(column);
  };
  const active = (prefix: string, isKey: boolean) => Object.fromEntries(['1', '2'].filter((number) => isTrue(`${prefix + number}_active`)).map((number) => [number, {
    changed: time(`${prefix + number}_last_rotated`),
    used: isKey ? time(`${prefix + number}_last_used_date`) : undefined,
  }]));
  const isRoot = cell('user') === ROOT;
  return {
    // The column `user` may be protected against spreadsheets, which read some names as a formula. The ARN holds the name itself.
    name: isRoot ? ROOT : cell('arn').split('/').pop()!,
    isRoot,
    created: time('user_creation_time'),
    mfa: isTrue('mfa_active'),
    // The root user has a password unless its organization removed it. Of root the report says only `not_supported`.
    password: isTrue('password_enabled', isRoot ? 'not_supported' : undefined) ? {
      changed: time('password_last_changed'),
      used: time('password_last_used'),
      nextRotation: time('password_next_rotation'),
    } : undefined,
    keys: active('access_key_', true),
    certificates: active('cert_', false),
    more: hasMore && cell(MORE).replace('N/A', '') || undefined,
  };
}
