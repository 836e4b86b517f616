const UNITS = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
} as const;

type Unit = keyof typeof UNITS;

const WHOLE = /^(?:\d{1,9}(?:ms|[dhms]))+$/;
const PART = /(\d+)(ms|[dhms])/g;

/** Reads `90s`, `5m`, `1h30m`, `500ms`, `2d`, `0` as milliseconds. Throws an Error that says what to write for anything else. */
export function parseDuration(text: string): number {
  const trimmed = text.trim();
  if (trimmed === '0') return 0;
  if (/^\d+$/.test(trimmed)) throw new Error(`"${trimmed}" has no unit: write ${trimmed}s for seconds, or ${trimmed}m for minutes`);
  const parts = [...trimmed.matchAll(PART)].map(([, count, unit]) => ({
    count: Number(count),
    size: UNITS[unit as Unit],
  }));
  const descending = parts.every((part, at) => at === 0 || part.size < (parts[at - 1]?.size ?? 0));
  if (!WHOLE.test(trimmed) || !descending) throw new Error(`"${text}" is not a duration: write it like 90s, 5m, 1h30m or 500ms`);
  return parts.reduce((sum, part) => sum + part.count * part.size, 0);
}

/** Writes milliseconds as {@link parseDuration} reads them, at most two units: `1h30m`, `90s` as `1m30s`, `500ms`, `0s`. */
export function formatDuration(ms: number): string {
  const whole = Math.max(0, Math.round(ms < 1000 ? ms : ms / 1000) * (ms < 1000 ? 1 : 1000));
  const units = Object.entries(UNITS);
  const first = units.findIndex(([, size]) => whole >= size);
  if (first === -1) return '0s';
  let rest = whole;
  const shown = units.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return shown.join('');
}
