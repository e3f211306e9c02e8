import { Account } from './account';
import { Assertion } from './assertions/assertion';
import { TestIdentities } from './identities';

/** What became of an assertion. */
export interface Result {
  readonly topic: string;
  readonly assertion: Assertion;
  readonly status: 'holds' | 'fails' | 'skipped';
  /** Why it fails. */
  readonly reason?: string;
  readonly seconds: number;
}

/** Asks one after the other: they are few, and IAM throttles. */
export async function ask(assertions: Record<string, Assertion[]>, identities: TestIdentities): Promise<Result[]> {
  const results: Result[] = [];
  for (const [topic, list] of Object.entries(assertions)) {
    for (const assertion of list) {
      const started = Date.now();
      const result = { topic, assertion };
      if (assertion.onlyLive && !identities.account.isLive) {
        results.push({ ...result, status: 'skipped', seconds: 0 });
        continue;
      }
      const reason = await assertion.check(identities).then(() => undefined, (error: Error) => error.message);
      results.push({ ...result, status: reason === undefined ? 'holds' : 'fails', reason, seconds: (Date.now() - started) / 1000 });
    }
  }
  return results;
}

/** The results as a page in Markdown. */
export function page(account: Account, results: Result[]): string {
  const count = (status: Result['status']) => results.filter((result) => result.status === status).length;
  const lines = [
    `# The baseline in ${account.isLive ? `account ${account.id}` : 'the local endpoint, which is not AWS'}`,
    '',
    `${count('holds')} assertions hold, ${count('fails')} fail, ${count('skipped')} were skipped.`,
  ];
  let topic: string | undefined;
  for (const { assertion, status, reason, seconds, topic: next } of results) {
    if (next !== topic) lines.push('', `## ${topic = next}`, '');
    lines.push(`- **${status}**: ${assertion.claim} (${seconds.toFixed(1)} s)`);
    if (status === 'fails') lines.push(`  - ${reason}`, `  - Why it was asked: ${assertion.question}`, `  - Source: ${assertion.source}`);
    if (status === 'skipped') lines.push(`  - Not asked: ${assertion.onlyLive}.`);
    if (status === 'holds' && assertion.modeled && !account.isLive) lines.push(`  - No answer of AWS: ${assertion.modeled}.`);
  }
  return lines.join('\n') + '\n';
}
