import { existsSync, readdirSync, writeFileSync } from 'fs';
import { cpus, loadavg } from 'os';
import { join } from 'path';
import { parseArgs } from 'util';
import { answers } from './answers';
import { printProfile } from './profile/profile';
import { Context, Question } from './question';
import { Machine, Result } from './result';
import { readResults, renderTable, RESULTS, writeTable } from './table';
import { busyWith, othersAtWork } from './trust';

/**
 * `npm run bench [-- <question>...] [--runs N]`: answers the questions of `questions/`, keeps the answers in `results.jsonl` in place of
 * the earlier ones to the same questions, prints the table of all and puts it into `docs/benchmarks.md`. Without a question it answers each
 * but `tests` and `try`, which take minutes. On a busy machine it prints what it finds and keeps nothing; a question keeps its earlier
 * answers if its runs differ too much, or if other programs are at work before or after it.
 *
 * `npm run bench -- --profile <question>` says where the time goes instead.
 */
const FOLDER = join(__dirname, 'questions');
export const QUESTIONS = readdirSync(FOLDER).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length));
/** The questions that are only answered when they are named. */
export const ON_REQUEST = ['tests', 'try'];

/** What the command line asks for. */
export interface Asked {
  readonly questions: string[];
  readonly runs: number;
  readonly profile: boolean;
}

/** @throws if there is no such question, or the runs are too few for a median */
export function asked(args: string[], known: string[] = QUESTIONS): Asked {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { runs: { type: 'string', default: '7' }, profile: { type: 'boolean', default: false } } });
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no question ${unknown.join(', ')}: choose among ${known.join(', ')}`);
  if (!/^[1-9]\d*$/.test(values.runs) || Number(values.runs) < 3) throw new Error(`--runs: ${values.runs} is no number of 3 or more`);
  if (values.profile && positionals.length === 0) throw new Error('--profile: name a question');
  const wanted = (name: string) => positionals.length > 0 ? positionals.includes(name) : !ON_REQUEST.includes(name);
  return { questions: known.filter(wanted), runs: Number(values.runs), profile: values.profile };
}

/** The earlier results with those of some questions in their place, in the order of the questions. */
export function merge(earlier: Result[], found: Result[], known: string[] = QUESTIONS): Result[] {
  const answered = new Set(found.map(({ question }) => question));
  const all = [...earlier.filter(({ question }) => !answered.has(question)), ...found];
  return known.flatMap((question) => all.filter((result) => result.question === question));
}

async function main(): Promise<void> {
  const { questions, runs, profile } = asked(process.argv.slice(2));
  if (profile) return printProfile(questions);
  const context = new Context(runs);
  const measured: Machine = {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    processors: cpus().length,
    awsCdkLib: module.require('aws-cdk-lib/package.json').version,
  };
  const answer = async (name: string) => {
    console.error(name);
    const question: { default: Question } = await import(join(FOLDER, `${name}.ts`));
    const results = (await question.default(context)).map((result) => ({ ...result, measured }));
    for (const result of results) console.error(JSON.stringify(result));
    return results;
  };
  const keep = (results: Result[]) => {
    const lines = merge(existsSync(RESULTS) ? readResults() : [], results).map((result) => JSON.stringify(result));
    writeFileSync(RESULTS, `${lines.join('\n')}\n`);
  };
  try {
    // Later on the load is that of the benchmark itself.
    const { results, kept, doubts } = await answers(questions, { busy: othersAtWork, answer, keep }, busyWith(loadavg()[0], measured.processors));
    console.log(kept.length > 0 ? writeTable() : renderTable(results));
    if (doubts.length > 0) throw new Error(['Not kept:', ...doubts].join('\n'));
  } finally {
    context.remove();
  }
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
