import { Shares } from './cpu-profile';

/** Rows that a reader takes in; the rest is one. */
const MOST_ROWS = 15;

/** Shares of the time as Markdown, beside those of a peer, with what ours takes more as a share of all that it takes more. */
export function profileTable(title: string, ours: Shares, peer?: Shares): string {
  const all = total(ours);
  const added = peer && all - total(peer);
  const rows = [...ours.slice(0, MOST_ROWS), ...rest(ours)].map(([name, time]) => {
    const theirs = peer?.find(([other]) => other === name)?.[1] ?? 0;
    return `| ${[name, `${time.toFixed(1)} ms`, percent(time / all), ...added === undefined ? [] : [`${theirs.toFixed(1)} ms`, percent((time - theirs) / added)]].join(' | ')} |`;
  });
  const columns = [title, 'here', 'share', ...peer ? ['beside', 'share of what is added'] : []];
  return `| ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length)}\n${rows.join('\n')}\n`;
}

const total = (shares: Shares) => shares.reduce((sum, [, time]) => sum + time, 0);
const percent = (share: number) => `${Math.round(share * 100)} %`;

function rest(shares: Shares): Shares {
  const others = shares.slice(MOST_ROWS);
  return others.length > 0 ? [[`${others.length} others`, total(others)]] : [];
}
