import { plain } from '../../text';
import { countOf, Result, Review, RULES, Status, summaryOf } from '../review';

/** A comment on GitHub has at most 65,536 characters. */
const MOST_CHARACTERS = 60_000;

const HEADINGS: [Status, string][] = [['FAIL', 'New access'], ['UNKNOWN', 'Unknown']];

/** What is not proved, for a comment on a pull request. */
export function markdown(review: Review): string {
  const sections = HEADINGS.flatMap(([status, heading]) => {
    const results = review.results.filter((result) => result.status === status);
    const isClaim = results.some(({ rule }) => rule === 'claim');
    return results.length === 0 ? [] : [`### ${status === 'FAIL' && isClaim ? 'Refuted' : heading}`, ...results.map(item)];
  });
  const isFine = countOf(review, 'PASS') === review.results.length;
  const parts = [isFine ? 'Nothing that is new, refuted or unknown.' : '', ...sections, code(summaryOf(review))].filter((part) => part !== '');
  return limited(parts).join('\n\n');
}

function item({ subject, rule, message, examples }: Result): string {
  return [`- **${code(subject)}** (${RULES[rule].toLowerCase()}): ${code(message)}`, ...examples.map(({ explanation }) => `  - ${code(explanation)}`)].join('\n');
}

/** As code nothing in a name is markup, a mention or a link. */
function code(text: string): string {
  const content = plain(text);
  const longest = Math.max(0, ...(content.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 || content.startsWith(' ') ? ' ' : '';
  return `${fence}${space}${content || ' '}${space}${fence}`;
}

/** The last part is the summary, which stays. */
function limited(parts: string[]): string[] {
  let characters = 0;
  const fitting = parts.slice(0, -1).filter((part) => {
    characters += part.length + 2;
    return characters <= MOST_CHARACTERS;
  });
  const left = parts.length - 1 - fitting.length;
  return [...fitting, ...left > 0 ? [`${left} more are too long for a comment: see the output of the command.`] : [], parts.at(-1)!];
}
