import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { plain } from '../../text';
import { Result, Review, Rule, RULES, Status } from '../review';

const LEVELS: Partial<Record<Status, string>> = { FAIL: 'error', UNKNOWN: 'warning' };

/** What is not proved as SARIF 2.1.0, so that a build server shows it at the line of the template or of the question. */
export function sarif({ title, results }: Review): string {
  const ids = Object.keys(RULES) as Rule[];
  const rules = ids.map((id) => ({ id, shortDescription: { text: RULES[id] } }));
  return JSON.stringify({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'secure-account-baseline', rules } },
      automationDetails: { description: { text: plain(title) } },
      columnKind: 'utf16CodeUnits',
      results: results.filter(({ status }) => status in LEVELS).map((result) => ({ ...entryOf(result), ruleIndex: ids.indexOf(result.rule) })),
    }],
  }, undefined, 2);
}

function entryOf({ rule, subject, status, message, examples, location: { file, line } }: Result) {
  const text = [`${subject}: ${message}`, ...examples.map(({ explanation }) => explanation)].map(plain).join('\n');
  return {
    ruleId: rule,
    level: LEVELS[status],
    message: { text: escaped(text) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } } }],
    partialFingerprints: { 'subject/v1': createHash('sha256').update(`${rule} ${subject}`).digest('hex') },
  };
}

/** Brackets and backslashes begin a link in a message of SARIF, and braces a placeholder. */
function escaped(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&').replace(/[{}]/g, '$&$&');
}

/** A path as a URI, relative if the path is. */
function uriOf(file: string): string {
  if (/^([/\\]|[a-z]:)/i.test(file)) return pathToFileURL(file).href;
  return file.split(/[/\\]/).map(encodeURIComponent).join('/');
}
