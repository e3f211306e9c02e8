/**
 * The candidate that a typo most likely means, or nothing if none is near. Case does not count.
 *
 * @param share of the characters that may differ: less for a long list, in which something is always similar
 */
export function nearest(text: string, candidates: string[], share = 0.4): string | undefined {
  let best: { readonly candidate: string; readonly edits: number } | undefined;
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(Math.max(text.length, candidate.length) * share));
    const most = best ? Math.min(allowed, best.edits - 1) : allowed;
    // That many must be inserted or deleted at least: of a long list few are left to compare.
    if (Math.abs(text.length - candidate.length) > most) continue;
    const count = edits(text.toLowerCase(), candidate.toLowerCase());
    if (count <= most) best = { candidate, edits: count };
  }
  return best?.candidate;
}

/** How many characters have to be inserted, deleted, replaced or swapped with the next to make one text of the other. */
function edits(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const [above, current] = [rows[row - 1], [row]];
    rows.push(current);
    for (let column = 1; column <= to.length; column++) {
      const replaced = above[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, above[column] + 1, current[column - 1] + 1));
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwapped) current[column] = Math.min(current[column], rows[row - 2][column - 2] + 1);
    }
  }
  return rows[from.length][to.length];
}
