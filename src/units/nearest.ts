/** The one of `known` that was most likely meant by `text`; null where none is close. */
export function nearest(text: string, known: readonly string[]): string | null {
  if (text.length > 64) return null;
  const ranked = known
    .map((word) => ({
      word,
      edits: distance(text.toLowerCase(), word.toLowerCase()),
    }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(2, Math.floor(best.word.length / 3)) && best.edits < best.word.length
    ? best.word
    : null;
}

/** Letters to insert, delete or replace to get from one word to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = (row[j] ?? 0) + (letter === to[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
