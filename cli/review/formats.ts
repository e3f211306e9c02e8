import { reviewPage } from './page';
import { Reviewed } from './reviewed';
import { dayOf, lastUseWords, LEVELS, levelWords, proposalWords } from './words';
import { CsvOptions, csvLines } from '../csv';
import { Report } from '../output';

const HEADER = [
  'account', 'account name', 'read', 'kind', 'identity', 'path', 'created', 'groups, members or trusted principals', 'list', 'read access', 'write', 'permissions', 'tagging',
  'policies not read', 'credentials', 'last use', 'proposed action', 'decision', 'reviewer', 'date', 'signature',
];

/** Columns that people fill in. */
const EMPTY = ['', '', '', ''];

function* rows(accounts: readonly Reviewed[]): Iterable<string[]> {
  yield HEADER;
  for (const account of accounts) {
    if ('error' in account) {
      yield [account.id, account.name, '', 'account', '', '', '', '', '', '', '', '', '', account.error, '', '', 'Read the account', ...EMPTY];
      continue;
    }
    const { id, name, at } = account;
    for (const what of account.unread) yield [id, name, dayOf(at), 'account', '', '', '', '', '', '', '', '', '', what, '', '', 'Allow the call, and run the command again', ...EMPTY];
    for (const identity of account.identities) {
      yield [
        id, name, dayOf(at), identity.kind, identity.name, identity.path, dayOf(identity.created), identity.relations.join(', '),
        ...LEVELS.map((level) => levelWords(identity.rights.levels.get(level))),
        identity.rights.unread.join('; '), identity.credentials.join(', '), lastUseWords(identity), proposalWords(identity).join('; '), ...EMPTY,
      ];
    }
  }
}

export const FORMATS = {
  csv: (accounts, options) => csvLines(rows(accounts), options),
  html: reviewPage,
} as const satisfies Record<string, (accounts: readonly Reviewed[], options: CsvOptions) => Report>;
