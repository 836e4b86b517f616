import type { Balancer } from '../placed.ts';
import { ask, plainName } from '../socket.ts';
import type { Section } from './file.ts';

/** Where a balancer counts the slow requests of one backend: an entry of a stick table, one counter an edge. */
export type LatencyTable = {
  readonly table: string;
  readonly key: string;
  /** Milliseconds, ascending. */
  readonly edges: readonly number[];
  /** The number of the counter (`gpc`) of each edge. */
  readonly counters: readonly number[];
};

/**
 * Reads from the configuration how a backend counts latency:
 * `http-request track-sc2 str(<key>) table <table>` and, for each edge, `http-response sc-inc-gpc(<counter>,2) if { var(…) -m int gt <edge> }`.
 * @returns null where it does not
 */
export function latencyOf(sections: readonly Section[], backend: string): LatencyTable | null {
  const lines = sections.find(({ kind, name }) => (kind === 'backend' || kind === 'listen') && name === backend)?.lines ?? [];
  for (const { words } of lines) {
    const [, track, name, , table] = words;
    const sticky = /^track-sc(\d+)$/.exec(track ?? '')?.[1];
    const key = /^str\((.+)\)$/.exec(name ?? '')?.[1];
    if (words[0] !== 'http-request' || sticky === undefined || key === undefined || table === undefined) continue;
    const counted = lines
      .flatMap((line) => {
        const counter = new RegExp(`^sc-inc-gpc\\((\\d+),${sticky}\\)$`).exec(line.words[1] ?? '')?.[1];
        const edge = line.words[line.words.indexOf('gt') + 1];
        return line.words[0] === 'http-response' && counter && /^\d+$/.test(edge ?? '')
          ? [{ counter: Number(counter), edge: Number(edge) }]
          : [];
      })
      .sort((a, b) => a.edge - b.edge);
    if (counted.length === 0) continue;
    return { table, key, edges: counted.map(({ edge }) => edge), counters: counted.map(({ counter }) => counter) };
  }
  return null;
}

/** How many requests of a backend took longer than each edge; zeros while it had none. */
export async function slowerOf(balancer: Balancer, latency: LatencyTable, signal: AbortSignal): Promise<number[]> {
  const text = await ask(balancer, `show table ${plainName(latency.table)}`, signal);
  const entry = text.split('\n').find((line) => line.includes(` key=${latency.key} `)) ?? '';
  return latency.counters.map((counter) => Number(new RegExp(` gpc${counter}=(\\d+)`).exec(entry)?.[1] ?? 0));
}
